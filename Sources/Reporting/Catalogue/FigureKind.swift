import Figures

/// A kind of figure in the catalogue: what it is called, what the report says of it, how a run draws it.
///
/// Each kind stands in a file of its own beside this one, with what it asks of the run; ``catalogue`` names
/// them all.
struct FigureKind: Sendable {
    /// The file name of its one figure without an ending; or what the names of all its figures begin with,
    /// ending with "-", as `sampling-`.
    let name: String
    /// The words above and below a figure of a run, by its file name.
    let words: @Sendable (_ name: String, _ run: RunViewer) -> ExhibitWords
    /// False for figures that are little but pixels, which gain nothing as SVG.
    var isDrawing = true
    /// The names of the figures of this kind that the run's report shows.
    let reported: @Sendable (_ run: RunViewer) throws -> [String]
    /// The figure of that name at a snapshot.
    ///
    /// Throws `GalleryError` where the run has not what it shows.
    let draw: @Sendable (_ name: String, _ run: RunViewer, _ view: SnapshotView) throws -> any Figure

    /// Whether a figure called `name` would be of this kind.
    func includes(_ name: String) -> Bool {
        self.name.hasSuffix("-") ? name.hasPrefix(self.name) : name == self.name
    }

    /// What comes after the kind's name: the class in `sampling-6`.
    func subject(of name: String) -> String { String(name.dropFirst(self.name.count)) }
}

extension FigureKind {
    /// All kinds, in the order in which they are drawn.
    static let catalogue: [FigureKind] = [
        latentGrid,
        featureLoci,
        posterior,
        sampling,
        patch,
        traversals,
        interpolation,
        geometry,
        attribute,
        density,
        uncertainty,
        reconstructions,
        priorSamples,
        trainingCurves,
        autoencoderComparison,
        curveLesson,
        architecture,
    ]

    /// The kind of a figure called `name`; `nil` where there is none.
    static func of(_ name: String) -> FigureKind? { catalogue.first { $0.includes(name) } }

    /// A kind with one figure, which every run has.
    ///
    /// - Parameters:
    ///   - caption: how to read it, whatever the run.
    ///   - draw: the figure at a snapshot.
    static func single(
        _ name: String, title: String, caption: String, isDrawing: Bool = true,
        draw: @escaping @Sendable (_ run: RunViewer, _ view: SnapshotView) throws -> any Figure
    ) -> FigureKind {
        FigureKind(
            name: name, words: { _, _ in ExhibitWords(title: title, caption: caption) }, isDrawing: isDrawing,
            reported: { _ in [name] }, draw: { _, run, view in try draw(run, view) })
    }
}
