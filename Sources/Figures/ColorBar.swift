import Drawing

/// The bar beside or below a map that says which colour is which number.
struct ColorBar: Sendable {
    /// Where the colours go: upright where it is higher than wide, else lying.
    let frame: Rectangle
    let scale: ColorScale
    /// What the numbers are, with their unit: above an upright bar, below a lying one's numbers.
    let title: String

    private var isUpright: Bool { frame.height > frame.width }

    /// An upright bar right of a map, as high as it.
    static func beside(_ map: Rectangle, scale: ColorScale, title: String) -> ColorBar {
        ColorBar(
            frame: Rectangle(x: map.maxX + 18, y: map.y, width: 14, height: map.height), scale: scale,
            title: title)
    }

    /// What the bar takes with its numbers.
    var body: Rectangle {
        let widest = scale.ticks.map { Font.tick.width(of: $0.label) }.max() ?? 0
        if isUpright {
            return Rectangle(
                x: frame.x, y: frame.y - 6, width: frame.width + 8 + widest, height: frame.height + 12)
        }
        return Rectangle(
            x: frame.x - widest / 2, y: frame.y, width: frame.width + widest, height: frame.height + 18)
    }

    /// What the title takes: it ends above an upright bar's numbers, or stands below a lying one's.
    var titleBox: Rectangle {
        let width = Font.heading.width(of: title), height = 12.0
        return isUpright
            ? Rectangle(x: body.maxX - width, y: frame.y - 19, width: width, height: height)
            : Rectangle(x: frame.center.x - width / 2, y: frame.maxY + 23, width: width, height: height)
    }

    /// What both take together.
    var bounds: Rectangle {
        let (body, title) = (body, titleBox)
        let x = min(body.x, title.x), y = min(body.y, title.y)
        return Rectangle(
            x: x, y: y, width: max(body.maxX, title.maxX) - x, height: max(body.maxY, title.maxY) - y)
    }

    func draw(on canvas: borrowing Canvas) {
        let length = max(2, Int((isUpright ? frame.height : frame.width).rounded()))
        let thickness = max(1, Int((isUpright ? frame.width : frame.height).rounded()))
        let colors = (0..<length).map { scale.color(at: (Double($0) + 0.5) / Double(length)) }
        let pixels =
            isUpright
            ? colors.reversed().flatMap { Array(repeating: $0, count: thickness) }
            : (0..<thickness).flatMap { _ in colors }
        canvas.draw(
            PixelImage(
                width: isUpright ? thickness : length, height: isUpright ? length : thickness, colors: pixels),
            at: Point(frame.x, frame.y))
        canvas.stroke(
            Rectangle(x: frame.x - 0.5, y: frame.y - 0.5, width: frame.width + 1, height: frame.height + 1),
            color: .rule)
        for tick in scale.ticks { draw(tick, on: canvas) }
        canvas.text(
            title, at: titleBox.center, font: .heading, color: .secondary, horizontal: .center,
            vertical: .middle)
    }

    private func draw(_ tick: Tick, on canvas: borrowing Canvas) {
        let stroke = Stroke(color: .rule)
        if isUpright {
            let y = (frame.maxY - tick.value * frame.height).rounded() - 0.5
            canvas.line(from: Point(frame.maxX, y), to: Point(frame.maxX + 4, y), stroke)
            canvas.text(
                tick.label, at: Point(frame.maxX + 8, y), font: .tick, color: .secondary, vertical: .middle)
        } else {
            let x = (frame.x + tick.value * frame.width).rounded() + 0.5
            canvas.line(from: Point(x, frame.maxY), to: Point(x, frame.maxY + 4), stroke)
            canvas.text(
                tick.label, at: Point(x, frame.maxY + 8), font: .tick, color: .secondary, horizontal: .center,
                vertical: .top)
        }
    }
}

extension PixelImage {
    /// A picture of one colour a pixel [row, column].
    init(width: Int, height: Int, colors: some Sequence<Color>) {
        func byte(_ part: Double) -> UInt8 { UInt8((min(max(part, 0), 1) * 255).rounded()) }
        self.init(
            width: width, height: height,
            rgb: colors.flatMap { [byte($0.red), byte($0.green), byte($0.blue)] })
    }
}
