import Foundation
import Testing

@testable import Drawing

@Suite struct PaletteTests {
    /// How a colour looks with full protanopia or deuteranopia, in linear light.
    ///
    /// Source: G. Machado, M. Oliveira and L. Fernandes, "A Physiologically-based Model for Simulation of Color
    /// Vision Deficiency", IEEE TVCG 15 (2009), table 1, severity 1.
    private static let deficiencies: [(name: String, matrix: [[Double]])] = [
        ("none", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
        (
            "protanopia",
            [
                [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ]
        ),
        (
            "deuteranopia",
            [
                [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ]
        ),
    ]

    /// CIE L*a*b* under D65 of a colour seen through `matrix`.
    private func lab(_ color: Color, through matrix: [[Double]]) -> [Double] {
        let linear = [color.red, color.green, color.blue].map(Color.linearised)
        let seen = matrix.map { row in min(max(zip(row, linear).map(*).reduce(0, +), 0), 1) }
        let xyz = [
            (0.4124564 * seen[0] + 0.3575761 * seen[1] + 0.1804375 * seen[2]) / 0.95047,
            0.2126729 * seen[0] + 0.7151522 * seen[1] + 0.0721750 * seen[2],
            (0.0193339 * seen[0] + 0.1191920 * seen[1] + 0.9503041 * seen[2]) / 1.08883,
        ]
        let f = xyz.map { $0 > 216.0 / 24389 ? cbrt($0) : (24389.0 / 27 * $0 + 16) / 116 }
        return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
    }

    @Test func classColoursStayApartForEveryEye() {
        let colors = Array(Palette.classes.colors.prefix(10))
        for (name, matrix) in Self.deficiencies {
            let seen = colors.map { lab($0, through: matrix) }
            for a in seen.indices {
                for b in seen.indices where b > a {
                    let distance = zip(seen[a], seen[b]).map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
                        .squareRoot()
                    #expect(distance > 15, "classes \(a) and \(b), \(name)")
                }
            }
        }
    }

    @Test func classColoursStandOutFromThePage() {
        for color in Palette.classes.colors { #expect(1.05 / (color.luminance + 0.05) > 2) }
    }

    /// Of so many classes no two are nearer to each other; two colours beside each other are told apart from about
    /// 0.02 on.
    @Test(arguments: [(26, 0.09), (40, 0.08), (62, 0.07), (256, 0.035)])
    func manyClassesStillDiffer(count: Int, distance: Double) {
        let colors = (0..<count).map { Palette.classes[$0] }
        #expect(Set(colors.map(\.hexadecimal)).count == count)
        let seen = colors.map { OKLab($0) }
        let nearest = seen.indices.flatMap { a in seen.indices[..<a].map { seen[a].distance(to: seen[$0]) } }
        #expect(nearest.min().map { $0 > distance } == true, "\(nearest.min() ?? 0)")
    }

    @Test func anyPlaceHasAColour() {
        #expect(Set((0..<256).map { Palette(colors: [])[$0].hexadecimal }).count == 256)
        #expect(Palette.classes[256] == Palette.classes[0])
        #expect(Palette.classes[-1] == Palette.classes[0])
    }

    @Test func coloursMixAndSpellThemselves() {
        #expect(Color(hex: 0x3F6A96).hexadecimal == "#3f6a96")
        #expect(Color.grey(0).mixed(with: .grey(1), 0.25).red == 0.25)
        #expect(Color.paper.luminance > 0.999 && Color.grey(0).luminance == 0)
    }
}
