import Testing

@testable import Drawing

@Suite struct ColorRampTests {
    private func colors(of ramp: ColorRamp) -> [OKLab] {
        (0...50).map { OKLab(ramp.color(at: Double($0) / 50)) }
    }

    @Test(arguments: [ColorRamp.sequential, .diverging])
    func equalStepsLookEquallyLarge(ramp: ColorRamp) {
        let colors = colors(of: ramp)
        let steps = zip(colors, colors.dropFirst()).map { $0.distance(to: $1) }
        let mean = steps.reduce(0, +) / Double(steps.count)
        for (index, step) in steps.enumerated() {
            #expect(abs(step / mean - 1) < 0.06, "step \(index) is \(step), the mean \(mean)")
        }
    }

    @Test func amountsGrowDarker() {
        let colors = colors(of: .sequential)
        for (lighter, darker) in zip(colors, colors.dropFirst()) {
            #expect(darker.lightness < lighter.lightness)
        }
        #expect(colors[0].lightness > 0.95 && colors[50].lightness < 0.35)
    }

    @Test func bothSidesOfTheMiddleAreEquallyDark() {
        let colors = colors(of: .diverging)
        #expect(colors[25].lightness > 0.96)
        for step in 0...25 {
            #expect(abs(colors[25 - step].lightness - colors[25 + step].lightness) < 0.05)
            if step > 4 { #expect(colors[25 - step].b < 0 && colors[25 + step].a > 0) }
        }
    }

    @Test func whatLiesOutsideTakesTheEnds() {
        let ramp = ColorRamp.sequential
        #expect(ramp.color(at: -3) == ramp.color(at: 0) && ramp.color(at: 9) == ramp.color(at: 1))
        #expect(ramp.color(at: .infinity) == ramp.color(at: 1))
        #expect(ramp.color(at: .nan) == ramp.color(at: 0))
    }

    /// Values of the primary colours from the source of OKLab.
    @Test func knownColoursHaveTheirPlaces() {
        let white = OKLab(.paper), red = OKLab(Color(red: 1, green: 0, blue: 0))
        #expect(abs(white.lightness - 1) < 1e-4 && abs(white.a) < 1e-4 && abs(white.b) < 1e-4)
        #expect(abs(red.lightness - 0.62796) < 1e-4)
        #expect(abs(red.a - 0.22486) < 1e-4 && abs(red.b - 0.12585) < 1e-4)
        for color in Palette.classes.colors {
            let back = OKLab(color).color
            #expect(abs(back.red - color.red) < 1e-4 && abs(back.green - color.green) < 1e-4)
            #expect(abs(back.blue - color.blue) < 1e-4)
        }
    }
}
