public import Datasets
public import Foundation
public import Storage
public import VAE

/// What `run.json` says of a run: enough to repeat it.
public struct RunRecord: Sendable, Equatable, Codable {
    /// The version of the run folder's format that this program writes: 2 from the description of the network on.
    public static let currentFormat = 2
    /// The versions that it reads.
    private static let readableFormats = 1...2
    /// More bytes than any record takes.
    private static let largestFile = 16 << 20
    /// The points an axis that a latent grid can have.
    public static let grids = 2...64

    /// The points an axis of the grid of images of `side` x `side` pixels, where nobody chose: the article's 20, or as
    /// many images as 1,280 pixels hold, so that a plane of large ones still fits a screen.
    public static func usualGrid(imageSide side: Int) -> Int { max(2, min(20, 1280 / max(1, side))) }

    /// Where a run stands.
    public enum State: String, Sendable, Codable {
        /// Training goes on, or was killed.
        case running
        case finished
        /// Stopped by the user; can be resumed.
        case interrupted
    }

    /// The data set that a run learns from.
    public struct DatasetRecord: Sendable, Equatable, Codable {
        /// The data set by its known name, or the whole path of its folder.
        public var source: String
        /// What `--data-dir` was given.
        public var dataDirectory: String?
        public var name: String
        public var title: String
        /// Images used for training and testing.
        public var trainCount: Int, testCount: Int
        /// See `Dataset.sha256`.
        public var sha256: String
        public var classNames: [String]
        /// What was done to the files' images; absent in runs of before anything was.
        public var preparation: DatasetPreparation?
        /// What was found before training that a person should know of.
        public var findings: [DataFinding]?

        /// Records a data set as it is used.
        public init(
            _ dataset: Dataset, source: String, dataDirectory: String?, findings: [DataFinding] = []
        ) {
            self.source = source
            self.dataDirectory = dataDirectory
            name = dataset.name
            title = dataset.title
            trainCount = dataset.train.count
            testCount = dataset.test.count
            sha256 = dataset.sha256
            classNames = dataset.classNames
            preparation = dataset.preparation
            self.findings = findings
        }
    }

    /// A machine that a run was trained on.
    public struct Machine: Sendable, Equatable, Codable {
        /// The processor's name.
        public var processor: String
        public var threads: Int
    }

    public var format: Int
    /// The version of the program that made the run.
    public var version: String
    /// Who wrote the run; absent in files of earlier versions of this program.
    public var producer: Producer?
    /// What the run is of, where only answers of its model were recorded; `nil` where it is described. Then
    /// ``configuration`` holds what of it is known, and a network without layers.
    public internal(set) var recorded: RecordedDescription?
    /// Where all randomness starts.
    public var seed: UInt64 { configuration.seed }
    public var configuration: TrainingConfiguration
    /// Points an axis of the latent grid.
    public var grid: Int
    public var dataset: DatasetRecord
    /// Positions in the test set of the images that every snapshot encodes.
    public var probes: [Int]
    /// What it was trained on, from the first machine to the last; absent in files of earlier versions. Another machine
    /// or number of threads adds numbers up in another order, and so gives other bytes.
    public var machines: [Machine]?
    public var started: Date
    public var ended: Date?
    public var state: State
    /// The step at which the loss ceased to be finite, which ended the training; `nil` where it never did.
    public var divergedAtStep: Int?
    /// The epoch after which training ended early, as the test ELBO had long been no better; `nil` where it did not.
    public var stoppedAtEpoch: Int?
    /// What the model was measured to be at its last snapshot; `nil` until it was.
    public var measurements: Measurements?
    /// What is wrong with the run, a line each; `nil` until it was measured.
    public var warnings: [String]?
    /// The clusters that take the place of classes where the images have no labels; `nil` where they have some, and
    /// until the run was drawn.
    public var clusters: FoundClusters?
    /// What takes the bytes of `report.html`, by part; absent before the report is final.
    public var reportBytes: [String: Int]?
    /// False where a recorded run names no probe images, so that they follow from the labels.
    var hasOwnProbes = true
    /// False where a recorded run names no seed.
    var hasOwnSeed = true

    private enum CodingKeys: String, CodingKey {
        case format, version, producer, configuration, grid, dataset, probes, machines, started, ended, state
        case divergedAtStep, stoppedAtEpoch, measurements, warnings, clusters, reportBytes
    }

    public init(
        version: String, configuration: TrainingConfiguration, grid: Int, dataset: DatasetRecord,
        probes: [Int], started: Date
    ) {
        format = Self.currentFormat
        self.version = version
        producer = .own(version)
        self.configuration = configuration
        self.grid = grid
        self.dataset = dataset
        self.probes = probes
        self.started = started
        state = .running
    }
}

extension RunRecord {
    /// The test images that every snapshot encodes: the first three of each class, up to 90 in all.
    public static func probes(of labels: [UInt8]) -> [Int] {
        var counts: [UInt8: Int] = [:]
        let firsts = labels.indices.filter { index in
            counts[labels[index], default: 0] += 1
            return counts[labels[index], default: 0] <= 3
        }
        return Array(firsts.prefix(mostProbes))
    }

    /// The text of `run.json`.
    public func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.dateEncodingStrategy = .iso8601
        return try encoder.encode(self) + Data("\n".utf8)
    }

    /// Reads a `run.json`.
    ///
    /// - Throws: `FileError`, of kind `damaged` for broken content and for formats of later versions.
    public init(contentsOf url: URL) throws(FileError) {
        let bytes = try AtomicFile.read(url)
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        decoder.dateDecodingStrategy = .iso8601
        guard bytes.count <= Self.largestFile else {
            throw FileError(.damaged, at: url.path, "\(bytes.count) bytes are no run record")
        }
        struct Versioned: Decodable {
            let format: Int
            let recorded: Anything?
            struct Anything: Decodable { init(from decoder: any Decoder) {} }
        }
        guard let versioned = try? decoder.decode(Versioned.self, from: bytes) else {
            throw FileError(
                .damaged, at: url.path, "not a run record: no JSON object with a format number")
        }
        guard Self.readableFormats.contains(versioned.format) else {
            throw FileError(
                .damaged, at: url.path,
                "run format \(versioned.format), but this program reads formats up to \(Self.currentFormat)")
        }
        do {
            if versioned.recorded != nil, versioned.format == Self.currentFormat {
                try self.init(recorded: bytes, by: decoder, at: url.path)
                return
            }
            self = try decoder.decode(RunRecord.self, from: bytes)
            // Earlier versions wrote the seed a second time, outside of the configuration.
            struct Seeded: Decodable { let seed: UInt64? }
            let second = try decoder.decode(Seeded.self, from: bytes).seed
            guard second == nil || second == seed else {
                throw FileError(.damaged, at: url.path, "damaged run record: it names two seeds")
            }
        } catch let error as FileError {
            throw error
        } catch {
            throw FileError(.damaged, at: url.path, "damaged run record: \(Self.summary(of: error))")
        }
        try validate(at: url.path)
    }

    /// What is wrong with JSON, in a few words.
    static func summary(of error: any Error) -> String {
        guard let error = error as? DecodingError else { return "\(error)" }
        func wrong(_ context: DecodingError.Context) -> String {
            let place = context.codingPath.map(\.stringValue).joined(separator: ".")
            return place.isEmpty ? context.debugDescription : "wrong \(place)"
        }
        return switch error {
        case .keyNotFound(let key, _): "no \(key.stringValue)"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            wrong(context)
        @unknown default: "unreadable"
        }
    }
}
