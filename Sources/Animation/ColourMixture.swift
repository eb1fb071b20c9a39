/// How a colour is shown: by one of the palette, or dithered, by two in a fixed pattern.
///
/// The pattern depends on nothing but a pixel's place, so that what stays the same from frame to frame is stored
/// once. It is the ordered dither of B. Bayer, "An optimum method for two-level rendition of continuous-tone
/// pictures" (1973).
struct ColourMixture {
    /// The palette index that most pixels have.
    let index: UInt8
    /// That of the others.
    private let other: UInt8
    /// How many of 16 pixels the other one takes.
    private let share: UInt8

    /// Whether all pixels have one colour.
    var isPlain: Bool { share == 0 }

    /// One colour alone.
    init(index: UInt8) {
        self.index = index
        other = index
        share = 0
    }

    /// The nearest colour of a palette and the one that, mixed with it, comes nearest to `colour`.
    init(of colour: Colour, nearest: Int, in palette: [Colour]) {
        func channels(_ colour: Colour) -> SIMD3<Float> {
            SIMD3(Float(colour.red), Float(colour.green), Float(colour.blue))
        }
        let base = channels(palette[nearest])
        let step = channels(colour) - base
        var best = (distance: (step * step).sum(), other: nearest, share: 0)
        for (other, candidate) in palette.enumerated() where other != nearest {
            let across = channels(candidate) - base
            let length = (across * across).sum()
            // Two colours far apart would show as a pattern.
            guard length > 0, length <= 64 * 64 else { continue }
            let share = Int(((step * across).sum() / length * 16).rounded())
            guard (1...8).contains(share) else { continue }
            let rest = step - across * (Float(share) / 16)
            let distance = (rest * rest).sum()
            if distance < best.distance { best = (distance, other, share) }
        }
        index = UInt8(nearest)
        other = UInt8(best.other)
        share = UInt8(best.share)
    }

    /// The order in which the places of a 4 x 4 square take the other colour.
    private static let order: [UInt8] = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5]

    /// The palette index at a place.
    @inline(__always)
    func index(column: Int, row: Int) -> UInt8 {
        guard share > 0 else { return index }
        return Self.order[(row & 3) << 2 | column & 3] < share ? other : index
    }
}
