import Drawing
import LatentSpace
import Testing

@testable import Figures

@Suite struct GeometryFigureTests {
    /// A ridge across the plane, and three ways over it.
    private func figure(
        classes: ClassNames = Samples.fashion, nodes: Int = 80, metric: Double = 1, isBare: Bool = false
    ) -> GeometryFigure {
        let window = PlaneWindow(square: -4...4)
        let tensors = window.grid(columns: nodes, rows: nodes).points.map { point in
            let ridge = metric * (0.01 + 40 / (1 + 9 * point.x * point.x))
            return MetricTensor(xx: ridge, xy: 0, yy: metric)
        }
        let (start, end) = Samples.ends()
        let bare = InterpolationFigure.End(
            label: nil, image: nil, posterior: nil, source: "code (1.00, 2.00)")
        return GeometryFigure(
            field: MetricField(window: window, rows: nodes, columns: nodes, tensors: tensors),
            routes: [("linear", 0.0), ("spherical", 0.4), ("geodesic", -0.7)].map { title, bend in
                let points = (0...24).map { step -> SIMD2<Double> in
                    let t = Double(step) / 24
                    return SIMD2(-1.5 + 3 * t, bend * 4 * t * (1 - t))
                }
                return GeometryFigure.Route(
                    title: title, points: points,
                    measure: PathMeasure(positions: points.map { [$0.x, $0.y] }),
                    changes: (0..<24).map { metric * (1 + Double($0 % 5)) })
            }, from: isBare ? bare : start, to: isBare ? bare : end, classes: classes,
            lengthMeaning: "One pixel that turns from certain paper to certain ink is a length of π",
            moment: Samples().moment)
    }

    @Test(arguments: [Samples.fashion, Samples.letters])
    func partsKeepApart(classes: ClassNames) {
        for isBare in [false, true] {
            let figure = figure(classes: classes, isBare: isBare)
            let layout = GeometryLayout(figure)
            let page = Rectangle(x: 0, y: 0, width: Double(layout.width), height: Double(layout.height))
            let parts = [layout.plot.frame, layout.bar.frame, layout.changes.area.frame.inset(by: -9)]
            let texts = layout.legend.map(\.box) + layout.changes.names.map(\.box)
            for (index, box) in (parts + texts).enumerated() {
                #expect(page.contains(box))
                #expect(!(parts + texts)[..<index].contains { $0.overlaps(box) })
            }
            #expect(layout.ends.count == 2)
            #expect(!layout.ends[0].box.overlaps(layout.ends[1].box))
            for end in layout.ends {
                #expect(layout.plot.frame.contains(end.box))
                // No way runs behind a name.
                let line = figure.routes.flatMap(\.points).map(layout.plot.area.place)
                #expect(!line.contains { end.box.contains($0) })
            }
        }
    }

    @Test func cellsAreWholePixels() {
        for nodes in [2, 33, 80, 500] {
            let frame = GeometryLayout(figure(nodes: nodes)).plot.frame
            #expect(frame.width.truncatingRemainder(dividingBy: Double(nodes)) == 0)
        }
    }

    @Test func ellipsesKeepToTheirPlaces() {
        let layout = GeometryLayout(figure())
        #expect(layout.ellipses.count > 40)
        #expect(layout.radius > 0)
        for curve in layout.ellipses {
            let (left, right) = (curve.map(\.x).min() ?? 0, curve.map(\.x).max() ?? 0)
            #expect(right - left < layout.plot.frame.width / 8)
        }
    }

    @Test func wordsTellTheNumbers() {
        let text = figure().alternativeText
        #expect(text.contains("The linear path is 3.00 long"))
        #expect(text.contains("geodesic"))
        #expect(text.contains("From an Ankle boot to a T-shirt/top:"))
        #expect(GeometryFigure.unevenness([1, 1, 4]) == 2)
        #expect(GeometryFigure.unevenness([]) == 1)
    }

    @Test(arguments: [0.0, 1e-12, 1e12])
    func drawsAnyMetric(metric: Double) throws {
        let figure = figure(metric: metric)
        let pixels = try figure.picture().pixels()
        #expect(Set(pixels.rgb).count > 10)
        #expect(!figure.alternativeText.isEmpty)
    }

    @Test func framesOfTheAnimationDifferOnlyInWhatMoves() throws {
        var samples = Samples()
        let images = samples.images(6)
        let (start, end) = Samples.ends()
        let geometry = figure()
        let tracks = geometry.routes.prefix(2).map { route in
            GeometryAnimation.Track(
                title: route.title, speed: "constant speed", points: Array(route.points.prefix(6)),
                decoded: images, changes: Array(route.changes.prefix(5)))
        }
        let animation = GeometryAnimation(
            tracks: Array(tracks), over: geometry.field, from: start, to: end,
            classes: Samples.fashion, moment: samples.moment)
        let frames = try animation.frames()
        #expect(frames.count == 6)
        let (first, last) = (try frames[0].pixels(), try frames[5].pixels())
        #expect(first.width == GeometryAnimation.width && first.height == GeometryAnimation.height)
        #expect(first != last)
        // The header stays as it is.
        #expect(first.rgb.prefix(60 * first.width * 3) == last.rgb.prefix(60 * last.width * 3))
    }

    @Test func classesAreNamedInSentences() {
        let digits = ClassNames((0...9).map(String.init))
        #expect(digits.list([5, 3, 2]) == "a 5, a 3 and a 2")
        #expect(digits.one(8) == "an 8")
        #expect(Samples.fashion.one(9) == "an Ankle boot")
        #expect(
            digits.passage([8, 5, 3, 5, 8, 6], from: 8, to: 6) == "on the way passes images like a 5 and a 3")
        #expect(digits.passage([8, 6], from: 8, to: 6) == "passes no other class on the way")
        #expect(digits.passage([], from: nil, to: nil) == "passes no other class on the way")
        #expect(digits.passage([3], from: nil, to: nil) == "on the way passes images like a 3")
    }

    @Test func numbersKeepTheirFirstDigits() {
        #expect(Numerals.significant(0.01234) == "0.012")
        #expect(Numerals.significant(1234.5) == "1,235")
        #expect(Numerals.significant(1.5) == "1.5")
        #expect(Numerals.significant(0) == "0")
    }
}
