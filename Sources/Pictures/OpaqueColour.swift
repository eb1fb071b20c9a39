/// A colour that is not transparent, in sRGB.
public struct OpaqueColour: Sendable, Equatable {
    public let red: UInt8, green: UInt8, blue: UInt8

    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    public static let white = OpaqueColour(red: 255, green: 255, blue: 255)

    /// A colour as it is written for the web, "#rrggbb", the sign # being left out or not; `nil` for other texts.
    public init?(_ text: some StringProtocol) {
        let digits = text.hasPrefix("#") ? String(text.dropFirst()) : String(text)
        guard digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit), let number = Int(digits, radix: 16)
        else { return nil }
        self.init(
            red: UInt8(number >> 16), green: UInt8(number >> 8 & 255), blue: UInt8(number & 255))
    }

    /// The colour as "#rrggbb".
    public var text: String {
        "#"
            + channels.map { channel in
                let digits = String(channel, radix: 16)
                return digits.count < 2 ? "0" + digits : digits
            }.joined()
    }

    /// Red, green and blue.
    public var channels: [UInt8] { [red, green, blue] }
    /// How light it is.
    public var luma: UInt8 { Self.luma(red, green, blue) }

    /// How light a pixel is: the luma of ITU-R BT.601.
    public static func luma(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
        let (red, green, blue) = (Int(red), Int(green), Int(blue))
        return UInt8((299 * red + 587 * green + 114 * blue + 500) / 1000)
    }
}

extension PixelPicture {
    /// Red, green and blue [row, column, channel], with a ground where the picture is transparent.
    public func laid(over ground: OpaqueColour) -> [UInt8] {
        let count = width * height, channels = ground.channels
        return [UInt8](unsafeUninitializedCapacity: count * 3) { target, initialized in
            rgba.withUnsafeBufferPointer { source in
                for pixel in 0..<count {
                    let opacity = Int(source[pixel * 4 + 3])
                    for channel in 0..<3 {
                        let value = Int(source[pixel * 4 + channel])
                        let mixed =
                            opacity == 255
                            ? value
                            : (value * opacity + Int(channels[channel]) * (255 - opacity) + 127) / 255
                        target[pixel * 3 + channel] = UInt8(mixed)
                    }
                }
            }
            initialized = count * 3
        }
    }
}
