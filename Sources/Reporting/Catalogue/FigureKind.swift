import Figures

/// A kind of figure in the catalogue: what it is called, what the report says of it, how a run draws it.
///
/// Each kind stands in a file of its own beside this one, with what it asks of the run; ``catalogue`` names
/// them all.
struct FigureKind: Sendable {
    /// What the file names of its figures begin with; the names of the classes follow.
    let name: String
    /// How many classes a figure of this kind is of: none, one, or two different ones.
    var classCount = 0
    /// The words above and below the figure of these classes of a run.
    let words: @Sendable (_ labels: [Int], _ run: RunViewer) -> ExhibitWords
    /// False for figures that tell no classes apart.
    var tellsClasses = true
    /// False for figures that are little but pixels, which gain nothing as SVG.
    var isDrawing = true
    /// The classes of each figure of this kind that the run's report shows.
    let reported: @Sendable (_ run: RunViewer) throws -> [[Int]]
    /// The figure of these classes at a snapshot.
    ///
    /// Throws `GalleryError` where the run has not what it shows.
    let draw: @Sendable (_ labels: [Int], _ run: RunViewer, _ view: SnapshotView) throws -> any Figure
}

extension FigureKind {
    /// All kinds, in the order in which they are drawn.
    static let catalogue: [FigureKind] = [
        dataset,
        latentGrid,
        featureLoci,
        posterior,
        sampling,
        patch,
        traversals,
        principalPlane,
        keptDimensions,
        disentanglement,
        interpolation,
        geometry,
        attribute,
        density,
        uncertainty,
        reconstructions,
        priorSamples,
        spatialLatent,
        trainingCurves,
        autoencoderComparison,
        curveLesson,
        architecture,
    ]

    /// A kind with one figure, which every run has.
    ///
    /// - Parameters:
    ///   - caption: how to read it, whatever the run.
    ///   - draw: the figure at a snapshot.
    static func single(
        _ name: String, title: String, caption: String, tellsClasses: Bool = true, isDrawing: Bool = true,
        draw: @escaping @Sendable (_ run: RunViewer, _ view: SnapshotView) throws -> any Figure
    ) -> FigureKind {
        FigureKind(
            name: name, words: { _, _ in ExhibitWords(title: title, caption: caption) },
            tellsClasses: tellsClasses, isDrawing: isDrawing, reported: { _ in [[]] },
            draw: { _, run, view in try draw(run, view) })
    }
}
