/// A map of latent codes into a Euclidean space in which the metric is the usual one: curves there are as long as
/// they are in latent space.
///
/// For the decoder's Fisher-Rao metric the space is that of its outputs' coordinates, see ``FisherRao``.
public protocol IsometricMap {
    /// Where codes [code, dimension] land [code, coordinate].
    func positions(of codes: [[Double]]) throws -> [[Double]]

    /// Where codes land, and the derivatives of each code's place along the ``bending`` dimensions [dimension,
    /// coordinate].
    func derivatives(at codes: [[Double]]) throws -> [(position: [Double], derivatives: [[Double]])]

    /// The dimensions in which curves may bend, in the order of ``derivatives(at:)``; in others they run evenly from
    /// end to end. `nil` is all.
    var bending: [Int]? { get }
}

extension IsometricMap {
    public var bending: [Int]? { nil }
}

/// How long a curve is, and how evenly it changes.
public struct PathMeasure: Sendable, Equatable {
    /// The distance between each point and the next.
    public let steps: [Double]

    /// From the points of a curve in the space of an ``IsometricMap``.
    public init(positions: [[Double]]) {
        steps = zip(positions, positions.dropFirst()).map { squaredDistance($0, $1).squareRoot() }
    }

    /// The length: the sum of the steps.
    public var length: Double { steps.reduce(0, +) }

    /// The energy of the curve at even times from 0 to 1, which is the integral of its squared speed: the number of
    /// steps times the sum of their squares.
    ///
    /// It is never below the squared length, and equal to it where all steps are equally long.
    ///
    /// Source: M. do Carmo, "Riemannian Geometry" (1992), chapter 9.
    public var energy: Double { Double(steps.count) * steps.reduce(0) { $0 + $1 * $1 } }
}

/// The square of the Euclidean distance of two vectors of one size.
func squaredDistance(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in 0..<min(a.count, b.count) {
        let difference = a[index] - b[index]
        sum += difference * difference
    }
    return sum
}
