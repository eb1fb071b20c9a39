import ArgumentParser
import VAE

/// How the speed of training depends on one size, the others as in the article.
struct Sweep: ParsableCommand {
    enum Size: String, ExpressibleByArgument, CaseIterable {
        case batchSize = "batch-size", threads, imageSide = "image-side", latentDim = "latent-dim"

        /// The sizes to try, the article's among them.
        var values: [Int] {
            switch self {
            case .batchSize: [8, 16, 32, 64, 128, 256, 512]
            case .threads: Array(1...Processor.physicalCores)
            case .imageSide: [16, 20, 28, 32, 48, 64]
            case .latentDim: [1, 2, 8, 32, 128, 512]
            }
        }
    }

    static let configuration = CommandConfiguration(
        abstract:
            "Training images a second against a size; the sizes are measured in turn, round after round.")

    @Argument(help: "batch-size, threads, image-side or latent-dim.") var size: Size
    @Option var rounds = 5

    func run() throws {
        var rates: [Int: [Double]] = [:]
        for _ in 0..<rounds {
            for value in size.values { rates[value, default: []] += try loop(value).rates(rounds: 1) }
        }
        print(size.rawValue.padding(12) + "     least    median      most  images/s")
        for value in size.values {
            let spread = Spread(rates[value] ?? [0])
            print(
                "\(value)".padding(12) + column(spread.least) + column(spread.median) + column(spread.largest)
            )
        }
    }

    private func loop(_ value: Int) throws -> TrainingLoop {
        let count = 3200
        return switch size {
        case .batchSize: try TrainingLoop(digits(count), batchSize: value)
        case .threads: try TrainingLoop(digits(count), threads: value)
        case .imageSide: try TrainingLoop(digits(count, side: value))
        case .latentDim: try TrainingLoop(digits(count), latentDim: value)
        }
    }
}
