import Drawing
import LatentSpace
import Testing

@testable import Figures

/// Whatever a run may leave behind is drawn, not trapped on.
@Suite struct DegenerateTests {
    private let moment = Moment(
        dataset: "x", step: 0, epoch: 0, batch: 0, isEndOfEpoch: false, testELBO: nil)

    @Test(arguments: [0, 1, 26, 100])
    func anyNumberOfClasses(count: Int) throws {
        var samples = Samples()
        let classes = ClassNames((0..<count).map { "class \($0)" })
        let figure = PosteriorFigure(
            means: samples.points(count * 3, classes: count), probes: [], classes: classes, moment: moment)
        #expect(try figure.picture().pixels().width > 600)
        #expect(try samples.grid(classes: classes).picture().pixels().width > 600)
    }

    @Test func equalMeansAndClassesWithoutImages() throws {
        let means = LabelledPoints(
            points: Array(repeating: SIMD2(0.3, 0.3), count: 50), labels: Array(repeating: 4, count: 50))
        let figure = PosteriorFigure(
            means: means, probes: [.init(label: 4, posterior: Samples.posterior(0.3, 0.3, deviation: 1e-9))],
            classes: Samples.fashion, moment: moment)
        #expect(PosteriorLayout(figure).labels.count == 1)
        #expect(try figure.picture().pixels().height > 600)
    }

    @Test func valuesThatAreNoNumbers() throws {
        let means = LabelledPoints(
            points: [SIMD2(.nan, 0), SIMD2(0, .infinity), SIMD2(1, 1)], labels: [0, 1, 2])
        let wild = DiagonalGaussian(mean: SIMD2(.nan, 0), logVariance: SIMD2(0, 1e9))
        let posterior = PosteriorFigure(
            means: means, probes: [.init(label: 0, posterior: wild)], classes: Samples.fashion, moment: moment
        )
        try expectDrawn(posterior)
        var samples = Samples()
        let image = samples.images(1)[0]
        let stage = SamplingFigure.Stage(
            moment: moment, posterior: wild, samples: means.points, decoded: [image, image, image],
            reconstructed: image, reconstruction: -.infinity, klDivergence: .nan)
        let sampling = SamplingFigure(label: 0, classes: Samples.fashion, input: image, stages: [stage])
        try expectDrawn(sampling)
        #expect(sampling.alternativeText.contains("– nats"))
        let record = TrainingCurvesFigure.Record(
            step: 0, trainELBO: .nan, testELBO: -.infinity, reconstruction: .nan, klDivergence: .nan,
            klPerDimension: [.nan, 1])
        let curves = TrainingCurvesFigure(records: [record, record], dataset: "x", stepsPerEpoch: 10)
        try expectDrawn(curves)
    }

    @Test func oneSnapshotOrNone() throws {
        let record = TrainingCurvesFigure.Record(
            step: 0, trainELBO: nil, testELBO: -540, reconstruction: -539, klDivergence: 0.1,
            klPerDimension: [0.1])
        for records in [[], [record]] {
            let figure = TrainingCurvesFigure(records: records, dataset: "MNIST", stepsPerEpoch: 0)
            try expectDrawn(figure)
            #expect(!figure.alternativeText.isEmpty)
        }
        let none = SamplingFigure(
            label: 0, classes: Samples.fashion, input: DataImage(rows: 1, columns: 1, bytes: [0]), stages: [])
        try expectDrawn(none)
        let rows = ReconstructionsFigure(rows: [], classes: Samples.fashion, moment: moment)
        try expectDrawn(rows)
    }

    @Test func latentSpaceOfOneDimension() throws {
        var samples = Samples()
        let line = LatentPlane(dimensions: 1)
        let grid = samples.grid(classes: Samples.fashion, isLine: true)
        let layout = AnnotatedGridLayout(grid.annotatedGrid)
        let overlay = try #require(layout.overlay)
        #expect(!overlay.labels.isEmpty && overlay.labels.allSatisfy { $0.box.maxY <= layout.images.y })
        try expectLegibleText(grid)
        #expect(try grid.picture().pixels().height < 360)
        let points = samples.points(300, classes: 10).points.map { SIMD2($0.x, 0) }
        let means = LabelledPoints(points: points, labels: (0..<300).map { UInt8($0 % 10) })
        let posterior = PosteriorFigure(
            means: means,
            probes: [.init(label: 2, posterior: line.posteriors(means: [0.5], logVariances: [-2])[0])],
            classes: Samples.fashion, moment: moment, plane: line)
        #expect(PosteriorLayout(posterior).labels.count == 10)
        try expectDrawn(posterior)
    }

    @Test func pathsBetweenBareCodesAndOfNoLength() throws {
        var samples = Samples()
        let bare = InterpolationFigure.End(label: nil, image: nil, posterior: nil)
        let image = samples.images(1)[0]
        let still = InterpolationFigure.Path(
            title: "linear", points: Array(repeating: SIMD2(1, 1), count: 12),
            decoded: Array(repeating: image, count: 12))
        let none = InterpolationFigure.Path(title: "linear", points: [], decoded: [])
        for paths in [[still], [none], [], [still, none, still]] {
            let figure = InterpolationFigure(
                from: bare, to: bare, paths: paths, backdrop: LabelledPoints(points: [], labels: []),
                classes: Samples.fashion, moment: moment)
            #expect(figure.alternativeText.contains("from a code to a code"))
            try expectDrawn(figure)
        }
        let journey = InterpolationAnimation(
            from: bare, to: bare, path: none, backdrop: LabelledPoints(points: [], labels: []),
            classes: Samples.fashion, moment: moment)
        #expect(try journey.frames().isEmpty)
    }
}

@Suite struct WordsTests {
    @Test func numbersAreWrittenPlainly() {
        #expect(Numerals.fixed(-154.318, decimals: 2) == "−154.32")
        #expect(Numerals.fixed(-0.001, decimals: 2) == "0.00")
        #expect(Numerals.fixed(1234.5, decimals: 1) == "1,234.5")
        #expect(Numerals.fixed(0.05, decimals: 2) == "0.05")
        #expect(Numerals.fixed(2.5, decimals: 0) == "3")
        #expect(Numerals.fixed(.nan, decimals: 1) == "–")
        #expect(Numerals.fixed(-.infinity, decimals: 1) == "–")
        #expect(Numerals.fixed(9e14, decimals: 9) == "900,000,000,000,000")
        #expect(Numerals.grouped(-18_750) == "−18,750")
        #expect(Numerals.grouped(100) == "100")
        #expect(Numerals.percent(0.125) == "13 %")
    }

    @Test func momentsSayWhen() {
        func moment(_ step: Int, _ epoch: Int, _ batch: Int, _ isEnd: Bool, _ elbo: Double?) -> Moment {
            Moment(
                dataset: "MNIST", step: step, epoch: epoch, batch: batch, isEndOfEpoch: isEnd, testELBO: elbo)
        }
        #expect(moment(0, 0, 0, false, nil).subtitle == "Before training")
        #expect(moment(1500, 1, 1500, false, nil).time == "epoch 1, batch 1,500")
        #expect(
            moment(1875, 1, 1875, true, -160.5).subtitle
                == "After epoch 1 · test ELBO −160.50 nats per image")
    }

    @Test func everyClassIsInEveryLayerAndEveryPointIsDrawnOnce() {
        var samples = Samples()
        let points = samples.points(5000, classes: 10)
        let layers = PlanePlot.layers(of: points)
        #expect(layers.count == 12)
        #expect(layers.joined().joined().sorted() == Array(0..<5000))
        #expect(layers.allSatisfy { layer in layer.allSatisfy { $0.count > 20 && $0.count < 65 } })
        #expect(PlanePlot.layers(of: LabelledPoints(points: [], labels: [])).joined().joined().isEmpty)
    }
}
