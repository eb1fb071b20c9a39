import Drawing
import Figures
import Testing

/// All text is large enough, whole and apart from other text, and the page's edge is white.
///
/// - Returns: the picture's pixels.
@discardableResult
func expectLegible(_ figure: any Figure, _ sort: String) throws -> PixelImage {
    let picture = figure.picture()
    let texts = try picture.texts()
    #expect(!texts.isEmpty, "\(sort): no text")
    for (index, text) in texts.enumerated() {
        #expect(text.size >= 9, "\(sort): '\(text.text)' is \(text.size) px high")
        #expect(text.isWhole, "\(sort): '\(text.text)' is cut off at \(text.box)")
        let other = texts[..<index].first { $0.box.overlaps(text.box) }
        #expect(other == nil, "\(sort): '\(text.text)' lies over '\(other?.text ?? "")'")
    }
    let image = try picture.pixels()
    func isWhite(_ x: Int, _ y: Int) -> Bool {
        image.rgb[(y * image.width + x) * 3..<(y * image.width + x) * 3 + 3].allSatisfy { $0 == 255 }
    }
    let isEdgeWhite =
        (0..<image.width).allSatisfy { isWhite($0, 0) && isWhite($0, image.height - 1) }
        && (0..<image.height).allSatisfy { isWhite(0, $0) && isWhite(image.width - 1, $0) }
    #expect(isEdgeWhite, "\(sort): something reaches the page's edge")
    return image
}
