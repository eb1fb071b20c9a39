import ArgumentParser
import Datasets
import Randomness
import VAE

/// The way forward only.
struct Decoding: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Images a second encoded, decoded, both, and evaluated.")

    @Option var threads = Processor.physicalCores
    @Option var count = 10_000
    @Option var rounds = 7

    func run() throws {
        let architecture = try Architecture()
        var generator = SeededGenerator(seed: 0)
        let network = try Network(
            architecture: architecture,
            parameters: .glorotUniform(architecture: architecture, using: &generator), threads: threads)
        let images = try digits(count)
        let noise = (0..<2 * count).map { _ in Float(generator.normal()) }
        var encoding: [Double] = [], decoding: [Double] = [], both: [Double] = [], evaluating: [Double] = []
        for round in 0...rounds {
            var codes: [Float] = []
            let encoded = try seconds { codes = try network.encode(images).means }
            let decoded = try seconds { _ = try network.decode(codes) }
            let evaluated = try seconds { _ = try network.evaluate(images, noise: noise) }
            guard round > 0 else { continue }
            encoding.append(Double(count) / encoded)
            decoding.append(Double(count) / decoded)
            both.append(Double(count) / (encoded + decoded))
            evaluating.append(Double(count) / evaluated)
        }
        for (name, rates) in [
            ("encode", encoding), ("decode", decoding), ("encode and decode", both), ("evaluate", evaluating),
        ] {
            let spread = Spread(rates)
            print(
                name.padding(18) + "images/s: least\(column(spread.least)) median\(column(spread.median)) "
                    + "most\(column(spread.largest))")
        }
    }
}
