public import Foundation
import Randomness
public import Storage
public import VAE

/// The file that resuming starts from: weights, Adam's moments, generator states and counters.
public enum CheckpointFile {
    private static let firstMoment = "adam.first_moment."
    private static let secondMoment = "adam.second_moment."

    /// The file's bytes.
    public static func encoded(_ state: TrainingState) throws -> [UInt8] {
        var metadata = [
            "step": "\(state.step)", "epoch": "\(state.epoch)", "batch": "\(state.batch)",
            "images_seen": "\(state.imagesSeen)", "elbo_sum": "\(state.elboSum)",
            "elbo_count": "\(state.elboCount)", "seconds": "\(state.seconds)",
            "shuffle_generator": try Safetensors.json(state.shuffleGenerator.state),
            "noise_generator": try Safetensors.json(state.noiseGenerator.state),
        ]
        if let best = state.best {
            metadata["best_epoch"] = "\(best.epoch)"
            metadata["best_elbo"] = "\(best.elbo)"
        }
        var file = Safetensors(state.parameters, metadata: metadata)
        file.append(state.firstMoment, prefix: firstMoment)
        file.append(state.secondMoment, prefix: secondMoment)
        return try file.encoded()
    }

    /// Reads the state of a training of the given architecture.
    ///
    /// - Throws: `FileError`, of kind `damaged` where the file does not fit the architecture.
    public static func state(
        contentsOf url: URL, architecture: Architecture
    ) throws(FileError) -> TrainingState {
        let file = try Safetensors(contentsOf: url)
        return TrainingState(
            parameters: try file.parameters(architecture, at: url),
            firstMoment: try file.parameters(architecture, prefix: firstMoment, at: url),
            secondMoment: try file.parameters(architecture, prefix: secondMoment, at: url),
            step: try file.count("step", at: url), epoch: try file.count("epoch", at: url),
            batch: try file.count("batch", at: url),
            shuffleGenerator: try generator("shuffle_generator", file, url),
            noiseGenerator: try generator("noise_generator", file, url),
            elboSum: try file.number("elbo_sum", at: url),
            elboCount: try file.count("elbo_count", at: url),
            imagesSeen: try file.count("images_seen", at: url),
            seconds: try file.number("seconds", at: url),
            best: try best(file, url))
    }

    /// The state from which a run can be continued; `nil` where it was stopped before its first checkpoint, and begins
    /// anew.
    ///
    /// - Throws: `FileError` as `state`; of kind `missing` where a run that has got further has no checkpoint.
    public static func state(of run: RunFolder, _ record: RunRecord) throws(FileError) -> TrainingState? {
        let isThere = FileManager.default.fileExists(atPath: run.checkpoint.path)
        if !isThere, try run.snapshotSteps().allSatisfy({ $0 == 0 }) { return nil }
        return try state(contentsOf: run.checkpoint, architecture: record.configuration.architecture)
    }

    /// The best epoch, where patience keeps one.
    private static func best(_ file: Safetensors, _ url: URL) throws(FileError) -> BestEpoch? {
        guard file.metadata["best_epoch"] != nil else { return nil }
        return BestEpoch(
            epoch: try file.count("best_epoch", at: url), elbo: try file.number("best_elbo", at: url))
    }

    private static func generator(
        _ key: String, _ file: Safetensors, _ url: URL
    ) throws(FileError) -> SeededGenerator {
        guard let generator = SeededGenerator(state: try file.array(key, of: UInt64.self, at: url)) else {
            throw FileError(.damaged, at: url.path, "metadata \(key) is no generator state")
        }
        return generator
    }
}
