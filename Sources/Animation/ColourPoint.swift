/// A colour in the space where the quantiser measures distance, with the weight that it has there.
///
/// The space is RGB with channels scaled by the square roots of 2, 4 and 3: near enough to how different two
/// colours look, and exact in whole numbers when squared.
struct ColourPoint {
    let colour: Colour
    /// Pixels of this colour.
    let pixels: Int
    /// (weight, weight * red, weight * green, weight * blue), the colour in scaled channels.
    let moment: SIMD4<Double>

    /// The scale of (nothing, red, green, blue).
    static let scale = SIMD4<Double>(1, 2.0.squareRoot(), 2, 3.0.squareRoot())

    /// Weighs a colour by the square root of its pixels, so that thin coloured lines count beside large areas.
    init(_ entry: ColourHistogram.Entry) {
        colour = entry.colour
        pixels = entry.pixels
        moment = Double(entry.pixels).squareRoot() * Self.scale * Self.position(entry.colour)
    }

    private static func position(_ colour: Colour) -> SIMD4<Double> {
        SIMD4(1, Double(colour.red), Double(colour.green), Double(colour.blue))
    }

    /// The colour at the centre of a sum of moments.
    static func centre(of sum: SIMD4<Double>) -> Colour {
        let mean = (sum / sum.x / scale).rounded(.toNearestOrAwayFromZero)
        let bytes = mean.clamped(lowerBound: SIMD4(repeating: 0), upperBound: SIMD4(repeating: 255))
        return Colour(red: UInt8(bytes.y), green: UInt8(bytes.z), blue: UInt8(bytes.w))
    }

    /// The part of a cluster's squared error that its sum of moments explains: |sum of w x|^2 / sum of w.
    @inline(__always)
    static func explained(_ sum: SIMD4<Double>) -> Double {
        guard sum.x > 0 else { return 0 }
        return (sum.y * sum.y + sum.z * sum.z + sum.w * sum.w) / sum.x
    }
}
