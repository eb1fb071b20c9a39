public import Drawing
import Foundation
import LatentSpace

/// `rate-distortion`: how much a code tells (the KL divergence) against what is lost (the negative reconstruction), a
/// point for each run, with the lines on which the ELBO is the same.
///
/// Source: A. Alemi et al., "Fixing a Broken ELBO" (2018), section 3.
public struct RateDistortionFigure: Figure {
    /// A trained run.
    public struct Run: Sendable {
        public let name: String
        public let color: Color
        /// The weight of the divergence that it was trained with; `nil` where nobody knows.
        public let beta: Double?
        /// Nats per image.
        public let rate: Double, distortion: Double

        public init(name: String, color: Color, beta: Double?, rate: Double, distortion: Double) {
            self.name = name
            self.color = color
            self.beta = beta
            self.rate = rate
            self.distortion = distortion
        }
    }

    /// What the runs have in common, under the title.
    public let subtitle: String
    public let runs: [Run]

    /// - Parameter runs: those with numbers that are none are left out.
    public init(subtitle: String, runs: [Run]) {
        self.subtitle = subtitle
        self.runs = runs.filter { $0.rate.isFinite && $0.distortion.isFinite }
    }

    /// A weight as it was given: options are of single precision.
    private static func text(beta: Double?) -> String? {
        beta.map { beta in
            let text = "\(Float(beta))"
            return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        }
    }

    public var alternativeText: String {
        let points = runs.map { run in
            run.name + (Self.text(beta: run.beta).map { " at beta \($0)" } ?? "") + ": rate "
                + "\(Numerals.fixed(run.rate, decimals: 2)), distortion "
                + "\(Numerals.fixed(run.distortion, decimals: 2))"
        }
        return "Rate against distortion in nats per image, \(subtitle). \(points.joined(separator: "; "))."
    }

    public var table: DataTable? {
        DataTable(
            columns: ["run", "beta", "rate (KL)", "distortion (negative reconstruction)", "ELBO"],
            rows: runs.map { run in
                [run.name, Self.text(beta: run.beta) ?? "–"]
                    + [run.rate, run.distortion, -run.rate - run.distortion].map {
                        Numerals.fixed($0, decimals: 2)
                    }
            }, note: "In nats per image.")
    }

    public func picture() -> Picture {
        let y = AxisScale.extent(of: runs.map(\.rate), padding: 0.25)
        let x = AxisScale.extent(of: runs.map(\.distortion), padding: 0.25)
        let low = max(0, y.lowerBound)
        let area = PlotArea(
            frame: Rectangle(x: 66, y: 70, width: 430, height: 330), x: x,
            y: low...max(low + 0.1, y.upperBound))
        func ticks(_ range: ClosedRange<Double>) -> [Tick] {
            let decimals = AxisScale.decimals(in: range, count: 6)
            return AxisScale.ticks(in: range, count: 6).map {
                Tick(value: $0, label: Numerals.fixed($0, decimals: decimals))
            }
        }
        let axes = Axes(
            area: area, xTicks: ticks(area.x), yTicks: ticks(area.y),
            xTitle: "distortion: −reconstruction, nats",
            yTitle: "rate: KL divergence, nats")
        return Picture(width: 540, height: 456) { canvas in
            let room = 540 - 2 * Page.margin
            canvas.text("Rate against distortion", at: Point(Page.margin, 28), font: .title)
            canvas.text(
                Font.subtitle.fitting(subtitle, width: room), at: Point(Page.margin, 47), font: .subtitle,
                color: .secondary)
            axes.draw(on: canvas)
            var placer = LabelPlacer(bounds: area.frame.inset(by: 3))
            for run in runs {
                placer.occupy(
                    Rectangle(center: area.place(SIMD2(run.distortion, run.rate)), width: 12, height: 12))
            }
            var labels: [(text: String, color: Color, box: Rectangle)] = []
            for run in runs {
                let place = area.place(SIMD2(run.distortion, run.rate))
                let name = run.name + (Self.text(beta: run.beta).map { " · β \($0)" } ?? "")
                let text = Font.heading.fitting(name, width: 190)
                let width = Font.heading.width(of: text) + 4
                let box = placer.place(
                    width: width, height: 15, near: place + Point(width / 2 + 8, 0), step: 3, reach: 160)
                if let box { labels.append((text, run.color.mixed(with: .ink, 0.35), box)) }
            }
            drawLines(in: area, &placer, on: canvas)
            for run in runs {
                let place = area.place(SIMD2(run.distortion, run.rate))
                canvas.fillCircle(at: place, radius: 6, color: .paper)
                canvas.fillCircle(at: place, radius: 4.6, color: run.color)
            }
            for label in labels {
                canvas.text(
                    label.text, at: label.box.center, font: .heading, color: label.color, horizontal: .center,
                    vertical: .middle, halo: (.paper, 2.5))
            }
        }
    }

    /// Draws the lines of one ELBO, each named where it enters the plot above, if there is room.
    private func drawLines(in area: PlotArea, _ placer: inout LabelPlacer, on canvas: borrowing Canvas) {
        let sums = area.x.lowerBound + area.y.lowerBound...area.x.upperBound + area.y.upperBound
        let decimals = AxisScale.decimals(in: sums, count: 8)
        var names: [(text: String, box: Rectangle)] = []
        let levels = AxisScale.ticks(in: sums, count: 8)
        canvas.clipped(to: area.frame) { canvas in
            for sum in levels {
                let ends = [area.x.lowerBound, area.x.upperBound].map { area.place(SIMD2($0, sum - $0)) }
                canvas.stroke(ends, Stroke(color: .rule, width: 1, dashes: [4, 3]))
            }
        }
        for sum in levels {
            let text = "ELBO " + Numerals.fixed(-sum, decimals: decimals)
            let width = Font.tick.width(of: text) + 6
            let x = min(max(sum - area.y.upperBound, area.x.lowerBound), area.x.upperBound)
            let top = area.place(SIMD2(x, sum - x))
            let box = Rectangle(center: top + Point(width / 2 + 10, 11), width: width, height: 13)
            guard placer.isFree(box) else { continue }
            placer.occupy(box)
            names.append((text, box))
        }
        for name in names {
            canvas.text(
                name.text, at: name.box.center, font: .tick, color: .secondary, horizontal: .center,
                vertical: .middle, halo: (.paper, 2))
        }
    }
}
