import ArgumentParser
import Datasets
import Foundation
import Likelihoods
import VAE

/// Training steps, whole: data, noise, both ways through the network, optimiser.
struct Steps: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Training images a second.")

    @Option var threads = Processor.physicalCores
    @Option var batchSize = 32
    @Option var rounds = 10

    func run() throws {
        let loop = try TrainingLoop(digits(6400), batchSize: batchSize, threads: threads)
        let spread = Spread(try loop.rates(rounds: rounds))
        print(
            "images/s: least\(column(spread.least)) median\(column(spread.median)) most\(column(spread.largest))"
        )
    }
}

/// Answers `peers/compare.py`: trains so many batches for each line that it reads.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train on request: a number of batches a line in, images and seconds a line out.",
        shouldDisplay: false)

    @Argument(help: "A folder of IDX files.") var folder: String
    @Option var threads = Processor.physicalCores
    @Option var batchSize = 32
    @Flag(help: "The deep network under a Gaussian, in place of the article's.") var deep = false

    func run() throws {
        let likelihood: any Likelihood = deep ? GaussianLikelihood() : BernoulliLikelihood()
        let images = try ModelledImages(
            DatasetLibrary().load(folder).train, values: likelihood.modelledValues)
        let architecture = try (deep ? NetworkKind.deep : .article).architecture(
            imageShape: [images.channels, images.rows, images.columns], latentDim: deep ? 32 : 2,
            likelihood: likelihood)
        var isReady = false
        try TrainingLoop(images, architecture, batchSize: batchSize, threads: threads).run(
            next: {
                if !isReady { say("{\"ready\": \"vae-viz\"}") }
                isReady = true
                return readLine().flatMap { Int($0) }
            },
            measured: { say("{\"images\": \($0), \"seconds\": \($1)}") })
    }

    private func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}
