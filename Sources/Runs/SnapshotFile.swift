public import Foundation
public import Storage
public import VAE

/// What a snapshot's file holds: the weights, and how the fixed probe images were encoded by them.
public struct SnapshotFile: Sendable, Equatable {
    public let step: Int
    /// The epoch, from 1; 0 before training.
    public let epoch: Int
    /// Batches so far in this epoch.
    public let batch: Int
    public let parameters: Parameters
    /// Posteriors of the run's probe images, in the order of `RunRecord.probes`.
    public let probes: Posterior

    public init(_ snapshot: Snapshot) {
        step = snapshot.step
        epoch = snapshot.epoch
        batch = snapshot.batch
        parameters = snapshot.parameters
        probes = snapshot.probePosterior
    }
}

extension SnapshotFile {
    /// The file: tensors by PyTorch's names and nothing else, so that a module's `load_state_dict` takes them
    /// as they are; all else is metadata.
    public func encoded() throws -> [UInt8] {
        let metadata = [
            "step": "\(step)", "epoch": "\(epoch)", "batch": "\(batch)",
            "architecture": try Safetensors.json(parameters.architecture),
            "probe_means": try Safetensors.json(probes.means),
            "probe_log_variances": try Safetensors.json(probes.logVariances),
        ]
        return try Safetensors(parameters, metadata: metadata).encoded()
    }

    /// Reads a snapshot of a model of the given architecture.
    ///
    /// - Throws: `FileError`, of kind `damaged` where the file does not fit the architecture.
    public init(contentsOf url: URL, architecture: Architecture) throws(FileError) {
        let file = try Safetensors(contentsOf: url)
        step = try file.count("step", at: url)
        epoch = try file.count("epoch", at: url)
        batch = try file.count("batch", at: url)
        parameters = try file.parameters(architecture, at: url)
        let means = try file.array("probe_means", of: Float.self, at: url)
        let logVariances = try file.array("probe_log_variances", of: Float.self, at: url)
        guard means.count == logVariances.count, means.count.isMultiple(of: architecture.latentDim) else {
            throw FileError(.damaged, at: url.path, "the probe images' means and log-variances do not fit")
        }
        probes = Posterior(latentDim: architecture.latentDim, means: means, logVariances: logVariances)
    }
}
