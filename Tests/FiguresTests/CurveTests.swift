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

    /// What is said of a beginning that is cut off stands beside the plot, where no curve runs.
    @Test func theNoteLiesOutsideThePlot() throws {
        let figure = figure(snapshots: 12)
        let note = try #require(try figure.picture().texts().first { $0.text.contains("before training") })
        #expect(note.box.y > figure.likelihoodPanel.area.frame.maxY)
        #expect(note.isWhole && note.text.contains("−545.3"))
    }
}
