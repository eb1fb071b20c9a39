import Testing

@testable import Reporting

@Suite struct PageValuesTests {
    @Test(arguments: [
        (0.2, "0 s"), (59.6, "1 min 0 s"), (185, "3 min 5 s"), (3840, "1 h 4 min"), (-1, "–"), (.nan, "–"),
    ])
    func writesDurations(seconds: Double, text: String) {
        #expect(PageNumbers.duration(seconds) == text.replacing(" ", with: "\u{A0}"))
    }

    @Test func metricsAreJSON() {
        var row = ReportPageTests.metrics(75, epoch: 1, test: -200.5)
        row.klDivergence = .nan
        let json = PageNumbers.json([ReportPageTests.metrics(0, epoch: 0, test: -540), row])
        #expect(
            json == #"{"step":[0.0,75.0],"epoch":[0.0,1.0],"batch":[0.0,75.0],"train":[null,-201.5],"#
                + #""test":[-540.0,-200.5],"reconstruction":[-536.0,-196.5],"kl":[4.0,null],"seconds":[0.0,7.5]}"#
        )
    }

    @Test(arguments: [
        ("figure-dataset", "data"), ("animation-training", "plane"), ("figure-sampling-bag", "one-image"),
        ("figure-geometry", "more"),
        ("animation-geometry-8-6", "path"), ("figure-posterior", "posterior"),
        ("animation-posterior", "plane"),
        ("figure-posterior-2", "more"), ("", "more"), ("figure-patch-6-0", "patches"),
        ("figure-attribute-4-9", "edit"), ("figure-reconstructions", "draws"),
    ])
    func namesDecideTheSection(picture: String, section: String) {
        #expect(PageSection.all[PageSection.place(of: picture).section].id == section)
    }

    @Test func questionsHaveTheirSectionsOnce() {
        #expect(PagePart.all.map(\.id) == ["learned", "learning", "quality", "reasons"])
        let ids = PageSection.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(ids.last == "more")
    }

    @Test(arguments: [
        (0, "no numbers"), (1, "one number"), (2, "two numbers"), (16, "16 numbers"), (-1, "−1 numbers"),
    ])
    func countsInWords(number: Int, text: String) {
        #expect(PageFacts.count(number, "number") == text)
    }

    @Test func curveRunsFromTheFirstSnapshotToTheLast() throws {
        let curve = try #require(HeroCurve(ReportPageTests.full.metrics))
        #expect(curve.dots.count == 3)
        #expect(curve.line.hasPrefix("M6.0 262.0L"))
        #expect(curve.firstLabel == "−540.0")
        #expect(curve.lastLabel == "−170.0")
        #expect(curve.dots.first?.dotX == "6.0")
        #expect(curve.dots.last?.dotX == "510.0")
        #expect(curve.dots.last?.dotY == "44.0")
    }

    @Test func curveNeedsThreeDifferentValues() {
        let flat = (0..<4).map { ReportPageTests.metrics($0, epoch: 1, test: -100) }
        #expect(HeroCurve(flat) == nil)
        #expect(HeroCurve(Array(ReportPageTests.full.metrics.prefix(2))) == nil)
        #expect(HeroCurve([]) == nil)
        let broken = (0..<4).map { ReportPageTests.metrics($0, epoch: 1, test: .nan) }
        #expect(HeroCurve(broken) == nil)
    }
}
