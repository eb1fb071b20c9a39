public import Drawing

/// `kept-dimensions`: how well test images are drawn again from the most active dimensions alone.
public struct KeptDimensionsFigure: Figure {
    /// What the images are worth with so many dimensions kept; nats per image, means over the images.
    public struct Measurement: Sendable, Equatable {
        /// The most active dimensions that are kept.
        public let kept: Int
        /// log p(x|z) at the posterior means.
        public let reconstruction: Double
        /// The bound of the model that has no other dimensions; `nil` of a plain autoencoder.
        public let elbo: Double?

        /// What is left of the images.
        package init(kept: Int, reconstruction: Double, elbo: Double?) {
            self.kept = kept
            self.reconstruction = reconstruction
            self.elbo = elbo
        }
    }

    /// A test image, and what is decoded of it for each column.
    public struct Example: Sendable {
        /// Its class; `nil` where there are no classes.
        public let label: Int?
        /// The image itself.
        public let input: DataImage
        /// What is decoded with as many dimensions as ``KeptDimensionsFigure/columns(of:image:)`` says.
        public let decoded: [DataImage]

        /// A test image with its reconstructions.
        package init(label: Int?, input: DataImage, decoded: [DataImage]) {
            self.label = label
            self.input = input
            self.decoded = decoded
        }
    }

    /// The dimensions in the order in which they are kept, counted from 0, and how active each is: nats of KL
    /// divergence, or the variance of a plain autoencoder's codes.
    let order: [(dimension: Int, activity: Double)]
    let points: [Measurement]
    /// The dimensions that are kept in each column of images.
    let columns: [Int]
    let examples: [Example]
    /// How many dimensions are active: their means vary by more than 0.01.
    let activeCount: Int
    /// The images that were measured, and all test images.
    let imageCount: Int, testCount: Int
    let isVariational: Bool
    let classes: ClassNames
    let moment: Moment

    /// What the most active dimensions are worth.
    ///
    /// - Parameters:
    ///   - order: all dimensions, the most active first.
    ///   - points: by the dimensions that are kept, ascending, from none to all.
    ///   - columns: the dimensions that are kept in each column of images, ascending.
    ///   - examples: each with an image for every column.
    ///   - imageCount: the images that the points are means over.
    package init(
        order: [(dimension: Int, activity: Double)], points: [Measurement], columns: [Int],
        examples: [Example],
        activeCount: Int, imageCount: Int, testCount: Int, isVariational: Bool = true, classes: ClassNames,
        moment: Moment
    ) {
        self.order = order
        self.points = points
        self.columns = columns
        self.examples = examples
        self.activeCount = activeCount
        self.imageCount = imageCount
        self.testCount = testCount
        self.isVariational = isVariational
        self.classes = classes
        self.moment = moment
    }

    /// The most dimensions of which every number of them has its own point of the curve and its own column.
    private static let mostSingly = 10

    /// How many dimensions are kept at each point of the curve: of many all numbers up to eight, then four for each
    /// doubling, and all dimensions.
    package static func counts(of dimensions: Int) -> [Int] {
        guard dimensions > mostSingly else { return Array(0...max(0, dimensions)) }
        var counts: [Int] = [], next = 0
        while next < dimensions {
            counts.append(next)
            var step = 1
            while next >= 8 * step { step *= 2 }
            next += step
        }
        return counts + [dimensions]
    }

    /// How many dimensions are kept in each column of images: every number where there is room for so many images of a
    /// size, else none, the powers of two, and all.
    package static func columns(of dimensions: Int, image: Int) -> [Int] {
        let step = Double(image) * pixelSize(of: image) + gap
        let haveRoom = dimensions <= mostSingly && Double(dimensions + 1) * step <= 700
        guard !haveRoom else { return Array(0...dimensions) }
        var columns = [0], power = 1
        // One that is nearly all would be much the same.
        while power * 6 <= dimensions * 5 {
            columns.append(power)
            power *= 2
        }
        return columns + [dimensions]
    }

    /// Between images of a row.
    static let gap = 6.0

    /// The side of an image's pixel on the page, by the pixels of its longer side; whole.
    static func pixelSize(of image: Int) -> Double { max(1, (56 / Double(max(1, image))).rounded(.down)) }

    /// The least number of dimensions that brings 99 of 100 parts of what all bring to the reconstruction; `nil` where
    /// they bring nothing.
    var sufficient: Int? {
        guard let none = points.first?.reconstruction, let all = points.last?.reconstruction, all > none
        else {
            return nil
        }
        return points.first { $0.reconstruction >= none + 0.99 * (all - none) }?.kept
    }

    private static func nats(_ value: Double) -> String { Numerals.fixed(value, decimals: 1) }

    static func count(_ dimensions: Int) -> String {
        dimensions == 1 ? "1 dimension" : "\(dimensions) dimensions"
    }

    public var alternativeText: String {
        let shown = columns.compactMap { column in points.first { $0.kept == column } }
        let curve = shown.map { "\($0.kept) \(Self.nats($0.reconstruction))" }.joined(separator: ", ")
        let bounds = shown.compactMap { point in point.elbo.map { "\(point.kept) \(Self.nats($0))" } }
        return
            "\(moment.dataset), \(moment.time): \(images) drawn again from the most active of \(order.count) "
            + "latent dimensions alone, the others set to \(isVariational ? "0" : "their mean"). \(finding) "
            + "Reconstruction by dimensions kept, in nats per image: \(curve)."
            + (bounds.isEmpty ? "" : " ELBO: \(bounds.joined(separator: ", ")).")
    }

    private var images: String {
        imageCount < testCount
            ? "the first \(Numerals.grouped(imageCount)) of \(Numerals.grouped(testCount)) test images"
            : "\(Numerals.grouped(imageCount)) test images"
    }

    /// How many dimensions are enough.
    private var finding: String {
        guard let sufficient else { return "The dimensions bring nothing to the reconstruction." }
        return
            "\(Self.count(sufficient)) of \(order.count) \(sufficient == 1 ? "brings" : "bring") 99 % of what "
            + "all bring to the reconstruction."
    }

    /// What is written at the foot.
    var notes: [String] {
        [
            finding + " Measured on \(images).",
            isVariational
                ? "Dashed: so many have posterior means that vary by more than 0.01. What is not kept is 0, the "
                    + "prior's mean."
                : "Dashed: so many have codes that vary by more than 0.01. What is not kept is at its mean.",
        ]
            + (isVariational
                ? ["ELBO: of a model that has the kept dimensions alone, with one draw an image."] : [])
    }

    public func picture() -> Picture {
        let layout = KeptDimensionsLayout(self)
        return Picture(width: layout.width, height: layout.height) { canvas in
            Page.drawHeader(title: layout.title, moment: moment, right: layout.right, on: canvas)
            layout.panel.draw(on: canvas)
            for heading in layout.headings {
                canvas.text(
                    heading.text, at: heading.place, font: .heading, color: .secondary, horizontal: .center)
            }
            for (example, row) in zip(examples, layout.rows) {
                if let label = example.label {
                    canvas.text(
                        classes[label], at: row.name, font: .label, horizontal: .right, vertical: .middle)
                }
                for (image, corner) in zip([example.input] + example.decoded, row.corners) {
                    canvas.draw(image, at: corner, pixelSize: layout.pixelSize)
                    canvas.stroke(
                        Rectangle(
                            x: corner.x - 0.5, y: corner.y - 0.5, width: layout.image.x + 1,
                            height: layout.image.y + 1), color: .hairline)
                }
            }
            for (place, note) in zip(layout.notePlaces, notes) {
                canvas.text(note, at: place, font: .tick, color: .secondary)
            }
        }
    }
}
