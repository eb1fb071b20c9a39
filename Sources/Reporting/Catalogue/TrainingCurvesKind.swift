import Figures
import Runs
import VAE

extension FigureKind {
    static let trainingCurves = FigureKind(
        name: "training-curves",
        words: { _, run in
            let score = run.record.score
            let parts =
                run.isVariational
                ? " is the reconstruction term minus the KL divergence"
                : " is the mean log-likelihood of an image's pixels given its code"
            return ExhibitWords(
                title: "How it learned",
                caption: """
                    Means in nats per image. The test \(score)\(parts); the training \(score) is that of the \
                    images seen since the last snapshot. A mark is a snapshot; a thin grey line, where there is \
                    one, is the mean of reference runs on the same data.
                    """)
        },
        tellsClasses: false, reported: { _ in [[]] }, draw: { _, run, _ in run.trainingCurves() })
}

extension RunViewer {
    /// What was measured at every snapshot.
    func trainingCurves() -> TrainingCurvesFigure {
        let reference = ReferenceRuns.builtIn.group(for: record)
        return TrainingCurvesFigure(
            records: rows.map { row in
                TrainingCurvesFigure.Record(
                    step: row.step, trainELBO: row.trainELBO, testELBO: row.testELBO,
                    reconstruction: row.reconstruction, klDivergence: row.kl,
                    klPerDimension: row.klPerDimension ?? [])
            }, usual: reference?.curve ?? [], dataset: record.dataset.title,
            stepsPerEpoch: record.knownStepsPerEpoch,
            isVariational: isVariational)
    }
}
