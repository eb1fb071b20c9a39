/// One of the files of a data set in MNIST's format.
public enum IDXPart: Int, CaseIterable, Sendable {
    case trainImages, trainLabels, testImages, testLabels

    /// The file's name as MNIST has it.
    public var name: String {
        switch self {
        case .trainImages: "train-images-idx3-ubyte"
        case .trainLabels: "train-labels-idx1-ubyte"
        case .testImages: "t10k-images-idx3-ubyte"
        case .testLabels: "t10k-labels-idx1-ubyte"
        }
    }

    /// What it holds, for people.
    var title: String {
        switch self {
        case .trainImages: "training images"
        case .trainLabels: "training labels"
        case .testImages: "test images"
        case .testLabels: "test labels"
        }
    }

    /// The part that a file of this name holds; `nil` for any other file.
    ///
    /// Of a name only the words count, in any case, whatever joins them: `train-images.idx3-ubyte.gz` and
    /// `emnist-balanced-test-labels-idx1-ubyte` are found as well. A name that begins with a dot is a system's.
    init?(fileName: String) {
        guard !fileName.hasPrefix(".") else { return nil }
        var words = fileName.lowercased().split { "-_.".contains($0) }[...]
        if words.last == "gz" { words.removeLast() }
        let endings: Set<Substring> = [
            "idx", "idx1", "idx2", "idx3", "idx4", "ubyte", "byte", "short", "int",
        ]
        while let last = words.last, endings.contains(last) { words.removeLast() }
        switch words.suffix(2) {
        case ["train", "images"], ["training", "images"]: self = .trainImages
        case ["train", "labels"], ["training", "labels"]: self = .trainLabels
        case ["t10k", "images"], ["test", "images"]: self = .testImages
        case ["t10k", "labels"], ["test", "labels"]: self = .testLabels
        default: return nil
        }
    }
}
