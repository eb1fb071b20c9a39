import Drawing
import LatentSpace
import Testing

@testable import Figures

/// Nothing may lie over anything else, nor over the edge of the page.
@Suite struct LayoutTests {
    private func expectApart(_ boxes: [Rectangle], in page: Rectangle) {
        for (index, box) in boxes.enumerated() {
            #expect(page.contains(box))
            #expect(!boxes[..<index].contains { $0.overlaps(box) })
        }
    }

    private func page(_ picture: Picture) -> Rectangle {
        Rectangle(x: 0, y: 0, width: Double(picture.width), height: Double(picture.height))
    }

    @Test(arguments: [Samples.fashion, Samples.letters])
    func namesOnTheGridKeepApart(classes: ClassNames) throws {
        var samples = Samples()
        let figure = samples.grid(classes: classes)
        let layout = AnnotatedGridLayout(figure.annotatedGrid)
        let overlay = try #require(layout.overlay)
        #expect(overlay.labels.count == overlay.regions.regions.count)
        expectApart(overlay.labels.map(\.box), in: layout.frame)
        #expect(page(figure.picture()).contains(layout.frame.inset(by: -40)))
        expectApart([layout.frame.inset(by: -30)] + layout.legend.entries, in: page(figure.picture()))
    }

    /// A name lies on cells of its own region only, and a region too small for it has its mark.
    @Test func namesLieInsideTheirRegions() throws {
        var samples = Samples()
        let layout = AnnotatedGridLayout(samples.grid(classes: Samples.fashion).annotatedGrid)
        let overlay = try #require(layout.overlay)
        for label in overlay.labels {
            let names = [overlay.kinds[label.kind].name, overlay.kinds[label.kind].mark]
            #expect(names.contains(label.text))
            let low =
                (Point(label.box.x, label.box.y) - Point(layout.images.x, layout.images.y)) / overlay.cell
            let high =
                (Point(label.box.maxX, label.box.maxY) - Point(layout.images.x, layout.images.y))
                / overlay.cell
            for row in Int(low.y)...Int(high.y) {
                for column in Int(low.x)...Int(high.x) {
                    #expect(overlay.regions.labels[row * 20 + column] == label.kind)
                }
            }
        }
        #expect(overlay.labels.contains { $0.text == "Trouser" })
    }

    @Test func theLegendStandsStillFromFrameToFrame() {
        var samples = Samples()
        let first = AnnotatedGridLayout(
            samples.grid(classes: Samples.fashion, hasRegions: false).annotatedGrid)
        let later = AnnotatedGridLayout(samples.grid(classes: Samples.fashion).annotatedGrid)
        #expect(first.legend.entries == later.legend.entries && first.legend.entries.count == 10)
        #expect(first.legend.hasNames)
        let digits = ClassNames((0..<10).map(String.init))
        #expect(!AnnotatedGridLayout(samples.grid(classes: digits).annotatedGrid).legend.hasNames)
    }

    @Test func cellsAreWholePixels() {
        var samples = Samples()
        for count in [1, 2, 7, 10, 20, 31] {
            let layout = AnnotatedGridLayout(
                samples.grid(classes: Samples.fashion, pointsPerAxis: count).annotatedGrid)
            #expect(layout.pixelSize == layout.pixelSize.rounded() && layout.pixelSize >= 1)
            #expect(layout.images.width == Double(count * 28) * layout.pixelSize)
            #expect(layout.images.x == layout.images.x.rounded())
        }
    }

    @Test func framesOfOneAnimationAreOfOneSize() {
        var samples = Samples()
        let first = samples.grid(classes: Samples.fashion, hasRegions: false).picture()
        let later = samples.grid(classes: Samples.fashion).picture()
        #expect(first.width == later.width && first.height == later.height)
    }

    @Test func outlinesOfNeighboursLieSideBySide() throws {
        var samples = Samples()
        let layout = AnnotatedGridLayout(samples.grid(classes: Samples.fashion).annotatedGrid)
        let overlay = try #require(layout.overlay)
        let square = overlay.corners(of: [SIMD2(2, 2), SIMD2(4, 2), SIMD2(4, 4), SIMD2(2, 4)])
        #expect(square[0] == Point(layout.images.x + 57, layout.images.y + 57))
        #expect(square[2] == Point(layout.images.x + 111, layout.images.y + 111))
    }

    @Test(arguments: [Samples.fashion, Samples.letters])
    func namesOfScatteredClassesKeepApart(classes: ClassNames) {
        var samples = Samples()
        for spread in [1.0, 0.001] {
            let figure = PosteriorFigure(
                means: samples.points(1000, classes: classes.count, spread: spread), probes: [],
                classes: classes, moment: samples.moment)
            let layout = PosteriorLayout(figure)
            #expect(layout.labels.count == classes.count)
            expectApart(layout.labels.map(\.box) + layout.plot.priorNames, in: layout.plot.frame)
            expectApart([layout.plot.frame, layout.legend.frame], in: page(figure.picture()))
        }
    }

    @Test(arguments: [1.3, 0.3, 0.05, 0.001])
    func decodedSamplesKeepApart(deviation: Double) {
        var samples = Samples()
        let stage = samples.stage(deviation: deviation)
        let figure = SamplingFigure(
            label: 9, classes: Samples.fashion, input: stage.reconstructed, stages: [stage, stage])
        let layout = SamplingLayout(figure)
        #expect(layout.columns.count == 2)
        for column in layout.columns {
            #expect(column.thumbnails.count >= 3 || deviation < 0.01)
            #expect(!column.thumbnails.isEmpty)
            expectApart(column.thumbnails.map(\.box), in: column.zoom.frame)
            for thumbnail in column.thumbnails {
                let place = column.zoom.area.place(stage.samples[thumbnail.sample])
                let distance = thumbnail.box.center - place
                #expect(abs(distance.x) <= 1 && abs(distance.y) <= 1)
            }
            if let box = column.zoomBox { #expect(column.plot.frame.contains(box)) }
        }
        expectApart(layout.columns.flatMap { [$0.plot.frame, $0.zoom.frame] }, in: page(figure.picture()))
    }

    @Test(arguments: [1, 2, 5, 12, 40])
    func stepsOfThePathKeepApart(count: Int) {
        var samples = Samples()
        let (start, end) = Samples.ends()
        let figure = InterpolationFigure(
            from: start, to: end,
            paths: [samples.path("linear", count: count), samples.path("geodesic", count: count, bend: 0.4)],
            backdrop: samples.points(500, classes: 10), classes: Samples.fashion, moment: samples.moment)
        let layout = InterpolationLayout(figure)
        let numbered = layout.markers.filter(\.isNumbered)
        #expect(numbered.contains { $0.step == 0 } && numbered.contains { $0.step == count - 1 })
        expectApart(
            numbered.map {
                Rectangle(center: $0.center, width: 2 * $0.radius, height: 2 * $0.radius)
            }, in: layout.plot.frame)
        for strip in layout.strips {
            let boxes = strip.items.map(\.box) + [strip.start, strip.end].compactMap(\.self)
            expectApart(boxes.map { $0.inset(by: -1) }, in: page(figure.picture()))
            #expect(strip.items.last?.step == count - 1)
        }
    }

    @Test func pairsOfImagesKeepApart() {
        var samples = Samples()
        for classes in [ClassNames(["only"]), Samples.fashion, Samples.letters] {
            let images = samples.images(2)
            let example = ReconstructionsFigure.Example(
                input: images[0], reconstruction: images[1], elbo: -99)
            let figure = ReconstructionsFigure(
                rows: (0..<classes.count).map {
                    ReconstructionsFigure.Row(label: $0, best: example, median: example, worst: example)
                }, classes: classes, moment: samples.moment)
            let layout = ReconstructionsLayout(figure)
            let pairs = layout.rows.flatMap(\.corners).map {
                Rectangle(x: $0.x, y: $0.y, width: 2 * layout.image.x + 6, height: layout.image.y + 16)
            }
            let names = layout.rows.enumerated().map { index, row in
                Rectangle(
                    x: row.name.x, y: row.name.y - 6,
                    width: Font(size: 12, weight: .bold).width(of: classes[index]), height: 12)
            }
            expectApart(pairs + names, in: page(figure.picture()))
        }
    }

    @Test func namesAtTheCurvesEndsKeepApart() {
        let curves = (0..<8).map { index in
            CurvePanel.Curve(
                name: "z\(index)", color: .ink, points: [SIMD2(0, 0), SIMD2(1, Double(index) / 100)])
        }
        let panel = CurvePanel(title: "", left: 50, curves: curves)
        expectApart(panel.endLabels.map(\.box), in: Rectangle(x: 0, y: 0, width: 800, height: 460))
        #expect(CurvePanel.spread([], gap: 5, low: 0, high: 9).isEmpty)
        #expect(CurvePanel.spread([5, 5], gap: 4, low: 0, high: 10) == [5, 9])
        #expect(CurvePanel.spread([9, 9.5], gap: 4, low: 0, high: 10) == [6, 10])
    }
}
