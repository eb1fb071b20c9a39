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
            "probe_means": try Self.json(probes.means),
            "probe_log_variances": try Self.json(probes.logVariances),
        ]
        return try Safetensors(tensors: parameters.named, metadata: metadata).encoded()
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
        let means = try Self.floats(file, "probe_means", url)
        let logVariances = try Self.floats(file, "probe_log_variances", url)
        guard means.count == logVariances.count, means.count.isMultiple(of: architecture.latentDim) else {
            throw FileError(.damaged, at: url.path, "the probe images' means and log-variances do not fit")
        }
        probes = Posterior(latentDim: architecture.latentDim, means: means, logVariances: logVariances)
    }

    private static func json(_ values: [Float]) throws -> String {
        String(decoding: try JSONEncoder().encode(values), as: UTF8.self)
    }

    private static func floats(
        _ file: Safetensors, _ key: String, _ url: URL
    ) throws(FileError) -> [Float] {
        guard let text = file.metadata[key],
            let values = try? JSONDecoder().decode([Float].self, from: Data(text.utf8))
        else { throw FileError(.damaged, at: url.path, "metadata \(key) is missing or wrong") }
        return values
    }
}

extension Safetensors {
    /// A whole number from the metadata, not negative.
    func count(_ key: String, at url: URL) throws(FileError) -> Int {
        guard let text = metadata[key], let value = Int(text), (0...1 << 48).contains(value) else {
            throw FileError(.damaged, at: url.path, "metadata \(key) is missing or no count")
        }
        return value
    }

    /// The model's weights, or other values of the same names behind a prefix.
    func parameters(
        _ architecture: Architecture, prefix: String = "", at url: URL
    ) throws(FileError) -> Parameters {
        let own = tensors.filter { $0.name.hasPrefix(prefix) }
            .map { (name: String($0.name.dropFirst(prefix.count)), tensor: $0.tensor) }
        do {
            return try Parameters(architecture: architecture, tensors: own)
        } catch {
            throw FileError(.damaged, at: url.path, "\(error)")
        }
    }
}
