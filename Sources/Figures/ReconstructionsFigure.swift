public import Drawing

/// `reconstructions`: for each class its best, median and worst test image by ELBO, each with its reconstruction.
public struct ReconstructionsFigure: Figure {
    /// A test image, its reconstruction and how well the model explains it.
    public struct Example: Sendable {
        /// The image itself, in grey or as the 0s and 1s that the model sees.
        public let input: DataImage
        /// The image decoded from its posterior mean.
        public let reconstruction: DataImage
        /// Its ELBO in nats.
        public let elbo: Double

        /// A test image with its reconstruction.
        package init(input: DataImage, reconstruction: DataImage, elbo: Double) {
            self.input = input
            self.reconstruction = reconstruction
            self.elbo = elbo
        }
    }

    /// The three examples of one class.
    public struct Row: Sendable {
        /// The class.
        public let label: Int
        /// The examples of highest, middle and lowest ELBO.
        public let best: Example, median: Example, worst: Example

        /// The examples of one class.
        package init(label: Int, best: Example, median: Example, worst: Example) {
            self.label = label
            self.best = best
            self.median = median
            self.worst = worst
        }
    }

    let rows: [Row]
    let classes: ClassNames
    let moment: Moment

    /// The examples of each class; leave out a class without images.
    package init(rows: [Row], classes: ClassNames, moment: Moment) {
        self.rows = rows
        self.classes = classes
        self.moment = moment
    }

    public var alternativeText: String {
        let parts = rows.map { row in
            "\(classes[row.label]) \(Self.nats(row.best)), \(Self.nats(row.median)), \(Self.nats(row.worst))"
        }
        return
            "\(moment.dataset), \(moment.time): the best, the median and the worst test image of each class "
            + "by \(score) beside their reconstructions, in nats: \(parts.joined(separator: "; "))."
    }

    /// What the examples are ordered by.
    var score: String { moment.score == "ELBO" ? "ELBO" : "log-likelihood" }

    private static func nats(_ example: Example) -> String {
        Numerals.fixed(example.elbo, decimals: 1)
    }

    public func picture() -> Picture {
        let layout = ReconstructionsLayout(self)
        return Picture(width: layout.width, height: layout.height) { canvas in
            Page.drawHeader(
                title: "\(moment.dataset): test images and their reconstructions", moment: moment,
                right: Double(layout.width) - Page.margin, on: canvas)
            for column in layout.headings {
                canvas.text(
                    column.text, at: column.center, font: .heading, color: .secondary, horizontal: .center)
            }
            canvas.text(
                "Left a test image, right its reconstruction, below its \(score) in nats"
                    + (layout.rest.isEmpty ? "" : "; \(layout.rest)"),
                at: Point(Page.margin, Double(layout.height) - 14), font: .tick, color: .secondary)
            for (row, place) in zip(rows, layout.rows) {
                canvas.fill(
                    Mark(ofClass: row.label), at: [Point(place.name.x - 12, place.name.y)], radius: 4.5,
                    color: Palette.classes[row.label])
                canvas.text(
                    classes[row.label], at: place.name, font: Font(size: 12, weight: .bold), vertical: .middle
                )
                for (example, corner) in zip([row.best, row.median, row.worst], place.corners) {
                    draw(example, at: corner, layout, on: canvas)
                }
            }
        }
    }

    private func draw(
        _ example: Example, at corner: Point, _ layout: ReconstructionsLayout, on canvas: borrowing Canvas
    ) {
        let right = corner + Point(layout.image.x + ReconstructionsLayout.gap, 0)
        for (image, place) in [(example.input, corner), (example.reconstruction, right)] {
            canvas.draw(image, at: place, pixelSize: ReconstructionsLayout.pixelSize)
            canvas.stroke(
                Rectangle(
                    x: place.x - 0.5, y: place.y - 0.5, width: layout.image.x + 1, height: layout.image.y + 1),
                color: .hairline)
        }
        canvas.text(
            Self.nats(example), at: corner + Point(layout.image.x + 3, layout.image.y + 6), font: .tick,
            color: .secondary, horizontal: .center, vertical: .top)
    }
}
