/// The colours of classes: one for each, the same in every figure.
public struct Palette: Sendable {
    /// The colours in class order.
    public let colors: [Color]

    /// Colours that stay apart with the common colour-vision deficiencies, for up to ten classes.
    public static let classes = Palette(colors: [
        Color(hex: 0x0072B2), Color(hex: 0xD55E00), Color(hex: 0x009E73), Color(hex: 0xCC79A7),
        Color(hex: 0xE69F00), Color(hex: 0x56B4E9), Color(hex: 0x7F3C8D), Color(hex: 0x6B4E2E),
        Color(hex: 0x8A8F98), Color(hex: 0x1F2A5A),
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
