/// What can go wrong in the network and its training.
public enum VAEError: Error, Equatable, CustomStringConvertible {
    /// Sizes for which there is no network.
    case unusableArchitecture(String)
    /// Parameters that do not fit the network: missing, of another shape, or not finite.
    case unusableParameters(String)
    /// Images, codes or noise of the wrong shape, or not finite.
    case unusableInput(String)
    /// A setting of the training that makes no sense.
    case unusableConfiguration(String)
    /// A stored state that does not belong to this training.
    case unusableState(String)
    /// The loss or the parameters ceased to be finite; `remedy` names settings to try instead.
    case diverged(step: Int, remedy: String)
    /// The compute library refused.
    case library(String)
    /// The system gives no memory for so many bytes.
    case noMemory(bytes: Int)

    /// One line: what, where, and what to do.
    public var description: String {
        switch self {
        case .unusableArchitecture(let reason): "no such network: \(reason)"
        case .unusableParameters(let reason): "unusable parameters: \(reason)"
        case .unusableInput(let reason): "unusable input: \(reason)"
        case .unusableConfiguration(let reason): "unusable training settings: \(reason)"
        case .unusableState(let reason): "cannot resume: \(reason)"
        case .diverged(let step, let remedy):
            "training diverged at step \(step): the loss is no longer finite; try \(remedy)"
        case .library(let reason): "the compute library oneDNN refused: \(reason)"
        case .noMemory(let bytes):
            "out of memory: the system gives no further \((bytes + 999_999) / 1_000_000) MB"
        }
    }
}
