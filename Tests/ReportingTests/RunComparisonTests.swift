import Datasets
import Drawing
import Figures
import Foundation
import LatentSpace
import Likelihoods
import Runs
import Testing
import VAE

@testable import Reporting

/// The page of a comparison, of real runs.
@Suite struct RunComparisonTests {
    private func html(_ runs: [TinyRun]) throws -> String {
        try RunComparison(try runs.map { try $0.viewer() }).html(version: "1")
    }

    @Test func thePageIsWholeAndTheSameAgain() throws {
        let runs = try [TinyRun(), TinyRun(latentDim: 5), TinyRun(likelihood: GaussianLikelihood())]
        let page = try html(runs)
        #expect(try html(runs) == page)
        let document = HTMLDocument(page)
        #expect(document.problems.isEmpty, "\(document.problems)")
        // Nothing is asked for.
        #expect(!page.contains("http://www.w3.org/1999/xhtml") && !page.contains("src=\"http"))
        let images = document.all("img")
        #expect(images.allSatisfy { $0["src"]?.hasPrefix("data:image/") == true && $0["alt"] != nil })
        // Without scripts: a plane and codes of each run, three curves of each likelihood, its rates.
        let drawings = images.filter { $0["src"]?.hasPrefix("data:image/svg+xml") == true }
        #expect(drawings.count == 3 * 2 + 2 * 3 + 2)
        #expect(drawings.allSatisfy { $0["alt"]?.isEmpty == false })
        #expect(document.all("article").map { $0["data-run"] } == ["A", "B", "C"])
        let ids = document.elements.compactMap { $0["id"] }
        #expect(Set(ids).count == ids.count)
        let slider = try #require(document.all("input").first)
        #expect(slider["type"] == "range" && slider["aria-label"] != nil)
        #expect(document.text.contains("Moments are matched by step"))
        #expect(document.text.contains("So these stand apart: A and B"))
        #expect(document.text.contains("All other options are the same."))
        #expect(document.text.contains("Not measured yet"))
    }

    @Test func theScriptHasEveryMomentOfEveryRun() throws {
        let page = try html([TinyRun(), TinyRun(model: .autoencoder)])
        let start = try #require(page.range(of: "id=\"moments-data\">")).upperBound
        let end = try #require(page[start...].range(of: "</script>")).lowerBound
        struct Moments: Decodable {
            struct Run: Decodable {
                let frames: [Int], captions: [String], points: String, labels: String, reach: Double
            }
            let labels: [String], positions: [Double], runs: [Run]
        }
        let moments = try JSONDecoder().decode(Moments.self, from: Data(page[start..<end].utf8))
        // Snapshots at 0, 10, 20, 40 and 60 of 20 batches an epoch.
        #expect(moments.labels == ["before training", "step 10", "step 20", "step 40", "step 60"])
        #expect(moments.positions == [0, 0.5, 1, 2, 3])
        for run in moments.runs {
            #expect(run.frames == [0, 1, 2, 3, 4] && run.captions.count == 5)
            #expect(Data(base64Encoded: run.labels)?.count == 160)
            #expect(Data(base64Encoded: run.points)?.count == 5 * 160 * 4)
            #expect(run.reach >= 2)
        }
        #expect(moments.runs[1].captions.allSatisfy { $0.contains("reconstruction") })
    }

    /// A run whose plane is that of another, turned, is turned back.
    @Test func aTurnedPlaneIsTurnedBack() throws {
        let run = try TinyRun()
        // Its folder goes with it.
        defer { withExtendedLifetime(run) {} }
        let viewer = try run.viewer()
        var runs = try [ComparedRun(viewer, index: 0), ComparedRun(viewer, index: 1)]
        let same = try PlaneTurning.turned(runs)
        // The same codes need no turn.
        #expect(same[1].turn == .identity && same[1].turnWords?.hasPrefix("Not turned") == true)
        let turn = PlaneTurn(angle: 1.1, isMirrored: true)
        runs[1].turn = turn
        let back = try PlaneTurning.turned(runs)
        #expect(
            back[1].turnWords?.hasPrefix("Mirrored and turned by 63°") == true, "\(back[1].turnWords ?? "")")
    }

    @Test func whatATurnDidIsSaid() throws {
        let points = (0..<40).map { SIMD2(cos(Double($0)) * 2, sin(Double($0)) + 0.3) }
        let quarter = PlaneTurn(angle: -.pi / 2, isMirrored: false)
        let match = PlaneMatch(of: points, onto: points.map { quarter($0) + SIMD2(0.01, 0) })
        let words = PlaneTurning.words(match, of: "codes", letter: "A")
        #expect(words.hasPrefix("Turned by 90° to the right: its codes then lie 0.01 standard deviations"))
        #expect(words.hasSuffix(" before."))
        #expect(PlaneTurning.words(nil, of: "codes", letter: "A").hasPrefix("Not turned"))
    }

    @Test func linesAndOtherDataAreNotTurned() throws {
        let runs = try [TinyRun(), TinyRun(latentDim: 1), TinyRun(classNames: (0..<10).map { "c\($0)" })]
        defer { withExtendedLifetime(runs) {} }
        let turned = try PlaneTurning.turned(
            runs.enumerated().map { try ComparedRun($0.element.viewer(), index: $0.offset) })
        #expect(turned[1].turnWords == "Not turned: its plane is a line.")
        #expect(turned.map(\.turn).filter { $0 != .identity }.count <= 1)
        #expect(turned[2].turnWords?.contains("codes") == true)
    }

    @Test func theFiguresCanBeRead() throws {
        let line = (0...20).map { SIMD2(Double($0), -300 + 7 * Double($0)) }
        let band = line.map { (position: $0.x, low: $0.y - 3, high: $0.y + 3) }
        let curves = ComparisonCurvesFigure(
            title: "Test ELBO", subtitle: "A, B and C", xTitle: "epochs",
            series: [
                .init(name: "A, B, C, 3 seeds", color: .accent, points: line, band: band),
                .init(name: "", color: .accent, points: line, isSecond: true),
                .init(name: "D of a long name that has no room", color: .sample, points: line),
            ], isDivergence: false)
        try expectLegible(curves, "curves")
        #expect(
            curves.alternativeText.contains("A, B, C, 3 seeds −160.00 in the middle, from −163.00 to −157.00")
        )
        #expect(curves.table?.isWhole == true)
        let runs = [(0.25, 9.0, 130.0), (1, 5.2, 136.0), (4, 2.1, 150.0), (1, 5.3, 136.1)].map {
            RateDistortionFigure.Run(
                name: "A run", color: .accent, beta: $0.0, rate: $0.1, distortion: $0.2)
        }
        let rates = RateDistortionFigure(subtitle: "four runs", runs: runs)
        try expectLegible(rates, "rates")
        #expect(rates.alternativeText.contains("A run at beta 0.25: rate 9.00, distortion 130.00"))
        try expectLegible(RateDistortionFigure(subtitle: "one run", runs: [runs[0]]), "one rate")
    }
}
