public import Drawing

/// A sheet of images at their full size, each beside another where there are pairs, with a number below.
public struct ImageSheetFigure: Figure {
    /// One or two images that belong together.
    public struct Item: Sendable {
        let images: [DataImage]
        let value: Double?
        let label: Int?

        /// - Parameters:
        ///   - value: what stands below; `nil` for nothing.
        ///   - label: the class of the mark before it; `nil` for none.
        public init(images: [DataImage], value: Double?, label: Int?) {
            self.images = images
            self.value = value
            self.label = label
        }
    }

    let title: String
    let items: [Item]
    let note: String
    let valueName: String
    let classes: ClassNames
    let moment: Moment

    /// - Parameters:
    ///   - title: what the images are, after the data set's name.
    ///   - note: how to read the sheet; a line at its foot.
    ///   - valueName: what the numbers are.
    public init(
        title: String, items: [Item], note: String, valueName: String, classes: ClassNames, moment: Moment
    ) {
        self.title = title
        self.items = items
        self.note = note
        self.valueName = valueName
        self.classes = classes
        self.moment = moment
    }

    /// How many items a sheet has at the most, so that its picture stays a picture.
    public static func most(columns: Int, rows: Int, imagesOfEach: Int) -> Int {
        let size = pixelSize(columns)
        let area = Double(columns * rows * imagesOfEach) * size * size
        return max(4, min(60, Int(3_000_000 / max(1, area))))
    }

    /// Small images are drawn at twice their size.
    static func pixelSize(_ columns: Int) -> Double { columns <= 64 ? 2 : 1 }

    public var alternativeText: String {
        let values = items.compactMap(\.value).filter(\.isFinite).sorted()
        let opening = "\(moment.dataset), \(moment.time): \(title)."
        guard let least = values.first, let most = values.last else { return opening }
        let mean = values.reduce(0, +) / Double(values.count)
        return opening
            + " The \(valueName) of \(values.count) images is \(Self.text(mean)) on average, from \(Self.text(least)) to "
            + "\(Self.text(most))."
    }

    public var table: DataTable? {
        guard items.contains(where: { $0.value != nil }) else { return nil }
        return DataTable(
            columns: ["place", "class", valueName],
            rows: items.enumerated().map { place, item in
                [
                    String(place + 1), item.label.map { classes[$0] } ?? "–",
                    item.value.map(Self.text) ?? "–",
                ]
            })
    }

    private static func text(_ value: Double) -> String { Numerals.fixed(value, decimals: 4) }

    public func picture() -> Picture {
        let first = items.first?.images.first
        let (columns, rows) = (first?.columns ?? 28, first?.rows ?? 28)
        let size = Self.pixelSize(columns)
        let image = Point(Double(columns), Double(rows)) * size
        let pair = items.first?.images.count ?? 1
        let hasValues = items.contains { $0.value != nil }
        let step = Point(
            Double(pair) * image.x + Double(pair - 1) * 6 + 22, image.y + (hasValues ? 28 : 12))
        let across = max(1, min(items.count, Int(max(step.x, 980) / step.x)))
        let down = (items.count + across - 1) / across
        let right = max(520, Page.margin + Double(across) * step.x - 22)
        let bottom = Page.contentTop + 10 + Double(down) * step.y
        return Picture(
            width: Int(right + Page.margin), height: Int(bottom + (note.isEmpty ? 10 : 34))
        ) { canvas in
            Page.drawHeader(
                title: "\(moment.dataset): \(title)", moment: moment, right: right, on: canvas)
            for (place, item) in items.enumerated() {
                let corner = Point(
                    Page.margin + Double(place % across) * step.x,
                    Page.contentTop + 10 + Double(place / across) * step.y)
                for (number, shown) in item.images.enumerated() {
                    let box = Rectangle(
                        x: corner.x + Double(number) * (image.x + 6), y: corner.y, width: image.x,
                        height: image.y)
                    canvas.draw(shown, at: Point(box.x, box.y), pixelSize: size)
                    canvas.stroke(box.inset(by: -0.5), color: .hairline)
                }
                guard let value = item.value else { continue }
                let line = corner + Point(0, image.y + 12)
                if let label = item.label {
                    canvas.fill(
                        Mark(ofClass: label), at: [line + Point(4, 0)], radius: 4,
                        color: Palette.classes[label])
                }
                canvas.text(
                    Self.text(value), at: line + Point(item.label == nil ? 0 : 13, 0), font: .tick,
                    color: .secondary, vertical: .middle)
            }
            canvas.text(note, at: Point(Page.margin, bottom + 18), font: .tick, color: .secondary)
        }
    }
}
