import Figures
import Runs
import VAE

extension FigureKind {
    static let trainingCurves = single(
        "training-curves", title: "How it learned",
        caption: """
            Means in nats per image. The test ELBO is the reconstruction term minus the KL divergence; the \
            training ELBO is that of the images seen since the last snapshot. A mark is a snapshot; a thin \
            grey line, where there is one, is the mean of reference runs on the same data.
            """
    ) { run, _ in run.trainingCurves() }
}

extension RunViewer {
    /// What was measured at every snapshot.
    func trainingCurves() -> TrainingCurvesFigure {
        let batchSize = record.configuration.batchSize
        let reference = ReferenceRuns.builtIn.group(for: record)
        return TrainingCurvesFigure(
            records: rows.map { row in
                TrainingCurvesFigure.Record(
                    step: row.step, trainELBO: row.trainELBO, testELBO: row.testELBO,
                    reconstruction: row.reconstruction, klDivergence: row.kl,
                    klPerDimension: row.klPerDimension)
            }, usual: reference?.curve ?? [], dataset: record.dataset.title,
            stepsPerEpoch: (record.dataset.trainCount + batchSize - 1) / batchSize)
    }
}
