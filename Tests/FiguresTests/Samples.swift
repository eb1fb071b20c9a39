import Drawing
import Foundation
import LatentSpace

@testable import Figures

/// Made-up values for pictures: a fixed sequence of numbers that look random.
struct Samples {
    private var state: UInt64 = 0x1234_5678

    let moment = Moment(
        dataset: "Fashion-MNIST", step: 3750, epoch: 2, batch: 1875, isEndOfEpoch: true, testELBO: -238.417)

    static let fashion = ClassNames([
        "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
        "Ankle boot",
    ])
    static let letters = ClassNames((0..<26).map { String(UnicodeScalar(UInt8(65 + $0))) })

    mutating func uniform() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 11) * 0x1p-53
    }

    mutating func points(_ count: Int, classes: Int, spread: Double = 1) -> LabelledPoints {
        let labels = (0..<count).map { UInt8($0 % max(1, classes)) }
        let points = labels.map { label -> SIMD2<Double> in
            let angle = Double(label) / Double(max(1, classes)) * 2 * .pi
            return SIMD2(cos(angle) * 1.5 + uniform() - 0.5, sin(angle) * 1.5 + uniform() - 0.5) * spread
        }
        return LabelledPoints(points: points, labels: labels)
    }

    mutating func images(_ count: Int) -> [DataImage] {
        (0..<count).map { _ in
            let level = uniform()
            return DataImage(
                rows: 28, columns: 28,
                bytes: (0..<784).map { UInt8(Double($0 % 28 * 9) * level) })
        }
    }

    static func posterior(_ x: Double, _ y: Double, deviation: Double = 0.2) -> DiagonalGaussian {
        DiagonalGaussian(mean: SIMD2(x, y), logVariance: SIMD2(repeating: 2 * log(deviation)))
    }

    mutating func grid(
        classes: ClassNames, pointsPerAxis: Int = 20, isLine: Bool = false, hasRegions: Bool = true
    ) -> LatentGridFigure {
        let grid = LatentGrid.prior(pointsPerAxis: pointsPerAxis, isLine: isLine)
        let points = points(2000, classes: classes.count)
        let votes = NearestNeighbours(
            points: points.points, labels: points.labels, classCount: classes.count
        ).labels(of: grid)
        return LatentGridFigure(
            grid: grid, cells: images(grid.count),
            regions: hasRegions ? ClassRegions(labels: votes, rows: grid.rows, columns: grid.columns) : nil,
            classes: classes, moment: moment, plane: LatentPlane(dimensions: isLine ? 1 : 2))
    }

    mutating func stage(deviation: Double) -> SamplingFigure.Stage {
        let posterior = Self.posterior(0.4, -0.3, deviation: deviation)
        let samples = (0..<40).map { _ in
            posterior.sample(noise: SIMD2(uniform() * 4 - 2, uniform() * 4 - 2))
        }
        return SamplingFigure.Stage(
            moment: moment, posterior: posterior, samples: samples, decoded: images(40),
            reconstructed: images(1)[0], reconstruction: -231.2, klDivergence: 4.7)
    }

    mutating func path(_ title: String, count: Int, bend: Double = 0) -> InterpolationFigure.Path {
        let points = (0..<count).map { step in
            let t = Double(step) / Double(max(1, count - 1))
            return SIMD2(-1 + 2 * t, bend * sin(t * .pi))
        }
        return InterpolationFigure.Path(title: title, points: points, decoded: images(count))
    }

    static func ends() -> (start: InterpolationFigure.End, end: InterpolationFigure.End) {
        var samples = Samples()
        let images = samples.images(2)
        return (
            InterpolationFigure.End(label: 9, image: images[0], posterior: posterior(-1, 0)),
            InterpolationFigure.End(label: 0, image: images[1], posterior: posterior(1, 0, deviation: 0.1))
        )
    }
}
