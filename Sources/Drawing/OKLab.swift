import Foundation

/// A colour by its lightness and two opponent axes, where equal distances look about equally large.
///
/// Source: B. Ottosson, "A perceptual color space for image processing" (2020), with its matrices.
package struct OKLab: Equatable {
    /// From 0 (black) to 1 (white).
    package var lightness: Double
    /// From green to red, and from blue to yellow.
    package var a: Double, b: Double

    package init(lightness: Double, a: Double, b: Double) {
        self.lightness = lightness
        self.a = a
        self.b = b
    }

    /// A colour by lightness, colourfulness and hue in degrees counter-clockwise from red.
    package init(lightness: Double, chroma: Double, hue: Double) {
        let angle = hue * .pi / 180
        self.init(lightness: lightness, a: chroma * cos(angle), b: chroma * sin(angle))
    }

    /// The colour as seen on a screen.
    package init(_ color: Color) {
        let linear = SIMD3(color.red, color.green, color.blue)
        let light = SIMD3(
            Color.linearised(linear.x), Color.linearised(linear.y), Color.linearised(linear.z))
        let l = cbrt((SIMD3(0.4122214708, 0.5363325363, 0.0514459929) * light).sum())
        let m = cbrt((SIMD3(0.2119034982, 0.6806995451, 0.1073969566) * light).sum())
        let s = cbrt((SIMD3(0.0883024619, 0.2817188376, 0.6299787005) * light).sum())
        self.init(
            lightness: 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            a: 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            b: 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s)
    }

    /// Intensities of red, green and blue light; outside 0...1 for what a screen cannot show.
    private var light: SIMD3<Double> {
        let l = lightness + 0.3963377774 * a + 0.2158037573 * b
        let m = lightness - 0.1055613458 * a - 0.0638541728 * b
        let s = lightness - 0.0894841775 * a - 1.2914855480 * b
        let cubes = SIMD3(l * l * l, m * m * m, s * s * s)
        return SIMD3(
            (SIMD3(4.0767416621, -3.3077115913, 0.2309699292) * cubes).sum(),
            (SIMD3(-1.2684380046, 2.6097574011, -0.3413193965) * cubes).sum(),
            (SIMD3(-0.0041960863, -0.7034186147, 1.7076147010) * cubes).sum())
    }

    /// Whether a screen can show the colour.
    var isDisplayable: Bool {
        let light = light
        return light.min() >= -1e-6 && light.max() <= 1 + 1e-6
    }

    /// The colour, made just so much greyer that a screen can show it.
    var displayable: OKLab {
        guard !isDisplayable else { return self }
        var kept = 0.0, tooMuch = 1.0
        for _ in 0..<24 {
            let middle = (kept + tooMuch) / 2
            let greyer = OKLab(lightness: lightness, a: a * middle, b: b * middle)
            if greyer.isDisplayable { kept = middle } else { tooMuch = middle }
        }
        return OKLab(lightness: lightness, a: a * kept, b: b * kept)
    }

    /// The colour for drawing; what a screen cannot show is clipped.
    package var color: Color {
        let light = light
        return Color(
            red: Color.encoded(light.x), green: Color.encoded(light.y), blue: Color.encoded(light.z))
    }

    /// How different the two look.
    func distance(to other: OKLab) -> Double {
        let difference = SIMD3(lightness - other.lightness, a - other.a, b - other.b)
        return (difference * difference).sum().squareRoot()
    }

    /// The colour `fraction` of the way to `other`.
    func mixed(with other: OKLab, _ fraction: Double) -> OKLab {
        OKLab(
            lightness: lightness + (other.lightness - lightness) * fraction,
            a: a + (other.a - a) * fraction, b: b + (other.b - b) * fraction)
    }
}

extension Color {
    /// The sRGB part of a light intensity, the inverse of `linearised`; clipped to 0...1.
    fileprivate static func encoded(_ light: Double) -> Double {
        let light = min(max(light, 0), 1)
        return light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055
    }
}
