import Randomness
import Testing

@testable import Datasets

@Suite("Strokes, pen and frame of generated digits")
struct DigitsStrokeTests {
    @Test("Every digit has several styles, told apart by name", arguments: 0..<10)
    func styles(digit: Int) {
        let styles = DigitStyle.all[digit]
        #expect(styles.count >= 4)
        #expect(Set(styles.map(\.name)).count == styles.count)
        for style in styles {
            #expect(style.weight > 0)
            #expect(!style.strokes.isEmpty)
            #expect(style.strokes.allSatisfy { $0.points.count > 1 })
        }
    }

    @Test("A style is chosen as often as its weight says")
    func choice() {
        let styles = [
            DigitStyle("rare", weight: 1, .line((0, 0), (0, 1))),
            DigitStyle("common", weight: 3, .line((0, 0), (1, 1))),
        ]
        #expect(DigitStyle.choose(from: styles, draw: 0) == 0)
        #expect(DigitStyle.choose(from: styles, draw: 0.2499) == 0)
        #expect(DigitStyle.choose(from: styles, draw: 0.25) == 1)
        #expect(DigitStyle.choose(from: styles, draw: 0.9999) == 1)
    }

    @Test("The middle of a style's range is the mean of its ends")
    func range() {
        let style = DigitStyle(
            "wide", weight: 1, .line((0, 0), (0, 1)), to: [.line((1, 0), (0.5, 3))])
        #expect(style.strokes(at: 0)[0].points == [Point(x: 0, y: 0), Point(x: 0, y: 1)])
        #expect(style.strokes(at: 0.5)[0].points == [Point(x: 0.5, y: 0), Point(x: 0.25, y: 2)])
        #expect(style.strokes(at: 1)[0].points == [Point(x: 1, y: 0), Point(x: 0.5, y: 3)])
    }

    @Test("A flattened curve passes through its control points in order")
    func curveInterpolates() {
        let stroke = Stroke.curve((0, 0), (0.3, 0.5), (0.8, 0.4), (1, 1))
        let chain = stroke.flattened(steps: 5)
        #expect(chain.count == 16)
        for (index, point) in stroke.points.enumerated() {
            #expect(chain[index * 5].distance(to: point) < 1e-12)
        }
    }

    @Test("A curve through points of a straight line is straight")
    func straightCurve() {
        for point in Stroke.curve((0, 0), (0.2, 0.1), (0.5, 0.25), (1, 0.5)).flattened() {
            #expect(abs(point.y - point.x / 2) < 1e-12)
        }
    }

    @Test("A line bends at its corners only, and a curve may go on from one")
    func corners() {
        let line = Stroke.line((0, 0), (1, 0), (1, 1))
        #expect(line.flattened() == line.points)
        let bent = Stroke.line((0, 0), (1, 0)).curve((1.2, 0.5), (1, 1))
        #expect(bent.isCorner == [true, true, false, true])
        #expect(bent.flattened(steps: 4).count == 1 + 1 + 4 + 4)
    }

    @Test("Coincident control points make finite curves")
    func coincidentPoints() {
        let chain = Stroke.curve((0.5, 0.5), (0.5, 0.5), (0.5, 0.5), (1, 1)).flattened()
        #expect(chain.allSatisfy { $0.x.isFinite && $0.y.isFinite })
    }

    @Test("Bell draws have mean 0, variance 1 and stay within their range")
    func bell() {
        var generator = SeededGenerator(seed: 1)
        let draws = (0..<20_000).map { _ in generator.bell() }
        let mean = draws.reduce(0, +) / 20_000
        #expect(abs(mean) < 0.03)
        #expect(abs(draws.reduce(0) { $0 + $1 * $1 } / 20_000 - 1) < 0.03)
        #expect(draws.allSatisfy { abs($0) <= 3.47 })
    }

    @Test("A warp of no strength moves nothing, and a warp has no jumps")
    func warp() {
        var generator = SeededGenerator(seed: 2)
        let point = Point(x: 0.3, y: 0.7)
        #expect(Warp(strength: 0, using: &generator).moving(point) == point)
        let warp = Warp(strength: 0.1, using: &generator)
        for edge in [1.0 / 3, 2.0 / 3] {
            let before = warp.moving(Point(x: edge - 1e-9, y: 0.2))
            #expect(before.distance(to: warp.moving(Point(x: edge + 1e-9, y: 0.2))) < 1e-6)
        }
    }

    @Test("A pen's line is as wide as the pen, and as dark as long")
    func lineWidth() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<20 {
            let pen = Pen(using: &generator)
            let chain = [Point(x: 10, y: -20), Point(x: 10, y: 10), Point(x: 10, y: 40)]
            let ink = pen.ink([chain], side: 20, using: &generator)
            // The middle row, half along the stroke, where the pressure is fullest.
            let width = ink[10 * 20..<11 * 20].reduce(0, +)
            #expect(abs(width - 2 * pen.radius(at: 0.5)) < 0.35)
            #expect(ink.allSatisfy { (0...1).contains($0) })
        }
    }

    @Test("A fitted digit touches the box's upper left and its far side")
    func fit() {
        var generator = SeededGenerator(seed: 4)
        let pen = Pen(using: &generator)
        let wide = DigitFrame.fitted([[Point(x: -3, y: 2), Point(x: 5, y: 2.5)]], pen: pen)
        let reach = 0.5 * pen.softness
        let left = wide[0][0].x - pen.radius(at: 0) - reach
        let right = wide[0][1].x + pen.radius(at: 1) + reach
        #expect(abs(left) < 1e-9)
        #expect(abs(right - 20) < 1e-3)
    }

    @Test("Ink is moved by whole pixels so that its centre of mass is the middle pixel")
    func centring() {
        var ink = [Double](repeating: 0, count: 400)
        ink[0] = 1
        ink[2] = 1
        let image = DigitFrame.centred(ink)
        #expect(image[14 * 28 + 13] == 255)
        #expect(image[14 * 28 + 15] == 255)
        #expect(image.reduce(0) { $0 + Int($1) } == 510)
    }

    @Test("Ink whose centre is far from its box's stays inside the image")
    func lopsidedInk() {
        var ink = [Double](repeating: 0, count: 400)
        for column in 0..<20 { ink[column] = column == 0 ? 1 : 0.02 }
        let image = DigitFrame.centred(ink)
        #expect(image.count { $0 > 0 } == 20)
        #expect(image[14 * 28 + 8] == 255)
    }

    @Test("No ink makes a blank image")
    func blank() {
        #expect(DigitFrame.centred([Double](repeating: 0, count: 400)).allSatisfy { $0 == 0 })
    }
}
