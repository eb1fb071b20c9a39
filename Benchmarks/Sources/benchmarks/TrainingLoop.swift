import Datasets
import Likelihoods
import VAE

/// Trains as the program does, with its shuffling, noise and optimiser, in rounds of so many batches.
struct TrainingLoop {
    private let trainer: Trainer
    private let batchSize: Int

    init(
        _ images: ModelledImages, latentDim: Int = 2, batchSize: Int = 32,
        threads: Int = Processor.physicalCores
    ) throws {
        try self.init(
            images, Architecture(latentDim: latentDim, imageSide: images.rows), batchSize: batchSize,
            threads: threads)
    }

    init(_ images: ModelledImages, _ architecture: Architecture, batchSize: Int, threads: Int) throws {
        let one = images.selecting([0])
        self.batchSize = batchSize
        trainer = try Trainer(
            configuration: TrainingConfiguration(
                architecture: architecture, epochs: 1_000_000, batchSize: batchSize,
                snapshotEvery: 1_000_000_000, threads: threads),
            train: images, test: one, probes: one)
    }

    /// Trains in rounds, after a first one of `warmUp` batches.
    ///
    /// - Parameters:
    ///   - next: asked before each round for its batches; `nil` ends the training.
    ///   - measured: told each round's images and seconds.
    func run(
        warmUp: Int = 20, next: () throws -> Int?, measured: (_ images: Int, _ seconds: Double) -> Void
    ) throws {
        var remaining = warmUp, batches: Int?
        var began = ContinuousClock.now
        var failure: (any Error)?
        _ = try trainer.run(
            shouldStop: {
                if remaining == 0 {
                    if let batches {
                        measured(batches * batchSize, began.duration(to: .now) / .seconds(1))
                    }
                    do { batches = try next() } catch { failure = error }
                    guard let batches, failure == nil else { return true }
                    remaining = batches
                    began = .now
                }
                remaining -= 1
                return false
            }, onEvent: { _ in })
        if let failure { throw failure }
    }

    /// Images a second in each of `rounds` rounds.
    func rates(rounds: Int, images: Int = 3200) throws -> [Double] {
        var rates: [Double] = []
        try run(
            next: { rates.count < rounds ? max(1, images / batchSize) : nil },
            measured: { rates.append(Double($0) / $1) })
        return rates
    }
}

/// Generated digits, scaled to a side by repeating or skipping pixels.
func digits(_ count: Int, side: Int = 28) throws -> ModelledImages {
    let images = Digits.training(count: count), values = BernoulliLikelihood().modelledValues
    guard side != images.rows else { return try ModelledImages(images, values: values) }
    let (size, known) = (images.rows, try images.pixels)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(count * side * side)
    for image in 0..<count {
        for row in 0..<side {
            for column in 0..<side {
                pixels.append(
                    known[image * size * size + row * size / side * size + column * size / side])
            }
        }
    }
    return ModelledImages(rows: side, columns: side, bytes: pixels, values: values)
}
