import Drawing

/// Where the parts of an ``ArchitectureFigure`` go on the page: a row for each network, from left to right.
struct ArchitectureLayout: Sendable {
    /// A line of text in its place.
    struct Line: Sendable {
        let text: String
        let font: Font
        let color: Color
        let box: Rectangle

        init(_ text: String, font: Font, color: Color = .ink, x: Double, y: Double) {
            self.text = text
            self.font = font
            self.color = color
            box = Rectangle(center: Point(x, y), width: font.width(of: text), height: font.size)
        }
    }

    /// A feature map as a solid, its sides in proportion to channels, rows and columns; or a vector as cells.
    struct Block: Sendable {
        let color: Color
        /// The solid's visible faces: front, top and side.
        let faces: [[Point]]
        /// The middle of its upper edge.
        let summit: Point
        let name: Line, shape: Line
    }

    /// An arrow from one block to the next, with what happens there.
    struct Step: Sendable {
        let left: Double, right: Double, y: Double
        let lines: [Line]
    }

    /// The way of a block's values past some layers, to be added to what those give.
    struct Bridge: Sendable {
        /// Over the block that it comes from, and over that which it is added to.
        let start: Point, end: Point
        /// The height at which it runs.
        let y: Double
        let label: Line
    }

    /// A part of a network, marked above its blocks.
    struct Group: Sendable {
        let name: String
        let color: Color
        let left: Double, right: Double
    }

    /// One network.
    struct Row: Sendable {
        let title: String
        let top: Double
        let groups: [Group]
        let blocks: [Block]
        let steps: [Step]
        let bridges: [Bridge]
    }

    static let encoderColor = Palette.classes[0], decoderColor = Palette.classes[2]
    static let samplerColor = Color.accent
    private static let rowHeight = 236.0

    let width: Int, height: Int
    let rows: [Row]

    init(_ figure: ArchitectureFigure) {
        let top = Page.contentTop + 22
        let variational = ArchitectureRow(figure, isVariational: true, top: top).row
        let plain = ArchitectureRow(figure, isVariational: false, top: top + Self.rowHeight + 14).row
        rows = [variational, plain]
        let right = rows.flatMap(\.blocks).map { max($0.shape.box.maxX, $0.name.box.maxX) }.max() ?? 0
        width = Int((right + Page.margin).rounded(.up))
        height = Int(top + 2 * Self.rowHeight + 14)
    }
}
