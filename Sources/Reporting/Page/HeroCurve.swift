import Figures

/// The test ELBO over training as a small line drawing beside the run's numbers.
struct HeroCurve {
    let curveWidth = 520, curveHeight = 300
    /// Path data of the line, and of the area below it.
    let line: String, area: String
    let dots: [Dot]
    let firstX: String, firstTextY: String, lastX: String, lastY: String, lastTextY: String, axisY: String
    let firstLabel: String, lastLabel: String

    /// One snapshot.
    struct Dot {
        let dotX: String, dotY: String
    }

    /// The curve through all finite values; nil with fewer than three.
    ///
    /// Snapshots stand at the square root of their step, which gives the many of the first epoch room.
    init?(_ metrics: [ReportPage.Metrics]) {
        let rows = metrics.compactMap { row -> (step: Int, testELBO: Double)? in
            guard let elbo = row.testELBO, elbo.isFinite, row.step >= 0 else { return nil }
            return (row.step, elbo)
        }
        guard let first = rows.first, let last = rows.last, rows.count > 2 else { return nil }
        let low = rows.map { $0.testELBO }.min() ?? 0, high = rows.map { $0.testELBO }.max() ?? 0
        let start = Double(first.step).squareRoot(), end = Double(last.step).squareRoot()
        guard high > low, end > start else { return nil }
        let left = 6.0, right = 510.0, top = 44.0, bottom = 262.0
        func coordinate(_ value: Double) -> String { PageNumbers.coordinate(value) }
        let points = rows.map { row in
            let x = left + (Double(row.step).squareRoot() - start) / (end - start) * (right - left)
            return (x: x, y: bottom - (row.testELBO - low) / (high - low) * (bottom - top))
        }
        line =
            "M"
            + points.map { "\(coordinate($0.x)) \(coordinate($0.y))" }.joined(separator: "L")
        area = line + "L\(coordinate(right)) \(coordinate(bottom))L\(coordinate(left)) \(coordinate(bottom))Z"
        dots = points.map { Dot(dotX: coordinate($0.x), dotY: coordinate($0.y)) }
        let firstY = points[0].y, finalY = points[points.count - 1].y
        firstX = coordinate(left)
        firstTextY = coordinate(firstY > 150 ? firstY + 26 : firstY - 14)
        lastX = coordinate(right)
        lastY = coordinate(finalY)
        lastTextY = coordinate(finalY - 18)
        axisY = coordinate(bottom + 26)
        firstLabel = Numerals.fixed(first.testELBO, decimals: 1)
        lastLabel = Numerals.fixed(last.testELBO, decimals: 1)
    }
}
