/// Continues a list of colours by ones that can be told from those before.
enum ColorSpread {
    /// What the red-green axis counts for beside lightness and the blue-yellow axis: less, since eyes with the
    /// common colour-vision deficiencies hardly see it.
    private static let redGreenWeight = 0.6

    /// The colours to choose from: of all hues, and dark enough to stand out from the page.
    private static let candidates: [OKLab] = stride(from: 0.28, through: 0.82, by: 0.03).flatMap {
        lightness in
        stride(from: 0, through: 0.3, by: 0.03).flatMap { chroma in
            stride(from: 0.0, to: chroma > 0 ? 360 : 10, by: 10).map { hue in
                OKLab(lightness: lightness, chroma: chroma, hue: hue)
            }
        }
    }.filter { $0.isDisplayable && $0.color.luminance < 0.475 }

    /// `colors` and further ones, `count` in all: each is the candidate whose nearest colour before it, or paper
    /// or ink, is farthest.
    static func continued(_ colors: [Color], to count: Int) -> [Color] {
        let taken = colors.map(OKLab.init) + [OKLab(.paper), OKLab(.ink)]
        var nearest = candidates.map { candidate in
            taken.map { difference(candidate, $0) }.min() ?? .infinity
        }
        var result = colors
        while result.count < count, let place = nearest.indices.max(by: { nearest[$0] < nearest[$1] }) {
            let chosen = candidates[place]
            result.append(chosen.color)
            for index in candidates.indices {
                nearest[index] = min(nearest[index], difference(candidates[index], chosen))
            }
        }
        return result
    }

    private static func difference(_ one: OKLab, _ other: OKLab) -> Double {
        let lightness = one.lightness - other.lightness, b = one.b - other.b
        let a = (one.a - other.a) * redGreenWeight
        return (lightness * lightness + a * a + b * b).squareRoot()
    }
}
