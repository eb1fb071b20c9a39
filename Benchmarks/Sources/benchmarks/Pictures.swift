import Animation
import ArgumentParser
import Datasets
import Drawing
import Figures
import LatentSpace

/// Drawing a figure, and an animation of it.
struct Pictures: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Milliseconds to draw a latent grid of 20 x 20 digits, to write its PNG, and a GIF of it.")

    @Option var rounds = 5
    @Option(help: "Frames of the animation.") var frames = 35

    func run() throws {
        let set = try digits(400 + frames)
        let picture = try grid(from: 0, of: set).picture()
        try measure("grid, pixels") { _ = try picture.pixels() }
        try measure("grid, PNG") { _ = try picture.png() }
        let images = try (0..<frames).map { frame in
            AnimationFrame(try grid(from: frame, of: set).picture().pixels(), duration: 0.1)
        }
        try measure("GIF of \(frames) frames") { _ = try AnimatedGIF.encode(images) }
    }

    /// A grid of generated digits; each `first` begins with another one.
    private func grid(from first: Int, of images: ModelledImages) throws -> LatentGridFigure {
        let cells = try (first..<first + 400).map {
            DataImage(rows: 28, columns: 28, bytes: try images.bytes(of: $0))
        }
        return LatentGridFigure(
            grid: .prior(pointsPerAxis: 20), cells: cells, regions: nil,
            classes: ClassNames((0...9).map { "\($0)" }),
            moment: Moment(
                dataset: "Digits", step: 0, epoch: 0, batch: 0, isEndOfEpoch: false, testELBO: nil))
    }

    private func measure(_ name: String, _ body: () throws -> Void) throws {
        let spread = Spread(try (0..<rounds).map { _ in try seconds(body) * 1e3 })
        print(
            name.padding(20) + "ms: least\(decimals(spread.least)) median\(decimals(spread.median)) "
                + "most\(decimals(spread.largest))")
    }
}
