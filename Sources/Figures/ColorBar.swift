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

    /// What the bar takes with its numbers and its title.
    var bounds: Rectangle {
        let widths = scale.ticks.map { Font.tick.width(of: $0.label) }
        let titleWidth = Font.heading.width(of: title)
        if isUpright {
            // The title ends with the bar's numbers, and begins left of the bar where it is longer.
            let right = frame.maxX + 8 + (widths.max() ?? 0)
            return Rectangle(
                x: min(frame.x, right - titleWidth), y: frame.y - 20,
                width: right - min(frame.x, right - titleWidth),
                height: frame.height + 26)
        }
        let half = max(frame.width / 2 + (widths.max() ?? 0) / 2, titleWidth / 2)
        return Rectangle(
            x: frame.center.x - half, y: frame.y, width: 2 * half, height: frame.height + 36)
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
        if isUpright {
            canvas.text(
                title, at: Point(bounds.maxX, frame.y - 9), font: .heading, color: .secondary,
                horizontal: .right)
        } else {
            canvas.text(
                title, at: Point(frame.center.x, frame.maxY + 24), font: .heading, color: .secondary,
                horizontal: .center, vertical: .top)
        }
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
