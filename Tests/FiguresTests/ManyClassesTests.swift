import Drawing
import LatentSpace
import Testing

@testable import Figures

/// Names as they are shown, and legends of more classes than they have room for.
@Suite struct ManyClassesTests {
    private func numbered(_ count: Int) -> ClassNames { ClassNames((0..<count).map(String.init)) }

    private func named(_ count: Int) -> ClassNames {
        ClassNames((0..<count).map { "A class of some length, number \($0)" })
    }

    @Test func longNamesAreShownByTheirEnds() {
        let shown = ClassNames.shown("Handwritten capital letter of the Latin alphabet A")
        #expect(shown == "Handwritten cap…phabet A" && shown.count == ClassNames.longest)
        #expect(ClassNames.shown("Ankle boot") == "Ankle boot")
        #expect(ClassNames.shown(String(repeating: "x", count: 24)).count == 24)
        // A family is one letter.
        let family = String(repeating: "👨‍👩‍👧‍👦", count: 24)
        #expect(ClassNames.shown(family) == family)
        let marks = "a" + String(repeating: "\u{301}", count: 100_000)
        #expect(ClassNames.shown(marks).unicodeScalars.count == 12)
        #expect(ClassNames.shown(String(repeating: "ab ", count: 100_000)).count == 24)
    }

    @Test func namesStayInTheirLine() {
        #expect(ClassNames.shown("two\nlines\tand\u{1B}[31m  more\u{2028}") == "two lines and [31m more")
        #expect(ClassNames.shown("a\u{202E}b\u{2066}c\u{200F}") == "abc")
        #expect(ClassNames.shown("می\u{200C}خواهم") == "می\u{200C}خواهم")
        let classes = ClassNames(["\u{202E}\n", "x"])
        #expect(classes[0] == "0" && classes.whole(0) == "\u{202E}\n" && classes[7] == "7")
        #expect(classes.names == ["\u{202E}\n", "x"])
    }

    /// The shapes in the corners of the legend: of ten classes the same, of further ones another.
    @Test func marksTellClassesApart() throws {
        #expect(Set((0..<10).map(Mark.init)) == [.circle])
        #expect(Set(stride(from: 0, to: 62, by: 10).map(Mark.init)).count == 7)
        let pairs = (0..<256).map { "\(Palette.classes[$0]) \(Mark(ofClass: $0))" }
        #expect(Set(pairs).count == 256)
        for mark in Mark.allCases where mark != .circle {
            // The shoelace formula: each covers what the circle does.
            let corners = mark.corners
            let area = corners.indices.reduce(0.0) { sum, index in
                let next = corners[(index + 1) % corners.count]
                return sum + corners[index].x * next.y - next.x * corners[index].y
            }
            #expect(abs(abs(area) / 2 - Double.pi) < 0.1 * Double.pi, "\(mark)")
        }
    }

    @Test(arguments: [10, 40, 62, 256])
    func theListOfClassesFits(count: Int) {
        var samples = Samples()
        for classes in [numbered(count), named(count)] {
            let figure = PosteriorFigure(
                means: samples.points(count * 3, classes: count), probes: [], classes: classes,
                moment: samples.moment)
            let legend = PosteriorLayout(figure).legend
            #expect(legend.entries.count == count || legend.rest != nil)
            #expect(Set(legend.entries.map(\.label)).count == legend.entries.count)
            let lines =
                legend.entries.map {
                    Font.label.box(of: classes[$0.label], x: $0.place.x + 17, y: $0.place.y)
                }
                + [legend.rest.map { Font.tick.box(of: $0.text, x: $0.place.x, y: $0.place.y) }]
                .compactMap(\.self)
            expectApart(lines, in: page(of: figure.picture()))
            #expect(lines.allSatisfy { $0.maxY <= legend.frame.maxY + 1 })
        }
        let whole = PosteriorLayout(samples.posterior(numbered(62), present: Array(0..<62))).legend
        #expect(whole.entries.map(\.label) == Array(0..<62))
    }

    /// Ellipses as large as the prior's and larger stay inside the axes; one without end does not move them.
    @Test func ellipsesFitTheAxes() {
        var samples = Samples()
        func figure(_ deviation: Double) -> PosteriorFigure {
            PosteriorFigure(
                means: samples.points(100, classes: 10, spread: 0.1),
                probes: [.init(label: 0, posterior: Samples.posterior(0.4, -0.2, deviation: deviation))],
                classes: Samples.fashion, moment: samples.moment)
        }
        for deviation in [0.1, 1, 2.5, 3] {
            let figure = figure(deviation)
            #expect(figure.extent.contains(0.4 + deviation), "\(deviation)")
        }
        #expect(figure(1e9).extent == figure(0.1).extent && figure(.nan).extent == figure(0.1).extent)
    }

    @Test func classesThatAreThereAreListedFirst() {
        var samples = Samples()
        let present = [3, 77, 200, 255]
        let legend = PosteriorLayout(samples.posterior(named(256), present: present)).legend
        #expect(legend.entries.prefix(4).map(\.label) == present)
        #expect(legend.rest?.text == "and \(256 - legend.entries.count) more")
    }

    @Test(arguments: [62, 256])
    func legendsOfGridsListWhatIsThere(count: Int) throws {
        var samples = Samples()
        let figure = samples.grid(classes: named(count))
        let layout = AnnotatedGridLayout(figure.annotatedGrid), legend = layout.legend
        let boxes = legend.entries + [legend.rest?.box].compactMap(\.self)
        expectApart([layout.frame] + boxes + [legend.note], in: page(of: figure.picture()))
        let shares = figure.annotatedGrid.kinds.map { $0.share ?? 0 }
        let least = legend.listed.map { shares[$0] }.min() ?? 0
        for kind in shares.indices where !legend.listed.contains(kind) { #expect(shares[kind] <= least) }
        #expect((legend.rest == nil) == (legend.listed.count == count))
    }

    @Test func drawsOfManyClassesAreCountedWhole() throws {
        var samples = Samples()
        let images = samples.images(100)
        let draws = images.enumerated().map { index, image in
            PriorSamplesFigure.Draw(
                place: SIMD2(0, Double(index) / 50 - 1), decoded: image, label: index % 40)
        }
        let figure = PriorSamplesFigure(draws: draws, classes: named(40), moment: samples.moment)
        let layout = PriorSamplesLayout(figure)
        let listed = layout.bars.map(\.count).reduce(0, +)
        #expect(layout.rest == "and \(100 - listed) like \(40 - layout.bars.count) more classes")
        try expectLegibleText(figure)
    }

    @Test(arguments: [10, 40, 256])
    func longNamesTouchNothing(count: Int) throws {
        var samples = Samples()
        let classes = named(count)
        try expectLegibleText(samples.grid(classes: classes))
        try expectLegibleText(samples.posterior(classes, present: Array(0..<count)))
        try expectLegibleText(samples.patch(classes: classes))
        let images = samples.images(2)
        let example = ReconstructionsFigure.Example(input: images[0], reconstruction: images[1], elbo: -99)
        let rows = (0..<count).map {
            ReconstructionsFigure.Row(label: $0, best: example, median: example, worst: example)
        }
        let reconstructions = ReconstructionsFigure(rows: rows, classes: classes, moment: samples.moment)
        try expectLegibleText(reconstructions)
        #expect(reconstructions.picture().height < 2000)
    }
}

extension Samples {
    /// The posterior means of three images of each class of `present`.
    mutating func posterior(_ classes: ClassNames, present: [Int]) -> PosteriorFigure {
        let points = points(3 * present.count, classes: classes.count).points
        return PosteriorFigure(
            means: LabelledPoints(
                points: points, labels: points.indices.map { UInt8(present[$0 % present.count]) }),
            probes: [.init(label: present[0], posterior: Self.posterior(0, 0))], classes: classes,
            moment: moment)
    }
}
