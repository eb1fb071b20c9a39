/// The moment of training that a figure shows; the words of its title and subtitle.
public struct Moment: Sendable, Equatable {
    /// The data set as people know it, such as "Fashion-MNIST".
    public let dataset: String
    /// The optimiser's steps so far; 0 before training.
    public let step: Int
    /// The epoch, from 1; 0 before training; `nil` where nobody counted.
    public let epoch: Int?
    /// The batches done in this epoch; `nil` where nobody counted.
    public let batch: Int?
    /// Whether this is the last batch of its epoch.
    public let isEndOfEpoch: Bool
    /// Mean test ELBO in nats per image; `nil` where it was not measured.
    public let testELBO: Double?
    /// What that number is called: of a plain autoencoder, which has no divergence, it is the reconstruction alone.
    public let score: String

    /// A moment by its place in training.
    public init(
        dataset: String, step: Int, epoch: Int?, batch: Int?, isEndOfEpoch: Bool, testELBO: Double?,
        score: String = "ELBO"
    ) {
        self.dataset = dataset
        self.step = step
        self.epoch = epoch
        self.batch = batch
        self.isEndOfEpoch = isEndOfEpoch
        self.testELBO = testELBO
        self.score = score
    }

    /// When: "before training", "epoch 1, batch 75" or "after epoch 10"; "step 750" where epochs were not counted.
    public var time: String {
        if step == 0 { return "before training" }
        guard let epoch else { return "step \(Numerals.grouped(step))" }
        guard let batch else { return "epoch \(epoch), step \(Numerals.grouped(step))" }
        return isEndOfEpoch ? "after epoch \(epoch)" : "epoch \(epoch), batch \(Numerals.grouped(batch))"
    }

    /// How good: "test ELBO −154.32 nats per image"; empty where it was not measured.
    public var measure: String {
        testELBO.map { "test \(score) \(Numerals.fixed($0, decimals: 2)) nats per image" } ?? ""
    }

    /// When and how good: "After epoch 10 · test ELBO −154.32 nats per image".
    public var subtitle: String {
        [Self.capitalised(time), measure].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    /// The text with its first letter in upper case.
    static func capitalised(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}
