import Datasets
import Figures
import LatentSpace
import Randomness
import Runs
import VAE

/// The classes that a run's pictures tell apart: those of its labels, or, where its images have none, clusters of the
/// test images' codes.
///
/// Pictures take both alike. What is measured takes labels alone: how well codes tell what was made of codes says nothing.
struct ShownClasses: Sendable {
    let names: ClassNames
    /// Which class a text means, and what each is called in file names.
    let lookup: ClassLookup
    /// The run's images, those of the test set under these classes.
    let data: ModelledDataset
    /// `nil` where the classes are those of labels.
    let clusters: FoundClusters?

    private init(_ names: [String], _ data: ModelledDataset, clusters: FoundClusters?) {
        self.names = ClassNames(names)
        lookup = ClassLookup(names)
        self.data = data
        self.clusters = clusters
    }

    /// The classes of the run's own labels.
    init(labelsOf run: RecordedRun) {
        self.init(run.record.dataset.classNames, run.data, clusters: nil)
    }

    /// Clusters of the codes of the test images at the last snapshot of a run whose images have no labels; `nil` of
    /// other runs, of a run in training, whose codes still move, and where the codes say nothing.
    init?(clustersOf run: RecordedRun, by view: () throws -> SnapshotView) throws {
        guard run.record.isUnlabelled, run.record.state != .running else { return nil }
        let posterior = try view().posterior
        let variances = DiagonalGaussian.variances(
            ofMeans: posterior.means, dimensions: posterior.latentDim)
        guard posterior.count == run.images.count,
            variances.contains(where: { $0 > Measurements.activityThreshold })
        else { return nil }
        var generator = SeededGenerator(seed: run.record.seed, stream: .clusters)
        guard
            let clustering = CodeClustering(
                of: posterior.means, dimensions: posterior.latentDim, counts: FoundClusters.counts,
                using: &generator)
        else { return nil }
        let clusters = FoundClusters(
            step: run.lastStep, count: clustering.count, silhouette: clustering.silhouette)
        self.init(
            clusters.names, run.data.with(testLabels: clustering.labels(of: posterior.means)),
            clusters: clusters)
    }
}

extension FoundClusters {
    /// What is said wherever they take the place of classes.
    var note: String {
        "The images have no labels: the classes here are \(count) clusters of their codes, found by k-means."
    }

    /// How they were found, and what that is worth.
    ///
    /// Source of the bounds: L. Kaufman and P. J. Rousseeuw, "Finding Groups in Data" (1990), chapter 2, table 4.
    var explanation: String {
        let worth =
            switch silhouette {
            case 0.505...: "as of clusters that are there"
            case 0.255...: "as weak as may come of cutting codes that hang together"
            default: "as of codes that hang together and were only cut"
            }
        return
            "\(note) Of \(Self.counts.lowerBound) to \(Self.counts.upperBound), \(count) have the greatest mean silhouette, \(Numerals.fixed(silhouette, decimals: 2)), "
            + "\(worth). Nothing that is measured rests on them."
    }
}

extension RunViewer {
    /// The words of a picture that tells classes apart: they say so where those are no labels.
    func noting(_ words: ExhibitWords) -> ExhibitWords {
        guard let clusters = shownClasses.clusters else { return words }
        return ExhibitWords(title: words.title, caption: words.caption + " " + clusters.note)
    }
}
