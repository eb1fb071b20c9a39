import CCairo

/// A line of text that a picture writes, and the space that its letters take.
public struct DrawnText: Sendable, Equatable {
    /// What is written.
    public let text: String
    /// The em size in pixels at scale 1.
    public let size: Double
    /// The upright rectangle around the letters' ink, turned with the text, in pixels at scale 1.
    public let box: Rectangle
    /// Whether no part of it falls outside the page or outside what it was clipped to.
    public let isWhole: Bool
}

extension Picture {
    /// Every line of text that the picture writes, in the order of drawing; empty ones are left out.
    public func texts() throws(DrawingError) -> [DrawnText] {
        let surface = try Surface(.pixels, width: width, height: height)
        let record = TextRecord()
        draw(Canvas(context: surface.context, isVector: false, record: record))
        _ = try surface.pixels()
        return record.texts
    }
}

/// Notes what is written on one canvas.
final class TextRecord {
    private(set) var texts: [DrawnText] = []

    /// Notes a line whose origin is that of `context` now, on a page of scale 1 that has `clip` left to draw on.
    func note(_ text: String, _ layout: TextLayout, font: Font, in context: OpaquePointer, clip: Rectangle) {
        let ink = layout.ink(in: font)
        guard ink.width > 0, ink.height > 0 else { return }
        let corners = [
            Point(ink.x, ink.y), Point(ink.maxX, ink.y), Point(ink.x, ink.maxY), Point(ink.maxX, ink.maxY),
        ].map { corner -> Point in
            var x = corner.x, y = corner.y
            cairo_user_to_device(context, &x, &y)
            return Point(x, y)
        }
        let low = corners.reduce(corners[0]) { pointwiseMin($0, $1) }
        let high = corners.reduce(corners[0]) { pointwiseMax($0, $1) }
        let box = Rectangle(x: low.x, y: low.y, width: high.x - low.x, height: high.y - low.y)
        texts.append(DrawnText(text: text, size: font.size, box: box, isWhole: clip.contains(box)))
    }
}

extension TextLayout {
    /// The rectangle around the letters' ink, from the line's origin on its baseline.
    fileprivate func ink(in font: Font) -> Rectangle {
        let scaled = ScaledFont(family: Font.family, size: font.size, isBold: font.weight == .bold)
        var low = Point(.infinity, .infinity), high = -low
        for run in runs {
            let ink =
                run.face == .typeface
                ? scaled.ink(of: run.text) : ShapedText(run.text, font: font).ink
            guard ink.width > 0, ink.height > 0 else { continue }
            low = pointwiseMin(low, Point(run.x + ink.x, ink.y))
            high = pointwiseMax(high, Point(run.x + ink.maxX, ink.maxY))
        }
        guard low.x < high.x else { return Rectangle(x: 0, y: 0, width: 0, height: 0) }
        return Rectangle(x: low.x, y: low.y, width: high.x - low.x, height: high.y - low.y)
    }
}
