/// The colours of classes: one for each, the same in every figure.
public struct Palette: Sendable {
    /// As many colours as a byte has values, which is what labels are stored in.
    static let count = 256

    /// The colours in class order, the first of them chosen by hand.
    public let colors: [Color]

    /// Colours for 256 classes; the first ten stay apart with the common colour-vision deficiencies.
    public static let classes = Palette(colors: [
        Color(hex: 0x3F6A96), Color(hex: 0xE85600), Color(hex: 0x25AB66), Color(hex: 0xC32A63),
        Color(hex: 0xEEA60A), Color(hex: 0x31B3E6), Color(hex: 0x680AF4), Color(hex: 0x794925),
        Color(hex: 0x858E97), Color(hex: 0x122B58),
    ])

    /// A palette that begins with given colours; further ones are as unlike all those before them as may be.
    public init(colors: [Color]) {
        self.colors = ColorSpread.continued(colors, to: Self.count)
    }

    /// The colour of class `index`; past the last colour they come again.
    public subscript(index: Int) -> Color { colors[max(0, index) % colors.count] }
}
