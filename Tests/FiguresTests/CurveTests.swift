import Drawing
import LatentSpace
import Testing

@testable import Figures

@Suite struct CurveTests {
    private func figure(snapshots: Int) -> TrainingCurvesFigure {
        let records = (0..<snapshots).map { index in
            let elbo = index == 0 ? -545.3 : -190 - 60 / Double(index)
            return TrainingCurvesFigure.Record(
                step: 100 * index, trainELBO: index == 0 ? nil : elbo - 3, testELBO: elbo,
                reconstruction: elbo + 5 * Double(index), klDivergence: 5 * Double(index),
                klPerDimension: [3 * Double(index), 2 * Double(index)])
        }
        return TrainingCurvesFigure(records: records, dataset: "MNIST", stepsPerEpoch: 100)
    }

    @Test(arguments: [1, 2, 3, 5, 12])
    func curvesOfFewSnapshotsAreWhole(snapshots: Int) throws {
        let figure = figure(snapshots: snapshots)
        for panel in [figure.likelihoodPanel, figure.divergencePanel(left: 400)] {
            for point in panel.curves.flatMap(\.points) where point.x > 0 || snapshots <= 5 {
                let place = panel.area.place(SIMD2(point.x.squareRoot(), point.y))
                #expect(
                    panel.area.frame.inset(by: -0.01).contains(Rectangle(center: place, width: 0, height: 0)))
            }
        }
        try expectLegibleText(figure)
    }

    /// Of many dimensions those that end highest have names, each in a colour of its own.
    @Test func manyDimensionsAreNamedByTheirDivergence() throws {
        let figure = TrainingCurvesFigure(
            records: (0..<5).map { index in
                TrainingCurvesFigure.Record(
                    step: 100 * index, trainELBO: -90, testELBO: -90, reconstruction: -80, klDivergence: 10,
                    klPerDimension: (0..<64).map { Double($0 * index % 64) / 10 })
            }, dataset: "MNIST", stepsPerEpoch: 100)
        let panel = figure.divergencePanel(left: 400)
        let named = panel.curves.filter { $0.name.hasPrefix("z") }
        // At the end 4 d mod 64: 60 of z16, z32, z48 and z64, then 56 of z15, z31, z47 and z63.
        #expect(named.map(\.name) == ["z15", "z16", "z31", "z32", "z47", "z48", "z63", "z64"])
        #expect(Set(named.map(\.color.hexadecimal)).count == 8)
        #expect(
            figure.alternativeText.contains("by dimension z16 6.00, z32 6.00, z48 6.00, z64 6.00, z15 5.60"))
        #expect(figure.alternativeText.contains("z63 5.60 and 56 more of less"))
        try expectLegibleText(figure)
    }

    /// What is said of a beginning that is cut off stands beside the plot, where no curve runs.
    @Test func theNoteLiesOutsideThePlot() throws {
        let figure = figure(snapshots: 12)
        let note = try #require(try figure.picture().texts().first { $0.text.contains("before training") })
        #expect(note.box.y > figure.likelihoodPanel.area.frame.maxY)
        #expect(note.isWhole && note.text.contains("−545.3"))
    }

    /// Where nobody counted epochs the axis is of steps, at round numbers.
    @Test(arguments: [(450, ["0", "2", "10", "50", "100", "200"]), (3, ["0", "1", "2"])])
    func stepsAreToldByRoundNumbers(last: Int, labels: [String]) throws {
        let records = [0, last].map {
            TrainingCurvesFigure.Record(
                step: $0, trainELBO: nil, testELBO: -90, reconstruction: -80, klDivergence: 10,
                klPerDimension: [])
        }
        let figure = TrainingCurvesFigure(records: records, dataset: "MNIST", stepsPerEpoch: nil)
        let frame = figure.likelihoodPanel.area.frame
        let below = try figure.picture().texts().filter {
            $0.box.y > frame.maxY && $0.box.center.x < frame.maxX + 10 && $0.text.allSatisfy(\.isNumber)
        }
        #expect(below.map(\.text) == labels)
        try expectLegibleText(figure)
    }
}
