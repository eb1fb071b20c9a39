import Datasets
import Foundation
import Likelihoods
import TestSupport
import Testing

@testable import Storage
@testable import VAE

/// Training on images that are in a file.
@Suite struct StoredImagesTests {
    private static let side = 12

    private static func images(_ store: ByteStore) throws -> ModelledImages {
        let bytes = ImageBytes(store, size: side * side)
        return try ModelledImages(
            ImageSet(
                rows: side, columns: side, bytes: bytes, labels: Array(repeating: 0, count: bytes.count)),
            values: GaussianLikelihood().modelledValues)
    }

    /// Discs of different shades.
    private static func pixels(_ count: Int) throws -> [UInt8] {
        let shapes = discs(count, side: side)
        return try (0..<count).flatMap { image in
            try shapes.bytes(of: image).map { $0 / 255 * UInt8(100 + image) + 20 }
        }
    }

    private static func trainer(_ train: ModelledImages) throws -> Trainer {
        let architecture = try Architecture(
            latentDim: 2, imageSide: side, likelihood: GaussianLikelihood())
        let configuration = TrainingConfiguration(
            architecture: architecture, epochs: 2, batchSize: 12, learningRate: 1e-3, snapshotEvery: 3,
            threads: 2)
        let test = try images(ByteStore(try pixels(20)))
        return try Trainer(
            configuration: configuration, train: train, test: test, probes: test.selecting([0, 3]))
    }

    @Test func theyTrainToTheSameNumbers() throws {
        let pixels = try Self.pixels(100)
        var writer = ByteStoreWriter(limit: 0)
        try writer.append(pixels)
        let stored = writer.finish()
        #expect(!stored.isInMemory)
        let runs = try [ByteStore(pixels), stored].map { try Recording(Self.trainer(Self.images($0))) }
        #expect(runs[0].snapshots.count == 5)
        for (held, stored) in zip(runs[0].snapshots, runs[1].snapshots) {
            #expect(held.state.timeless == stored.state.timeless)
            #expect(held.testEvaluation == stored.testEvaluation)
        }
    }

    @Test func whatCannotBeReadEndsTheTrainingWithAnError() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(try Self.pixels(100), to: "images")
        let trainer = try Self.trainer(Self.images(ByteStore(try SeekableFile(file), limit: 0)))
        truncate(file.path, 50 * Self.side * Self.side)
        var snapshots = 0
        let error = #expect(throws: FileError.self) {
            try trainer.run { if case .snapshot = $0 { snapshots += 1 } }
        }
        #expect(error?.kind == .inputOutput && error?.location == file.path)
        #expect(snapshots == 1)
    }
}
