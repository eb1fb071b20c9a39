import Datasets
import Foundation
public import Storage
import VAE

/// The record of a run that was only recorded.
extension RunRecord {
    /// What a foreign trainer's `run.json` holds, of which the program takes what it knows.
    private struct Stored: Decodable {
        struct Data: Decodable {
            let name: String, title: String
            let testCount: Int
            let trainCount: Int?
            let classNames: [String]
            let sha256: String?
        }

        let producer: Producer
        let recorded: RecordedDescription
        let dataset: Data
        let started: Date
        let ended: Date?
        let state: State
        let seed: UInt64?
        let probes: [Int]?
    }

    /// Test images of a recorded run at the most.
    static let mostRecordedImages = 100_000
    /// What images without labels are all of.
    private static let unlabelledClass = "image"

    /// Reads the record of a recorded run.
    ///
    /// - Throws: `DecodingError`; `FileError` of kind `damaged` naming the first field that is wrong.
    init(recorded bytes: Data, by decoder: JSONDecoder, at location: String) throws {
        let stored = try decoder.decode(Stored.self, from: bytes)
        func require(_ condition: Bool, _ field: String) throws(FileError) {
            guard condition else {
                throw FileError(.damaged, at: location, "damaged run record: wrong \(field)")
            }
        }
        let recorded = stored.recorded, data = stored.dataset
        try require(stored.producer.isValid, "producer")
        if let wrong = recorded.wrongField { try require(false, wrong) }
        try require(data.name.isLine && data.title.isLine, "dataset.name or title")
        try require((1...Self.mostRecordedImages).contains(data.testCount), "dataset.test_count")
        try require(data.trainCount.map { (1...1 << 32).contains($0) } ?? true, "dataset.train_count")
        try require(
            data.classNames.count <= 256 && data.classNames.allSatisfy { $0.utf8.count <= 10_000 },
            "dataset.class_names")
        let isHash = data.sha256.map { $0.utf8.count == 64 && $0.allSatisfy(\.isHexDigit) } ?? true
        try require(isHash, "dataset.sha256")
        var configuration = TrainingConfiguration(
            architecture: try recorded.architecture(), model: recorded.model, epochs: 1,
            seed: stored.seed ?? 0, threads: 1)
        if let beta = recorded.beta { configuration.beta = Float(beta) }
        if let rate = recorded.learningRate { configuration.learningRate = Float(rate) }
        if let size = recorded.batchSize { configuration.batchSize = size }
        format = Self.currentFormat
        version = stored.producer.version
        producer = stored.producer
        self.recorded = recorded
        self.configuration = configuration
        grid = 20
        dataset = DatasetRecord(
            name: data.name, title: data.title, trainCount: data.trainCount ?? 0, testCount: data.testCount,
            sha256: data.sha256 ?? "",
            classNames: data.classNames.isEmpty ? [Self.unlabelledClass] : data.classNames)
        probes = stored.probes ?? []
        hasOwnProbes = stored.probes != nil
        hasOwnSeed = stored.seed != nil
        started = stored.started
        ended = stored.ended
        state = stored.state
        let isAscending = zip(probes, probes.dropFirst()).allSatisfy { $0 < $1 }
        try require(
            probes.count <= Self.mostProbes && isAscending
                && probes.allSatisfy { (0..<data.testCount).contains($0) }, "probes")
    }

    /// Takes the first images of each class for the probe images, where the run names none.
    mutating func noteProbes(of labels: [UInt8]) {
        if !hasOwnProbes { probes = Self.probes(of: labels) }
    }

    /// Whether only answers of the model were recorded.
    public var isRecorded: Bool { recorded != nil }

    /// - Throws: `FileError` of kind `damaged` where only answers of the model were recorded.
    public func requireDescribed(to purpose: String, at folder: RunFolder) throws(FileError) {
        guard !isRecorded else {
            throw FileError(
                .damaged, at: folder.url.path,
                "a recorded run of \(producer?.name ?? "another program") cannot be \(purpose): its network and weights "
                    + "are not in it")
        }
    }
}

/// How a run was trained, as far as that is known: a recorded run may not tell.
extension RunRecord {
    public var knownSeed: UInt64? { hasOwnSeed ? seed : nil }
    /// Images trained on.
    public var knownTrainCount: Int? { isRecorded && dataset.trainCount == 0 ? nil : dataset.trainCount }
    /// Images a step.
    public var knownBatchSize: Int? { known(configuration.batchSize, \.batchSize) }
    public var knownLearningRate: Float? { known(configuration.learningRate, \.learningRate) }
    /// The weight of the divergence in the loss.
    public var knownBeta: Float? { known(configuration.beta, \.beta) }

    /// What the configuration holds, unless nothing was recorded of it.
    private func known<Value, Stored>(
        _ value: Value, _ field: KeyPath<RecordedDescription, Stored?>
    ) -> Value? {
        recorded.map { $0[keyPath: field] == nil } ?? false ? nil : value
    }
}

extension RunRecord.DatasetRecord {
    /// A data set of which the sample alone is at hand.
    fileprivate init(
        name: String, title: String, trainCount: Int, testCount: Int, sha256: String, classNames: [String]
    ) {
        source = name
        self.name = name
        self.title = title
        self.trainCount = trainCount
        self.testCount = testCount
        self.sha256 = sha256
        self.classNames = classNames
    }
}
