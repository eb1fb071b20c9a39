import Foundation
import LatentSpace

/// Shapes drawn with strokes of a pen in a square of side 1, x to the right and y down, for measuring.
struct DrawnShape {
    private var strokes: [(points: [SIMD2<Double>], width: Double)] = []
    private var areas: [[SIMD2<Double>]] = []

    /// A stroke through points.
    func stroke(_ points: SIMD2<Double>..., width: Double = 0.09) -> DrawnShape {
        var drawn = self
        drawn.strokes.append((points, width))
        return drawn
    }

    /// An arc of an ellipse; degrees from the right, clockwise on the page.
    func arc(
        _ center: SIMD2<Double>, _ radii: SIMD2<Double>, from: Double = 0, to: Double = 360,
        width: Double = 0.09
    ) -> DrawnShape {
        let points = (0...60).map { step in
            let angle = (from + (to - from) * Double(step) / 60) * .pi / 180
            return center + radii * SIMD2(cos(angle), sin(angle))
        }
        var drawn = self
        drawn.strokes.append((points, width))
        return drawn
    }

    /// A filled polygon.
    func area(_ corners: SIMD2<Double>...) -> DrawnShape {
        var drawn = self
        drawn.areas.append(corners)
        return drawn
    }

    /// The shape in `side` by `side` pixels.
    func shape(side: Int = 28) -> BinaryShape {
        let isInk = (0..<side * side).map { pixel -> Bool in
            let place = SIMD2(Double(pixel % side) + 0.5, Double(pixel / side) + 0.5) / Double(side)
            return areas.contains { Self.contains(place, in: $0) }
                || strokes.contains { stroke in
                    zip(stroke.points, stroke.points.dropFirst()).contains {
                        Self.distance(from: place, to: $0.0, $0.1) <= stroke.width / 2
                    }
                }
        }
        return BinaryShape(rows: side, columns: side, isInk: isInk)
    }

    /// What it measures.
    func measures(side: Int = 28) -> ShapeMeasures { ShapeMeasures(shape(side: side)) }

    private static func distance(
        from place: SIMD2<Double>, to start: SIMD2<Double>, _ end: SIMD2<Double>
    ) -> Double {
        let along = end - start
        let square = (along * along).sum()
        let t = square > 0 ? min(max(0, ((place - start) * along).sum() / square), 1) : 0
        let offset = place - start - along * t
        return (offset * offset).sum().squareRoot()
    }

    private static func contains(_ place: SIMD2<Double>, in corners: [SIMD2<Double>]) -> Bool {
        var isInside = false
        for (a, b) in zip(corners, corners.dropFirst() + corners.prefix(1))
        where (a.y > place.y) != (b.y > place.y)
            && place.x < a.x + (place.y - a.y) / (b.y - a.y) * (b.x - a.x)
        {
            isInside.toggle()
        }
        return isInside
    }
}

extension DrawnShape {
    static let ring = DrawnShape().arc(SIMD2(0.5, 0.5), SIMD2(0.24, 0.34))
    static let six = DrawnShape().arc(SIMD2(0.5, 0.65), SIMD2(0.2, 0.2))
        .arc(SIMD2(0.62, 0.6), SIMD2(0.32, 0.5), from: 175, to: 250)
    static let nine = DrawnShape().arc(SIMD2(0.48, 0.33), SIMD2(0.18, 0.18))
        .stroke(SIMD2(0.66, 0.3), SIMD2(0.6, 0.88))
    static let eight = DrawnShape().arc(SIMD2(0.5, 0.3), SIMD2(0.17, 0.16))
        .arc(SIMD2(0.5, 0.66), SIMD2(0.2, 0.2))
    static let three = DrawnShape().arc(SIMD2(0.45, 0.31), SIMD2(0.22, 0.18), from: -150, to: 90)
        .arc(SIMD2(0.45, 0.67), SIMD2(0.24, 0.18), from: -90, to: 150)
    static let five = DrawnShape().stroke(SIMD2(0.72, 0.14), SIMD2(0.36, 0.14), SIMD2(0.34, 0.45))
        .arc(SIMD2(0.45, 0.64), SIMD2(0.24, 0.22), from: -115, to: 150)
    static let four = DrawnShape().stroke(SIMD2(0.3, 0.14), SIMD2(0.27, 0.52), SIMD2(0.72, 0.52))
        .stroke(SIMD2(0.66, 0.14), SIMD2(0.62, 0.88))
    static let seven = DrawnShape().stroke(SIMD2(0.26, 0.15), SIMD2(0.72, 0.15), SIMD2(0.44, 0.88))
    static let upright = DrawnShape().stroke(SIMD2(0.5, 0.12), SIMD2(0.5, 0.88))
    static let slanted = DrawnShape().stroke(SIMD2(0.74, 0.14), SIMD2(0.28, 0.86))
    static let openBowl = DrawnShape().arc(SIMD2(0.5, 0.5), SIMD2(0.24, 0.34), from: 50, to: 310)

    static let trousers = DrawnShape().area(
        SIMD2(0.32, 0.04), SIMD2(0.68, 0.04), SIMD2(0.72, 0.96), SIMD2(0.58, 0.96), SIMD2(0.53, 0.3),
        SIMD2(0.47, 0.3), SIMD2(0.42, 0.96), SIMD2(0.28, 0.96))
    static let dress = DrawnShape().area(
        SIMD2(0.38, 0.04), SIMD2(0.62, 0.04), SIMD2(0.6, 0.4), SIMD2(0.7, 0.96), SIMD2(0.3, 0.96),
        SIMD2(0.4, 0.4))
    static let shirt = DrawnShape().area(
        SIMD2(0.32, 0.05), SIMD2(0.68, 0.05), SIMD2(0.9, 0.25), SIMD2(0.84, 0.38), SIMD2(0.7, 0.3),
        SIMD2(0.7, 0.95), SIMD2(0.3, 0.95), SIMD2(0.3, 0.3), SIMD2(0.16, 0.38), SIMD2(0.1, 0.25))
    static let pullover = DrawnShape().area(
        SIMD2(0.32, 0.08), SIMD2(0.68, 0.08), SIMD2(0.94, 0.86), SIMD2(0.82, 0.88), SIMD2(0.7, 0.4),
        SIMD2(0.7, 0.92), SIMD2(0.3, 0.92), SIMD2(0.3, 0.4), SIMD2(0.18, 0.88), SIMD2(0.06, 0.86))
    static let shoe = DrawnShape().area(
        SIMD2(0.04, 0.56), SIMD2(0.4, 0.5), SIMD2(0.62, 0.36), SIMD2(0.94, 0.36), SIMD2(0.96, 0.7),
        SIMD2(0.04, 0.7))
    static let boot = DrawnShape().area(
        SIMD2(0.08, 0.6), SIMD2(0.5, 0.5), SIMD2(0.52, 0.14), SIMD2(0.86, 0.14), SIMD2(0.9, 0.8),
        SIMD2(0.08, 0.8))
    static let bag = DrawnShape().area(
        SIMD2(0.08, 0.4), SIMD2(0.92, 0.4), SIMD2(0.92, 0.88), SIMD2(0.08, 0.88)
    ).arc(SIMD2(0.5, 0.4), SIMD2(0.22, 0.28), from: 180, to: 360)
    static let box = DrawnShape().area(
        SIMD2(0.12, 0.3), SIMD2(0.88, 0.3), SIMD2(0.88, 0.84), SIMD2(0.12, 0.84))
}
