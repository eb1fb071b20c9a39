public import Drawing

/// `training-curves`: ELBO, reconstruction and KL against the optimiser's steps, with the snapshots marked.
public struct TrainingCurvesFigure: Figure {
    /// What was measured at one snapshot; nats per image.
    public struct Record: Sendable, Equatable {
        /// The optimiser's steps so far.
        public let step: Int
        /// Mean ELBO of the training images since the snapshot before; `nil` where none was measured.
        public let trainELBO: Double?
        /// Mean ELBO of the test set.
        public let testELBO: Double
        /// Mean log-likelihood of the test images.
        public let reconstruction: Double
        /// Mean divergence of the test images' posteriors from the prior.
        public let klDivergence: Double
        /// The divergence dimension by dimension.
        public let klPerDimension: [Double]

        /// The measurements at one snapshot.
        public init(
            step: Int, trainELBO: Double?, testELBO: Double, reconstruction: Double, klDivergence: Double,
            klPerDimension: [Double]
        ) {
            self.step = step
            self.trainELBO = trainELBO
            self.testELBO = testELBO
            self.reconstruction = reconstruction
            self.klDivergence = klDivergence
            self.klPerDimension = klPerDimension
        }
    }

    let records: [Record]
    let dataset: String
    let stepsPerEpoch: Int

    public let name = "training-curves"

    /// The measurements of a run in order of their steps.
    ///
    /// - Parameters:
    ///   - dataset: the data set as people know it.
    ///   - stepsPerEpoch: batches in an epoch.
    public init(records: [Record], dataset: String, stepsPerEpoch: Int) {
        self.records = records
        self.dataset = dataset
        self.stepsPerEpoch = max(1, stepsPerEpoch)
    }

    public var alternativeText: String { "" }

    public func picture() -> Picture { Picture(width: 860, height: 560) { _ in } }
}
