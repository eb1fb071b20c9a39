internal import Drawing

/// A colour in a space where distance is near to how different two colours look: OKLab, its lightness in an estimate
/// that is close to CIELAB's.
///
/// OKLab's own lightness makes too much of the steps next to black.
///
/// Source of the estimate: B. Ottosson, "Okhsv and Okhsl" (2021).
struct PerceivedColour {
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
        let place = OKLab(Color(hex: colour.packed))
        let shifted = Self.k3 * place.lightness - Self.k1
        let estimate =
            0.5 * (shifted + (shifted * shifted + 4 * Self.k2 * Self.k3 * place.lightness).squareRoot())
        self.init(lightness: Float(estimate), a: Float(place.a), b: Float(place.b))
    }

    /// The nearest sRGB colour of 8 bits a channel.
    var colour: Colour {
        let estimate = Double(lightness)
        let own = (estimate * estimate + Self.k1 * estimate) / (Self.k3 * (estimate + Self.k2))
        return Colour(OKLab(lightness: own, a: Double(a), b: Double(b)).color)
    }

    /// The constants of the estimate.
    private static let k1 = 0.206, k2 = 0.03, k3 = (1 + k1) / (1 + k2)
}
