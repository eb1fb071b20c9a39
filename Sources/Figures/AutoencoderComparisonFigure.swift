public import Drawing
public import LatentSpace

/// `autoencoder-comparison`: a plain autoencoder beside a variational one of the same network, data and seed.
public struct AutoencoderComparisonFigure: Figure {
    /// What one of the two models makes of its latent plane.
    public struct Side: Sendable {
        /// What it is called.
        public let name: String
        /// Which latent dimensions its axes are.
        public let plane: LatentPlane
        /// The test images' codes.
        public let codes: LabelledPoints
        /// What the part of the plane that the codes fill decodes to.
        public let decodedPlane: DecodedPlane
        /// What random codes drawn from the prior decode to, the first of those that were compared.
        public let draws: [DataImage]
        /// One model's codes, plane and draws.
        package init(
            name: String, plane: LatentPlane, codes: LabelledPoints, decodedPlane: DecodedPlane,
            draws: [DataImage]
        ) {
            self.name = name
            self.plane = plane
            self.codes = codes
            self.decodedPlane = decodedPlane
            self.draws = draws
        }
    }

    /// How like real images some images are.
    public struct Comparison: Sendable {
        /// What made the images.
        public enum Source: Sendable {
            case plain, variational, real
        }

        /// What made them.
        public let source: Source
        /// What they are, in words.
        public let name: String
        /// Of each image and the real one most like it, how much of the ink is not in both, from 0 to 1.
        public let differences: [Double]

        /// Images that were compared with real ones.
        package init(source: Source, name: String, differences: [Double]) {
            self.source = source
            self.name = name
            self.differences = differences
        }

        /// The mean difference in per cent.
        var percent: String {
            let mean = differences.reduce(0, +) / Double(max(1, differences.count))
            return Numerals.fixed(100 * mean, decimals: 1) + " %"
        }

        var color: Color {
            switch source {
            case .plain: Palette.classes[1]
            case .variational: Palette.classes[0]
            case .real: .secondary
            }
        }
    }

    let sides: [Side]
    let comparisons: [Comparison]
    let realCount: Int
    let training: String
    let dataset: String
    let classes: ClassNames

    /// Two models side by side.
    ///
    /// - Parameters:
    ///   - sides: the plain one and the variational one.
    ///   - comparisons: of random draws of both, and of real images.
    ///   - realCount: real images that a draw is compared with.
    ///   - training: how long both were trained, as "both after 900 batches of 32 images".
    package init(
        sides: [Side], comparisons: [Comparison], realCount: Int, training: String,
        dataset: String, classes: ClassNames
    ) {
        self.sides = sides
        self.comparisons = comparisons
        self.realCount = realCount
        self.training = training
        self.dataset = dataset
        self.classes = classes
    }

    public var alternativeText: String {
        let spans = sides.map { side in
            let extent = Self.extent(of: side)
            return "the \(side.name)'s codes span \(Self.text(extent.x)) by \(Self.text(extent.y))"
        }
        let parts = comparisons.map { "\($0.name) \($0.percent)" }
        return
            "\(dataset), \(training), of the same network, data and seed: \(spans.joined(separator: "; ")). "
            + "Of the \(substance) of an image and of the most similar of \(Numerals.grouped(realCount)) real images this "
            + "much is not in both, on average: \(parts.joined(separator: "; "))."
    }

    /// What images are made of, by which they are compared.
    var substance: String { sides.first?.draws.first?.channels == 3 ? "intensities" : "ink" }

    private static func text(_ range: ClosedRange<Double>) -> String {
        Numerals.fixed(range.upperBound - range.lowerBound, decimals: 1)
    }

    /// The ranges that nearly all codes lie in.
    private static func extent(of side: Side) -> (x: ClosedRange<Double>, y: ClosedRange<Double>) {
        (
            AxisScale.extent(of: side.codes.points.map(\.x), trim: 0.005),
            AxisScale.extent(of: side.codes.points.map(\.y), trim: 0.005)
        )
    }

    public func picture() -> Picture {
        let layout = AutoencoderComparisonLayout(self)
        return Picture(width: layout.width, height: layout.height) { canvas in
            Page.drawHeader(
                title: "\(dataset): why the autoencoder is variational",
                subtitle: Moment.capitalised(training) + "; same network, data and seed",
                right: Double(layout.width) - Page.margin, on: canvas)
            for row in layout.rows { draw(row, on: canvas) }
            layout.ranges.draw(on: canvas)
            canvas.text(layout.note.text, at: layout.note.place, font: .tick, color: .secondary)
        }
    }

    private func draw(_ row: AutoencoderComparisonLayout.Row, on canvas: borrowing Canvas) {
        canvas.text(
            Moment.capitalised(row.side.name), at: Point(Page.margin, row.top),
            font: Font(size: 14, weight: .bold))
        for heading in row.headings {
            canvas.text(heading.text, at: heading.place, font: .heading, color: .secondary)
        }
        row.scatter.drawPoints(
            row.codes, radius: row.scatter.dotRadius(for: row.codes), opacity: 0.6, on: canvas)
        row.scatter.drawPrior(on: canvas)
        row.scatter.drawPriorNames(on: canvas)
        row.scatter.axes().draw(on: canvas)
        row.scatter.draw(row.labels, classes: classes, on: canvas)
        canvas.draw(
            .mosaic(row.side.decodedPlane.cells, across: row.side.decodedPlane.cellsPerAxis),
            at: Point(row.decoded.frame.x, row.decoded.frame.y), pixelSize: row.pixelSize)
        row.decoded.axes().draw(on: canvas)
        canvas.draw(
            .mosaic(row.draws, across: AutoencoderComparisonLayout.cellsPerAxis),
            at: Point(row.drawsFrame.x, row.drawsFrame.y), pixelSize: row.pixelSize)
        canvas.stroke(row.drawsFrame.inset(by: -0.5), color: .rule)
    }
}
