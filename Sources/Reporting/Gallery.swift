import Datasets
import Drawing
public import Figures
public import Foundation
import Runs
import Storage
import VAE

/// A picture that the gallery does not have; the description says what it has.
public struct GalleryError: Error, CustomStringConvertible, Equatable {
    public let description: String

    /// Where the test set has no image of one of the classes.
    static func noImage(of labels: [Int], in run: RunViewer) -> GalleryError {
        let missing = labels.filter { !run.presentLabels.contains($0) }.map(run.lookup.text(for:))
        return GalleryError(
            description: "\(missing.joined(separator: ", ")): the run's test set has no image of this class")
    }
}

/// The pictures of a run by name, and drawing them into its folder.
public struct Gallery {
    let viewer: RunViewer
    let animations: AnimationSettings

    /// The pictures of a run; `animations` says how those that move are written.
    public init(_ viewer: RunViewer, animations: AnimationSettings = AnimationSettings()) {
        self.viewer = viewer
        self.animations = animations
    }

    /// The names of the figures that the report of this run shows.
    public var figureNames: [String] {
        get throws {
            try FigureKind.catalogue.flatMap { kind in
                try kind.reported(viewer).map { FigureID(kind, of: $0).name(in: viewer.lookup) }
            }
        }
    }

    /// A figure by its name, also one of a class or of two classes that the report does not show.
    ///
    /// - Parameters:
    ///   - name: a file name, or one with classes as a person writes them.
    ///   - step: the snapshot to draw; `nil` for the last. Figures over all of training ignore it.
    /// - Throws: `GalleryError` for a name that is no figure; what reading and decoding snapshots throws.
    public func figure(named name: String, step: Int? = nil) throws -> any Figure {
        let id = try figureID(name)
        return try id.kind.draw(id.labels, viewer, try viewer.view(atStep: step ?? viewer.lastStep))
    }

    /// The file name, without an ending, of the figure that a person means by `name`.
    ///
    /// - Throws: `GalleryError` for a name that is no figure.
    public func fileName(ofFigure name: String) throws -> String {
        try figureID(name).name(in: viewer.lookup)
    }

    func figureID(_ name: String) throws -> FigureID {
        guard let id = try FigureID(name, in: viewer.lookup) else {
            throw GalleryError(
                description: "\(name): no such figure of this run; there are "
                    + (try figureNames.joined(separator: ", ")))
        }
        return id
    }

    /// What the figure that a person means by `name` is, in a few words.
    ///
    /// - Throws: `GalleryError` for a name that is no figure.
    public func title(ofFigure name: String) throws -> String {
        let id = try figureID(name)
        return id.kind.words(id.labels, viewer).title
    }

    /// Draws every figure and animation of the run's report, and the paths that were asked for before.
    ///
    /// What the pictures show is computed here, one after another; drawing, packing and writing them goes on
    /// beside it, on all cores.
    ///
    /// - Parameter progress: told what is drawn next.
    /// - Returns: the pictures that could not be drawn; all others were.
    /// - Throws: `FileError` where the run's folder cannot be written to.
    public func drawAll(progress: (String) -> Void) throws -> [Undrawn] {
        let queue = DrawingQueue()
        // Long work first, so that the cores end together.
        drawTraining(on: queue, progress: progress)
        for path in paths(on: queue) { draw(path, on: queue, progress: progress) }
        drawSampling(on: queue, progress: progress)
        for kind in FigureKind.catalogue {
            var figures: [FigureID] = []
            queue.attempt(kind.name) {
                figures = try kind.reported(viewer).map { FigureID(kind, of: $0) }
                Exhibit.removeFigures(
                    of: kind, in: viewer.folder, except: Set(figures.map { $0.name(in: viewer.lookup) }))
            }
            // Paths have their figures already.
            for figure in figures where kind.name != FigureKind.interpolation.name {
                draw(figure, on: queue, progress: progress)
            }
        }
        let undrawn = queue.finish()
        if let error = undrawn.writeError(in: viewer.folder) { throw error }
        return undrawn
    }

    /// The path of every report, and those that were asked for before.
    private func paths(on queue: DrawingQueue) -> [NamedPath] {
        var paths = viewer.defaultPath.map { [$0] } ?? []
        for exhibit in Exhibit.all(in: viewer.folder) where exhibit.kind == .figure {
            guard let ends = exhibit.ends else { continue }
            queue.attempt(exhibit.name) {
                let path = try viewer.path(ends)
                paths.removeAll { $0.name == path.name }
                paths.append(path)
            }
        }
        return paths
    }

    /// Draws the ways between two ends as a figure and animations.
    ///
    /// - Parameters:
    ///   - from: an end as a person writes it, see ``PathEnd``.
    ///   - to: the other end.
    ///   - methods: the ways to show; `nil` for the linear one and the geodesic.
    ///   - steps: numbered steps of each, 2 to 100; `nil` for 12.
    /// - Throws: `PathEndError` where an end means nothing in this run; `FileError` for a picture file that is
    ///   missing or damaged.
    public func drawPath(
        from: String, to: String, methods: [InterpolationMethod]? = nil, steps: Int? = nil,
        progress: (String) -> Void
    ) throws -> DrawnPath {
        let path = try viewer.path(Exhibit.Ends(from: from, to: to, methods: methods, steps: steps))
        // Ends that make no path are refused before anything is drawn.
        _ = try viewer.journey(path, in: try viewer.lastView())
        let queue = DrawingQueue()
        draw(path, on: queue, progress: progress)
        if let first = queue.finish().first { throw first.error }
        return try viewer.summary(of: path)
    }
}

/// A path that was drawn: what it says, and its files.
public struct DrawnPath: Sendable, Equatable {
    /// One line on each end that is a picture file, one on the ends, and one on each way.
    public let findings: [String]
    /// The figure, then the animations.
    public let files: [URL]
}

extension Gallery {
    private func draw(_ path: NamedPath, on queue: DrawingQueue, progress: (String) -> Void) {
        let ends = viewer.ends(of: path)
        progress(path.name)
        queue.attempt(path.name) {
            save(
                try viewer.interpolation(path, in: try viewer.lastView()), as: path.name,
                kind: .interpolation,
                words: ExhibitWords(pathBetween: viewer.spokenEnds(of: path)), ends: ends, on: queue)
        }
        queue.attempt("animation " + path.name) { try drawAnimation(of: path, ends: ends, on: queue) }
        queue.attempt("animation " + path.geometryName) {
            guard try viewer.hasGeometryAnimation(path) else { return }
            progress("animation " + path.geometryName)
            try drawGeometry(of: path, ends: ends, on: queue)
        }
    }

    private func draw(_ figure: FigureID, on queue: DrawingQueue, progress: (String) -> Void) {
        let (kind, labels) = (figure.kind, figure.labels)
        let name = figure.name(in: viewer.lookup)
        progress(name)
        queue.attempt(name) {
            save(
                try kind.draw(labels, viewer, try viewer.lastView()), as: name, kind: kind,
                words: kind.words(labels, viewer), on: queue)
        }
    }

    /// Writes a figure as PNG at twice its size, as SVG where it is drawing more than pixels, and its words.
    private func save(
        _ figure: any Figure, as name: String, kind: FigureKind, words: ExhibitWords,
        ends: Exhibit.Ends? = nil, on queue: DrawingQueue
    ) {
        let folder = viewer.folder
        let step = viewer.lastStep
        let file = folder.figures.appendingPathComponent(name)
        queue.add(name) {
            let picture = figure.picture()
            try AtomicFile.write(try picture.png(scale: 2), to: file.appendingPathExtension("png"))
            try Exhibit(
                kind: .figure, name: name, title: words.title, alternativeText: figure.alternativeText,
                caption: words.caption, step: step, width: picture.width, height: picture.height, ends: ends
            ).save(in: folder)
        }
        if kind.isDrawing {
            queue.add(name) {
                try AtomicFile.write(
                    try figure.picture().svg(title: words.title, description: figure.alternativeText),
                    to: file.appendingPathExtension("svg"))
            }
        }
    }
}
