import Datasets
import Storage

/// Clusters of a run's codes, as its record keeps them.
public struct FoundClusters: Sendable, Equatable, Codable {
    /// The snapshot whose codes they are of.
    public var step: Int
    public var count: Int
    /// How well they are apart: the mean silhouette of the codes, from -1 to 1.
    public var silhouette: Double

    /// How many there may be.
    public static let counts = 2...10

    package init(step: Int, count: Int, silhouette: Double) {
        self.step = step
        self.count = count
        self.silhouette = silhouette
    }

    /// What they are called: by letters, as numbers are what data sets call their classes by.
    public var names: [String] { Self.names(of: count) }

    static func names(of count: Int) -> [String] { "ABCDEFGHIJ".prefix(count).map { "cluster \($0)" } }

    var isPossible: Bool { Self.counts.contains(count) && (-1...1).contains(silhouette) }
}

extension RunRecord {
    /// Whether the images came without labels.
    public var isUnlabelled: Bool { dataset.preparation?.isLabelled == false }

    /// What the classes are called that pictures tell apart: those of the labels, or, where there are none, the clusters
    /// that were found in their place.
    public var shownClassNames: [String] { clusters?.names ?? dataset.classNames }

    /// The same before it is known how many clusters there are: all that there may be.
    public var possibleClassNames: [String] {
        isUnlabelled ? FoundClusters.names(of: FoundClusters.counts.upperBound) : dataset.classNames
    }
}

extension RunFolder {
    /// Stores in `run.json` which clusters were found.
    ///
    /// - Throws: `FileError` where it is damaged or cannot be written.
    package func store(_ clusters: FoundClusters?) throws {
        var record = try RunRecord(contentsOf: record)
        guard record.clusters != clusters else { return }
        record.clusters = clusters
        try AtomicFile.write(try record.encoded(), to: self.record)
    }
}
