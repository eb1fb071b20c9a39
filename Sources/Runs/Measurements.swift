import Storage

/// How good the trained model is, measured once at its last snapshot; nats are per image.
public struct Measurements: Sendable, Equatable, Codable {
    /// A bound on log p(x) by importance weighting.
    public struct ImportanceWeightedBound: Sendable, Equatable, Codable {
        /// The test ELBO of all images plus the mean gap, in nats.
        public var value: Double
        /// How far the bound lies above the ELBO, over `images`, and the standard error of this mean.
        public var gap: Double, standardError: Double
        /// Posterior samples an image.
        public var samples: Int
        /// Test images, the first ones, that the gap was measured on.
        public var images: Int

        package init(value: Double, gap: Double, standardError: Double, samples: Int, images: Int) {
            self.value = value
            self.gap = gap
            self.standardError = standardError
            self.samples = samples
            self.images = images
        }
    }

    /// How often the nearest training codes tell a test image's class.
    public struct NeighbourAccuracy: Sendable, Equatable, Codable {
        /// The share of test images whose class most neighbours have, 0 to 1.
        public var value: Double
        /// Training codes that vote.
        public var neighbours: Int
        public var trainImages: Int, testImages: Int

        package init(value: Double, neighbours: Int, trainImages: Int, testImages: Int) {
            self.value = value
            self.neighbours = neighbours
            self.trainImages = trainImages
            self.testImages = testImages
        }
    }

    /// How far decoded draws from the prior fall from real images.
    public struct PriorDistance: Sendable, Equatable, Codable {
        /// The mean over the draws of the distance from the nearest training image, see `NearestImages`: where pixels
        /// are cut, of the pixels in which one, ink where that is likelier than not, differs.
        public var value: Double
        public var draws: Int
        /// Training images that the draws were compared with.
        public var images: Int

        package init(value: Double, draws: Int, images: Int) {
            self.value = value
            self.draws = draws
            self.images = images
        }
    }

    /// How far each dimension carries one of the causes that the images were made from, where those are known; scores
    /// from 0 to 1, see `Disentanglement`.
    public struct DisentanglementScores: Sendable, Equatable, Codable {
        /// MIG and SAP.
        public var mutualInformationGap: Double, separatedPredictability: Double
        /// DCI.
        public var disentanglement: Double, completeness: Double, informativeness: Double
        /// The causes' names.
        public var factors: [String]
        /// Test images that it was measured on.
        public var images: Int

        package init(
            mutualInformationGap: Double, separatedPredictability: Double, disentanglement: Double,
            completeness: Double, informativeness: Double, factors: [String], images: Int
        ) {
            self.mutualInformationGap = mutualInformationGap
            self.separatedPredictability = separatedPredictability
            self.disentanglement = disentanglement
            self.completeness = completeness
            self.informativeness = informativeness
            self.factors = factors
            self.images = images
        }
    }

    /// The step of the snapshot that was measured.
    public var step: Int
    /// The evidence lower bound of the whole test set and its two parts, as in `MetricsRow`.
    public var elbo: Double, reconstruction: Double, kl: Double
    public var klPerDimension: [Double]
    /// `nil` for a plain autoencoder, which has no posterior.
    public var importanceWeightedBound: ImportanceWeightedBound?
    /// Latent dimensions whose posterior means vary over the test images by more than `activityThreshold`.
    public var activeUnits: Int
    /// The variance of the posterior means over the test images, by dimension.
    public var varianceOfMeans: [Double]
    /// `nil` where the images have no labels.
    public var neighbourAccuracy: NeighbourAccuracy?
    public var priorDistance: PriorDistance
    /// `nil` where the images' causes are not known.
    public var disentanglement: DisentanglementScores?

    /// The variance of posterior means above which a dimension counts as active.
    ///
    /// Source: Y. Burda, R. Grosse and R. Salakhutdinov, "Importance Weighted Autoencoders" (2016), section 5.2.
    public static let activityThreshold = 0.01

    /// - Parameter row: one with everything, as this program's own are.
    package init(
        row: MetricsRow, importanceWeightedBound: ImportanceWeightedBound?, varianceOfMeans: [Double],
        neighbourAccuracy: NeighbourAccuracy?, priorDistance: PriorDistance,
        disentanglement: DisentanglementScores? = nil
    ) {
        step = row.step
        elbo = row.testELBO ?? .nan
        reconstruction = row.reconstruction ?? .nan
        kl = row.kl ?? .nan
        klPerDimension = row.klPerDimension ?? []
        self.importanceWeightedBound = importanceWeightedBound
        activeUnits = varianceOfMeans.count { $0 > Self.activityThreshold }
        self.varianceOfMeans = varianceOfMeans
        self.neighbourAccuracy = neighbourAccuracy
        self.priorDistance = priorDistance
        self.disentanglement = disentanglement
    }
}

extension RunFolder {
    /// Stores what the run was measured to be in `run.json` and in its line of `metrics.jsonl`, the last one.
    ///
    /// - Parameter warnings: what is wrong with the run, a line each; empty where nothing is.
    /// - Throws: `FileError` where the run's files are damaged or cannot be written.
    public func store(_ measurements: Measurements, warnings: [String]) throws {
        var record = try RunRecord(contentsOf: record)
        record.measurements = measurements
        record.warnings = warnings
        var rows = try record.rows(contentsOf: metrics)
        for index in rows.indices {
            rows[index].measurements = rows[index].step == measurements.step ? measurements : nil
        }
        try AtomicFile.write(MetricsFile.encoded(rows), to: metrics)
        try AtomicFile.write(try record.encoded(), to: self.record)
    }
}
