public import Drawing
import LatentSpace

/// `spatial-latent`: how the numbers of each channel of a spatial latent are distributed, against the prior.
public struct SpatialLatentFigure: Figure {
    /// [channels, rows, columns] of a code.
    let shape: [Int]
    let means: [Double], standardDeviations: [Double]
    /// Parts of the numbers [channel, bin], in any unit; empty where nothing was counted.
    let histogram: [Double]
    let edges: [Double]
    let scaleFactor: Double
    let isVariational: Bool
    let moment: Moment

    /// More channels are not shown one by one.
    static let most = 16

    /// - Parameters:
    ///   - histogram: [channel, bin], between the ascending `edges`; none where nothing was counted.
    ///   - scaleFactor: 1 by the standard deviation over all channels; `nil` where nobody says, and it is taken from
    ///     the channels'.
    /// - Precondition: a mean and a deviation for each channel, and whole rows of the histogram.
    public init(
        shape: [Int], means: [Double], standardDeviations: [Double], histogram: [Double], edges: [Double],
        scaleFactor: Double?, isVariational: Bool, moment: Moment
    ) {
        let bins = max(0, edges.count - 1)
        precondition(
            means.count == standardDeviations.count && histogram.count == bins * means.count,
            "numbers for each channel")
        self.shape = shape
        self.means = means
        self.standardDeviations = standardDeviations
        self.histogram = histogram
        self.edges = edges
        self.isVariational = isVariational
        self.moment = moment
        self.scaleFactor = scaleFactor ?? Self.factor(means, standardDeviations)
    }

    /// 1 by the standard deviation of all channels' numbers together: the mean of their variances and the variance of
    /// their means.
    private static func factor(_ means: [Double], _ deviations: [Double]) -> Double {
        let count = Double(max(1, means.count))
        let mean = means.reduce(0, +) / count
        let variance =
            zip(means, deviations).reduce(0.0) { $0 + $1.1 * $1.1 + ($1.0 - mean) * ($1.0 - mean) } / count
        return variance > 0 && variance.isFinite ? 1 / variance.squareRoot() : 1
    }

    private static func text(_ value: Double) -> String { Numerals.fixed(value, decimals: 3) }

    private var words: String { shape.map(String.init).joined(separator: " x ") }

    public var alternativeText: String {
        let parts = means.indices.prefix(Self.most).map { channel in
            "channel \(channel + 1) mean \(Self.text(means[channel])), standard deviation "
                + Self.text(standardDeviations[channel])
        }
        return
            "\(moment.dataset), \(moment.time): codes of \(words) numbers, by channel over the sample: "
            + parts.joined(separator: "; ") + (means.count > Self.most ? " and more" : "")
            + ". The scale factor is \(Self.text(scaleFactor))."
    }

    public var table: DataTable? {
        DataTable(
            columns: ["channel", "mean", "standard deviation", "scaled mean", "scaled deviation"],
            rows: means.indices.map { channel in
                [String(channel + 1)]
                    + [
                        means[channel], standardDeviations[channel], means[channel] * scaleFactor,
                        standardDeviations[channel] * scaleFactor,
                    ].map(Self.text)
            }, note: "Scaled by the scale factor \(Self.text(scaleFactor)).")
    }

    public func picture() -> Picture {
        let shown = min(means.count, Self.most), across = max(1, min(4, shown))
        let size = Point(230, 150), step = Point(size.x + 26, size.y + 74)
        let right = max(560, Page.margin + Double(across) * step.x - 26)
        let down = (shown + across - 1) / across
        let bottom = Page.contentTop + 8 + Double(down) * step.y
        return Picture(width: Int(right + Page.margin), height: Int(bottom + 34)) { canvas in
            Page.drawHeader(
                title: "\(moment.dataset): the channels of a latent of \(words)", moment: moment,
                right: right, on: canvas)
            for channel in 0..<shown {
                let frame = Rectangle(
                    x: Page.margin + Double(channel % across) * step.x,
                    y: Page.contentTop + 34 + Double(channel / across) * step.y, width: size.x,
                    height: size.y)
                draw(channel, in: frame, on: canvas)
            }
            let rest = means.count > shown ? "; \(means.count - shown) more channels are in the table" : ""
            canvas.text(
                "Numbers times the scale factor \(Self.text(scaleFactor))"
                    + (isVariational ? "; dashed: the prior" : "") + rest,
                at: Point(Page.margin, bottom + 20), font: .tick, color: .secondary)
        }
    }

    /// The numbers of a channel in its place, scaled.
    private func draw(_ channel: Int, in frame: Rectangle, on canvas: borrowing Canvas) {
        let (mean, deviation) = (means[channel] * scaleFactor, standardDeviations[channel] * scaleFactor)
        let bins = max(0, edges.count - 1)
        let counts = Array(histogram.dropFirst(channel * bins).prefix(bins))
        let total = counts.reduce(0, +)
        let densities = counts.indices.map { bin in
            let width = (edges[bin + 1] - edges[bin]) * scaleFactor
            return total > 0 && width > 0 ? counts[bin] / total / width : 0
        }
        let reach = min(1000, max(3.2, abs(mean) + 3 * deviation))
        let top = max(0.45, min(densities.max() ?? 0, 20)) * 1.08
        let area = PlotArea(frame: frame, x: -reach...reach, y: 0...top)
        canvas.text(
            "channel \(channel + 1)", at: Point(frame.x, frame.y - 18), font: .heading)
        canvas.text(
            "mean \(Self.text(means[channel])), standard deviation \(Self.text(standardDeviations[channel]))",
            at: Point(frame.x, frame.y - 5), font: .tick, color: .secondary)
        canvas.clipped(to: frame) { canvas in
            for (bin, density) in densities.enumerated() where density > 0 {
                let low = area.place(SIMD2(edges[bin] * scaleFactor, min(density, top)))
                let high = area.place(SIMD2(edges[bin + 1] * scaleFactor, 0))
                canvas.fill(
                    Rectangle(x: low.x, y: low.y, width: max(0.5, high.x - low.x), height: high.y - low.y),
                    color: Color(hex: 0x31B3E6).opacity(0.75))
            }
            let middle = area.place(SIMD2(mean, 0)).x
            canvas.line(
                from: Point(middle, frame.y), to: Point(middle, frame.maxY),
                Stroke(color: .accent, width: 1.5))
            guard isVariational else { return }
            let curve = (0...160).map { place -> Point in
                let x = -reach + 2 * reach * Double(place) / 160
                return area.place(SIMD2(x, NormalDistribution.density(x)))
            }
            for place in stride(from: 0, to: curve.count - 1, by: 2) {
                canvas.line(from: curve[place], to: curve[place + 1], Stroke(color: .ink, width: 1.3))
            }
        }
        let ticks = AxisScale.ticks(in: area.x, count: 5)
        let decimals = AxisScale.decimals(in: area.x, count: 5)
        Axes(
            area: area,
            xTicks: ticks.map { Tick(value: $0, label: Numerals.fixed($0, decimals: decimals)) }, yTicks: []
        ).draw(on: canvas)
    }
}
