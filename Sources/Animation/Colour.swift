internal import Drawing

/// An opaque colour of 8 bits a channel.
struct Colour: Equatable, Comparable {
    let red: UInt8, green: UInt8, blue: UInt8

    init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// A colour as it is drawn, its opacity left out.
    init(_ color: Color) {
        func byte(_ part: Double) -> UInt8 { UInt8(min(max((part * 255).rounded(), 0), 255)) }
        self.init(red: byte(color.red), green: byte(color.green), blue: byte(color.blue))
    }

    /// Takes 0xRRGGBB apart.
    init(packed: UInt32) {
        self.init(
            red: UInt8(truncatingIfNeeded: packed >> 16), green: UInt8(truncatingIfNeeded: packed >> 8),
            blue: UInt8(truncatingIfNeeded: packed))
    }

    /// The colour as 0xRRGGBB.
    var packed: UInt32 { UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }

    /// The largest difference of a channel.
    func distance(to other: Colour) -> Int {
        max(
            abs(Int(red) - Int(other.red)), abs(Int(green) - Int(other.green)),
            abs(Int(blue) - Int(other.blue)))
    }

    static func < (left: Colour, right: Colour) -> Bool { left.packed < right.packed }
}
