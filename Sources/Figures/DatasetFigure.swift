public import Drawing

/// `dataset`: a contact sheet of the images to learn from, by class.
public struct DatasetFigure: Figure {
    /// Some images of one class.
    public struct Row: Sendable {
        /// The class; `nil` where there are none.
        public let label: Int?
        /// How many images of it there are.
        public let count: Int
        /// Those that are shown.
        public let images: [DataImage]

        /// Some images of one class, or of all where there are no classes.
        package init(label: Int?, count: Int, images: [DataImage]) {
            self.label = label
            self.count = count
            self.images = images
        }
    }

    /// Images of a class that are shown at the most, and images where there are no classes.
    public static let imagesOfClass = 10, imagesWithoutClasses = 60
    /// More classes are not shown.
    public static let mostClasses = 20

    let dataset: String
    /// What the images are, as "1,200 training images, 28 x 28".
    let summary: String
    let rows: [Row]
    /// Classes with images that are not shown.
    let rest: Int
    let classes: ClassNames

    /// - Parameters:
    ///   - dataset: the data set as people know it.
    ///   - form: how large the images are, and whether they have colours.
    ///   - rows: all classes that have images; the first ``mostClasses`` are shown.
    package init(dataset: String, form: String, rows: [Row], classes: ClassNames) {
        self.dataset = dataset
        let count = rows.reduce(0) { $0 + $1.count }
        summary =
            "\(Numerals.grouped(count)) training \(count == 1 ? "image" : "images"), \(form)"
            + (rows.count > 1 ? ", of \(rows.count) classes" : "")
        self.rows = Array(rows.prefix(Self.mostClasses))
        rest = rows.count - self.rows.count
        self.classes = classes
    }

    /// The classes of some labels as rows.
    ///
    /// - Parameters:
    ///   - labels: a label an image.
    ///   - isLabelled: whether they tell classes apart.
    ///   - image: the image at a place; asked for those that are shown.
    public static func rows(
        labels: [UInt8], isLabelled: Bool, image: (Int) throws -> DataImage
    ) rethrows -> [Row] {
        var counts = Array(repeating: 0, count: 256), places = Array(repeating: [Int](), count: 256)
        let most = isLabelled ? imagesOfClass : imagesWithoutClasses
        for (place, label) in labels.enumerated() {
            let row = isLabelled ? Int(label) : 0
            counts[row] += 1
            if places[row].count < most { places[row].append(place) }
        }
        let present = counts.indices.filter { counts[$0] > 0 }
        return try present.enumerated().map { row, label in
            Row(
                label: isLabelled ? label : nil, count: counts[label],
                images: row < mostClasses ? try places[label].map(image) : [])
        }
    }

    public var alternativeText: String {
        let parts = rows.compactMap { row in
            row.label.map { "\(classes[$0]) \(Numerals.grouped(row.count))" }
        }
        return "\(dataset): \(summary). Some of them"
            + (parts.isEmpty ? "." : " by class, with how many there are: \(parts.joined(separator: ", "))")
            + (rest > 0 ? " and \(rest) more classes." : parts.isEmpty ? "" : ".")
    }

    public var table: DataTable? {
        DataTable(
            columns: ["class", "training images"],
            rows: rows.map { [$0.label.map { classes[$0] } ?? "all", "\($0.count)"] },
            total: rows.count + rest)
    }

    public func picture() -> Picture {
        let layout = DatasetLayout(self)
        return Picture(width: layout.width, height: layout.height) { canvas in
            Page.drawHeader(
                title: "\(dataset): the images", subtitle: summary,
                right: Double(layout.width) - Page.margin, on: canvas)
            for (row, place) in zip(rows, layout.rows) {
                if let label = row.label {
                    canvas.fill(
                        Mark(ofClass: label), at: [Point(place.name.x - 12, place.name.y)], radius: 4.5,
                        color: Palette.classes[label])
                    canvas.text(
                        classes[label], at: place.name, font: DatasetLayout.font, vertical: .middle)
                    canvas.text(
                        Numerals.grouped(row.count), at: place.name + Point(0, 16),
                        font: DatasetLayout.countFont, color: .secondary, vertical: .middle)
                }
                for (image, corner) in zip(row.images, place.corners) {
                    canvas.draw(image, at: corner, pixelSize: layout.pixelSize)
                    canvas.stroke(
                        Rectangle(
                            x: corner.x - 0.5, y: corner.y - 0.5, width: layout.image.x + 1,
                            height: layout.image.y + 1), color: .hairline)
                }
            }
            if rest > 0 {
                canvas.text(
                    "and \(rest) more classes", at: Point(Page.margin, Double(layout.height) - 14),
                    font: .tick, color: .secondary)
            }
        }
    }
}
