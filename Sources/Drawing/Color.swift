import Foundation

/// A colour: red, green, blue and opacity from 0 to 1, in sRGB.
public struct Color: Sendable, Equatable {
    /// The parts from 0 to 1.
    public let red: Double, green: Double, blue: Double, opacity: Double

    /// A colour by its parts from 0 to 1.
    public init(red: Double, green: Double, blue: Double, opacity: Double = 1) {
        self.red = red
        self.green = green
        self.blue = blue
        self.opacity = opacity
    }

    /// A colour as style sheets write it: `0xRRGGBB`.
    public init(hex: UInt32, opacity: Double = 1) {
        self.init(
            red: Double(hex >> 16 & 0xFF) / 255, green: Double(hex >> 8 & 0xFF) / 255,
            blue: Double(hex & 0xFF) / 255, opacity: opacity)
    }

    /// A grey from 0 (black) to 1 (white).
    public static func grey(_ value: Double, opacity: Double = 1) -> Color {
        Color(red: value, green: value, blue: value, opacity: opacity)
    }

    /// The colour of the page.
    public static let paper = Color.grey(1)
    /// Near-black, for text.
    public static let ink = Color(hex: 0x1A1C20)
    /// Grey for what is said second: subtitles, ticks.
    public static let secondary = Color(hex: 0x5F656E)
    /// Light grey for axes and frames.
    public static let rule = Color(hex: 0xB4B9C1)
    /// The faintest grey, for grid lines.
    public static let hairline = Color(hex: 0xE6E8EC)
    /// The one colour that stands out: the posterior's mean and 1-sigma curve.
    public static let accent = Color(hex: 0xD7263D)
    /// The colour of random samples.
    public static let sample = Color(hex: 0x1B8A4B)

    /// The same colour with another opacity.
    public func opacity(_ opacity: Double) -> Color {
        Color(red: red, green: green, blue: blue, opacity: opacity)
    }

    /// The colour `fraction` of the way to `other`.
    public func mixed(with other: Color, _ fraction: Double) -> Color {
        func mix(_ a: Double, _ b: Double) -> Double { a + (b - a) * fraction }
        return Color(
            red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue),
            opacity: mix(opacity, other.opacity))
    }

    /// The relative luminance of WCAG 2.1, from 0 (black) to 1 (white).
    public var luminance: Double {
        let linear = [red, green, blue].map(Self.linearised)
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    /// `#rrggbb`, for style sheets.
    public var hexadecimal: String {
        let digits = Array("0123456789abcdef")
        return [red, green, blue].reduce("#") { text, part in
            let byte = Int((min(max(part, 0), 1) * 255).rounded())
            return text + String(digits[byte / 16]) + String(digits[byte % 16])
        }
    }

    /// Light intensity from an sRGB part (IEC 61966-2-1).
    static func linearised(_ part: Double) -> Double {
        part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
}
