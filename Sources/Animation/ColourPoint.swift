/// A colour in the space where the quantiser measures distance, with the weight that it has there.
struct ColourPoint {
    let colour: Colour
    /// Pixels of this colour.
    let pixels: Int
    /// The colour's place in the perceptual space.
    let place: Oklab
    /// (weight, weight * lightness, weight * a, weight * b).
    let moment: SIMD4<Double>
    /// The three coordinates in 256 steps each, where boxes are cut.
    let bins: SIMD3<Int>

    /// A colour, weighed by its pixels.
    init(_ entry: ColourHistogram.Entry) {
        colour = entry.colour
        pixels = entry.pixels
        place = Oklab(entry.colour)
        moment =
            Double(entry.pixels)
            * SIMD4(1, Double(place.lightness), Double(place.a), Double(place.b))
        bins = SIMD3(
            Self.bin(place.lightness), Self.bin(place.a + Self.middle), Self.bin(place.b + Self.middle))
    }

    /// What brings the coordinates a and b, some -0.31 to 0.28 in sRGB, into 0 to 1.
    private static let middle: Float = 0.5

    private static func bin(_ value: Float) -> Int { min(max(Int(value * 255.99), 0), 255) }

    /// The colour at the centre of a sum of moments.
    static func centre(of sum: SIMD4<Double>) -> Colour {
        let mean = sum / sum.x
        return Oklab(lightness: Float(mean.y), a: Float(mean.z), b: Float(mean.w)).colour
    }

    /// The part of a cluster's squared error that its sum of moments explains: |sum of w x|^2 / sum of w.
    @inline(__always)
    static func explained(_ sum: SIMD4<Double>) -> Double {
        guard sum.x > 0 else { return 0 }
        return (sum.y * sum.y + sum.z * sum.z + sum.w * sum.w) / sum.x
    }
}
