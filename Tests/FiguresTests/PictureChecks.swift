import Drawing
import Testing

/// The page that a picture fills.
func page(of picture: Picture) -> Rectangle {
    Rectangle(x: 0, y: 0, width: Double(picture.width), height: Double(picture.height))
}

/// Expects boxes that are inside the page and touch none of the others.
func expectApart(_ boxes: [Rectangle], in page: Rectangle) {
    for (index, box) in boxes.enumerated() {
        #expect(page.contains(box), "\(box) leaves the page")
        for other in boxes[..<index] { #expect(!other.overlaps(box), "\(other) and \(box)") }
    }
}

/// Expects two pixels of paper along every edge: nothing is cut off.
func expectWhiteMargins(_ picture: Picture) throws {
    let image = try picture.pixels()
    func isPaper(_ column: Int, _ row: Int) -> Bool {
        let pixel = (row * image.width + column) * 3
        return image.rgb[pixel..<pixel + 3].allSatisfy { $0 == 255 }
    }
    for column in 0..<image.width {
        #expect([0, 1, image.height - 2, image.height - 1].allSatisfy { isPaper(column, $0) })
    }
    for row in 0..<image.height {
        #expect([0, 1, image.width - 2, image.width - 1].allSatisfy { isPaper($0, row) })
    }
}

extension Font {
    /// What a line of text takes, centred vertically on `y` and beginning at `x`.
    func box(of text: String, x: Double, y: Double) -> Rectangle {
        Rectangle(x: x, y: y - size / 2, width: width(of: text), height: size)
    }
}
