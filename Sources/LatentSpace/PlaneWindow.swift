/// A rectangle of the latent plane: what a picture of it shows.
public struct PlaneWindow: Sendable, Equatable {
    /// From left to right, and from bottom to top.
    public let x: ClosedRange<Double>, y: ClosedRange<Double>

    /// A window of given sides.
    public init(x: ClosedRange<Double>, y: ClosedRange<Double>) {
        self.x = x
        self.y = y
    }

    /// The square with the same values on both axes.
    public init(square extent: ClosedRange<Double>) {
        self.init(x: extent, y: extent)
    }

    /// A square around `points`, `margin` of their span wider on every side.
    ///
    /// - Parameters:
    ///   - margin: the free part on each side, as a fraction of the wider span.
    ///   - smallest: the least half-width, so that a point alone has surroundings.
    public static func around(
        _ points: some Sequence<SIMD2<Double>>, margin: Double = 0.35, smallest: Double = 0.5
    ) -> PlaneWindow {
        let finite = points.filter { $0.x.isFinite && $0.y.isFinite }
        guard let first = finite.first else { return PlaneWindow(square: -smallest...smallest) }
        let low = finite.reduce(first) { pointwiseMin($0, $1) }
        let high = finite.reduce(first) { pointwiseMax($0, $1) }
        let center = (low + high) / 2
        let half = max(smallest, (high - low).max() * (0.5 + margin))
        return PlaneWindow(x: center.x - half...center.x + half, y: center.y - half...center.y + half)
    }

    /// A square that nearly all points fill, with a little room around them.
    ///
    /// - Parameter trim: the share of the points that is left out at either end of an axis.
    public static func filled(
        by points: some Sequence<SIMD2<Double>>, trim: Double = 0.005, margin: Double = 0.06
    ) -> PlaneWindow {
        let points = Array(points)
        let x = AxisScale.extent(of: points.map(\.x), trim: trim)
        let y = AxisScale.extent(of: points.map(\.y), trim: trim)
        let half = max(x.upperBound - x.lowerBound, y.upperBound - y.lowerBound) * (0.5 + margin)
        let center = SIMD2(x.lowerBound + x.upperBound, y.lowerBound + y.upperBound) / 2
        return PlaneWindow(x: center.x - half...center.x + half, y: center.y - half...center.y + half)
    }

    /// The window `factor` times as wide, about the same middle and as high.
    public func stretched(by factor: Double) -> PlaneWindow {
        let middle = (x.lowerBound + x.upperBound) / 2
        let half = (x.upperBound - x.lowerBound) / 2 * abs(factor)
        return PlaneWindow(x: middle - half...middle + half, y: y)
    }

    /// The centres of even cells that fill the window, as a grid of codes.
    public func grid(columns: Int, rows: Int) -> LatentGrid {
        func centers(_ range: ClosedRange<Double>, _ count: Int) -> ClosedRange<Double> {
            let half = (range.upperBound - range.lowerBound) / Double(2 * max(1, count))
            return range.lowerBound + half...max(range.lowerBound + half, range.upperBound - half)
        }
        return .even(x: centers(x, columns), y: centers(y, rows), columns: columns, rows: rows)
    }
}
