import Foundation

/// A colour in a space where distance is near to how different two colours look.
///
/// B. Ottosson, "A perceptual color space for image processing" (2020), with the lightness estimate of his "Okhsv and
/// Okhsl" (2021), which is close to that of CIELAB; the transfer curve is that of sRGB
/// (IEC 61966-2-1).
struct Oklab {
    /// From 0 (black) to 1 (white).
    let lightness: Float
    /// Green to red, and blue to yellow.
    let a: Float, b: Float

    init(lightness: Float, a: Float, b: Float) {
        self.lightness = lightness
        self.a = a
        self.b = b
    }

    /// The place of an sRGB colour.
    init(_ colour: Colour) {
        let red = Self.linear[Int(colour.red)], green = Self.linear[Int(colour.green)]
        let blue = Self.linear[Int(colour.blue)]
        let cones = Self.cubeRoot(
            SIMD4(0.4122214708, 0.2119034982, 0.0883024619, 0) * red
                + SIMD4(0.5363325363, 0.6806995451, 0.2817188376, 0) * green
                + SIMD4(0.0514459929, 0.1073969566, 0.6299787005, 0) * blue)
        let (long, medium, short) = (cones.x, cones.y, cones.z)
        lightness = Self.estimate(0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short)
        a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
        b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    }

    /// The cube roots of four numbers from 0 to 1: by Newton's method, from a third of the exponent on.
    private static func cubeRoot(_ cubes: SIMD4<Float>) -> SIMD4<Float> {
        // A third of the bits, and two thirds of those of 1, but for what makes the largest error least.
        let bits = unsafeBitCast(cubes, to: SIMD4<UInt32>.self)
        let thirds = SIMD4<UInt32>(bits.x / 3, bits.y / 3, bits.z / 3, bits.w / 3) &+ 0x2A51_19F2
        var root = unsafeBitCast(thirds, to: SIMD4<Float>.self)
        for _ in 0..<3 { root -= (root - cubes / (root * root)) * (1 / 3) }
        return root
    }

    /// The nearest sRGB colour of 8 bits a channel.
    var colour: Colour {
        func cube(_ value: Float) -> Float { value * value * value }
        let lightness = Self.unestimated(self.lightness)
        let long = cube(lightness + 0.3963377774 * a + 0.2158037573 * b)
        let medium = cube(lightness - 0.1055613458 * a - 0.0638541728 * b)
        let short = cube(lightness - 0.0894841775 * a - 1.2914855480 * b)
        return Colour(
            red: Self.byte(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
            green: Self.byte(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
            blue: Self.byte(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short))
    }

    /// The constants of the lightness estimate.
    private static let k1: Float = 0.206, k2: Float = 0.03, k3: Float = (1 + k1) / (1 + k2)

    /// Oklab's own lightness makes too much of the steps next to black; this estimate does not.
    private static func estimate(_ lightness: Float) -> Float {
        let shifted = k3 * lightness - k1
        return 0.5 * (shifted + (shifted * shifted + 4 * k2 * k3 * lightness).squareRoot())
    }

    /// Oklab's own lightness of an estimate.
    private static func unestimated(_ lightness: Float) -> Float {
        (lightness * lightness + k1 * lightness) / (k3 * (lightness + k2))
    }

    /// Light intensity of each of the 256 values.
    private static let linear: [Float] = (0..<256).map { value in
        let part = Float(value) / 255
        return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }

    private static func byte(_ linear: Float) -> UInt8 {
        let part = linear <= 0.0031308 ? 12.92 * linear : 1.055 * pow(linear, 1 / 2.4) - 0.055
        return UInt8(min(max((part * 255).rounded(), 0), 255))
    }
}
