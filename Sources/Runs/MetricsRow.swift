import Foundation
public import VAE

/// A line of `metrics.jsonl`: how good the model was at a snapshot. Nats per image, means over the images
/// really seen.
///
/// The rows of this program's own runs have everything; those of a recorded run what its trainer measured.
public struct MetricsRow: Sendable, Equatable, Codable {
    /// Optimiser steps so far.
    public var step: Int
    /// The epoch, from 1; 0 before training.
    public var epoch: Int?
    /// Batches so far in this epoch.
    public var batch: Int?
    /// Mean over the training images since the last snapshot; absent before training.
    public var trainELBO: Double?
    public var testELBO: Double?
    /// The test set's mean of log p(x|z).
    public var reconstruction: Double?
    /// The test set's mean of KL(q(z|x) || p(z)), in all and by latent dimension.
    public var kl: Double?
    public var klPerDimension: [Double]?
    /// Training time so far.
    public var seconds: Double?
    /// Training images a second, over those seconds.
    public var imagesPerSecond: Double?
    /// The test images that the means are over: the first so many; absent in files of earlier versions.
    public var testCount: Int?
    /// What the model was measured to be; in the last line alone, once training has ended.
    public var measurements: Measurements?
    /// What else a foreign trainer measured, by its names.
    public var extra: [String: Double]?

    /// Names as coders that convert to and from snake case need them.
    enum CodingKeys: String, CodingKey {
        case step, epoch, batch, reconstruction, kl, klPerDimension, seconds, imagesPerSecond, testCount
        case measurements, extra
        case trainELBO = "trainElbo"
        case testELBO = "testElbo"
    }
}

extension MetricsRow {
    /// The line for a snapshot.
    public init(_ snapshot: Snapshot) {
        self.init(
            step: snapshot.step, epoch: snapshot.epoch, batch: snapshot.batch, trainELBO: snapshot.trainELBO,
            testELBO: snapshot.testEvaluation.elbo, reconstruction: snapshot.testEvaluation.reconstruction,
            kl: snapshot.testEvaluation.klDivergence, klPerDimension: snapshot.testEvaluation.klPerDimension,
            seconds: snapshot.seconds, imagesPerSecond: snapshot.imagesPerSecond,
            testCount: snapshot.testEvaluation.elboPerImage.count)
    }
}
