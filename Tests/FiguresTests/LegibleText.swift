import Drawing
import Figures
import Testing

/// Expects that every text of a figure is large enough and wholly on the page, and that no two touch.
///
/// Judged by the measured ink at scale 1; a font of 9 px is the smallest.
func expectLegibleText(_ figure: some Figure, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let texts = try figure.picture().texts()
    let kind = "\(type(of: figure))"
    #expect(!texts.isEmpty, "\(kind) has no text", sourceLocation: sourceLocation)
    for (index, text) in texts.enumerated() {
        #expect(
            text.size >= 9, "\(kind): '\(text.text)' is \(text.size) px", sourceLocation: sourceLocation)
        #expect(
            text.isWhole, "\(kind): '\(text.text)' is cut off at \(text.box)", sourceLocation: sourceLocation)
        for other in texts[..<index] where other.box.overlaps(text.box) {
            Issue.record(
                "\(kind): '\(text.text)' lies over '\(other.text)'", sourceLocation: sourceLocation)
        }
    }
}

/// Expects a picture that is whole: its text can be read and its margins are white, whatever it is of.
func expectDrawn(_ figure: some Figure, sourceLocation: SourceLocation = #_sourceLocation) throws {
    try expectLegibleText(figure, sourceLocation: sourceLocation)
    try expectWhiteMargins(figure.picture())
}
