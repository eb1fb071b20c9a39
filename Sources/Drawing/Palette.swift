/// The colours of classes: one for each, the same in every figure.
public struct Palette: Sendable {
    /// The colours in class order.
    public let colors: [Color]

    /// Colours that stay apart with the common colour-vision deficiencies, for up to ten classes.
    public static let classes = Palette(colors: [
        Color(hex: 0x3F6A96), Color(hex: 0xE85600), Color(hex: 0x25AB66), Color(hex: 0xC32A63),
        Color(hex: 0xEEA60A), Color(hex: 0x31B3E6), Color(hex: 0x680AF4), Color(hex: 0x794925),
        Color(hex: 0x858E97), Color(hex: 0x122B58),
    ])

    /// A palette of given colours.
    public init(colors: [Color]) {
        self.colors = colors
    }

    /// The colour of class `index`; past the last colour they come again, darker, then lighter.
    public subscript(index: Int) -> Color {
        guard !colors.isEmpty else { return .ink }
        let position = max(0, index)
        let color = colors[position % colors.count]
        switch position / colors.count % 3 {
        case 1: return color.mixed(with: .ink, 0.45)
        case 2: return color.mixed(with: .paper, 0.45)
        default: return color
        }
    }
}
