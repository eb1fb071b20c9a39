import Datasets
import Foundation
import Randomness

@testable import VAE

extension Float {
    /// e to this power, by the platform's library in double precision.
    var exponential: Float { Float(Foundation.exp(Double(self))) }
}

/// Binary images of a disc each, at seeded places: something that a network can learn.
func discs(_ count: Int, side: Int = 28, seed: UInt64 = 1) -> ModelledImages {
    var generator = SeededGenerator(seed: seed)
    var pixels: [UInt8] = []
    for _ in 0..<count {
        let (row, column) = (generator.uniform(in: 0.3...0.7), generator.uniform(in: 0.3...0.7))
        let radius = generator.uniform(in: 0.15...0.3)
        for y in 0..<side {
            for x in 0..<side {
                let (dy, dx) = (Double(y) / Double(side) - row, Double(x) / Double(side) - column)
                pixels.append(dy * dy + dx * dx < radius * radius ? 1 : 0)
            }
        }
    }
    return ModelledImages(BinaryImages(rows: side, columns: side, pixels: pixels))
}

/// Numbers from a seeded standard normal distribution.
func normals(_ count: Int, seed: UInt64 = 7) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in Float(generator.normal()) }
}

/// What one run of a trainer told.
struct Recording {
    var snapshots: [Snapshot] = []
    var progress: [TrainingProgress] = []
    var result: TrainingResult

    /// Trains until `stopAfter` batches are done, or to the end.
    init(_ trainer: Trainer, stopAfter: Int = .max) throws {
        var snapshots: [Snapshot] = []
        var progress: [TrainingProgress] = []
        var asked = 0
        result = try trainer.run(
            shouldStop: {
                asked += 1
                return asked > stopAfter
            },
            onEvent: { event in
                switch event {
                case .snapshot(let snapshot): snapshots.append(snapshot)
                case .progress(let report): progress.append(report)
                }
            })
        self.snapshots = snapshots
        self.progress = progress
    }
}

extension TrainingState {
    /// The same, without the time it took.
    var timeless: TrainingState {
        var copy = self
        copy.seconds = 0
        return copy
    }
}
