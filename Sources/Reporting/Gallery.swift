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
        get throws { try FigureKind.catalogue.flatMap { try $0.reported(viewer) } }
    }

    /// A figure by its file name, also one of a class or of two classes that the report does not show.
    ///
    /// - Parameter step: the snapshot to draw; `nil` for the last. Figures over all of training ignore it.
    /// - Throws: `GalleryError` for a name that is no figure; what reading and decoding snapshots throws.
    public func figure(named name: String, step: Int? = nil) throws -> any Figure {
        guard let kind = FigureKind.of(name) else {
            throw GalleryError(
                description:
                    "\(name): no such figure of this run; there are "
                    + (try figureNames.joined(separator: ", ")))
        }
        return try kind.draw(name, viewer, try viewer.view(atStep: step ?? viewer.lastStep))
    }

    /// What a figure is, in a few words.
    public func title(of name: String) -> String {
        FigureKind.of(name)?.words(name, viewer).title ?? name
    }

    /// Draws every figure and animation of the run's report, and the paths that were asked for before.
    ///
    /// What the pictures show is computed here, one after another; drawing, packing and writing them goes on
    /// beside it, on all cores.
    ///
    /// - Parameter progress: told what is drawn next.
    public func drawAll(progress: (String) -> Void) throws {
        let queue = DrawingQueue()
        // Long work first, so that the cores end together.
        try drawTraining(on: queue, progress: progress)
        Exhibit.removeFigures(in: viewer.folder, except: Set(try figureNames))
        var paths = [viewer.defaultPath]
        for ends in Exhibit.all(in: viewer.folder).filter({ $0.kind == .figure }).compactMap(\.ends) {
            guard let path = try? viewer.path(ends), (try? viewer.journey(path)) != nil else { continue }
            paths.removeAll { $0.name == path.name }
            paths.append(path)
        }
        for path in paths { try draw(path, on: queue, progress: progress) }
        try drawSampling(on: queue, progress: progress)
        for kind in FigureKind.catalogue where kind.name != FigureKind.interpolation.name {
            for name in try kind.reported(viewer) {
                progress(name)
                save(
                    try figure(named: name), as: name, kind: kind, words: kind.words(name, viewer), on: queue)
            }
        }
        try queue.finish()
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
        let queue = DrawingQueue()
        try draw(path, on: queue, progress: progress)
        try queue.finish()
        return try viewer.summary(of: path)
    }
}

/// A path that was drawn: what it says, and its files.
public struct DrawnPath: Sendable, Equatable {
    /// One line on the ends, and one on each way.
    public let findings: [String]
    /// The figure, then the animations.
    public let files: [URL]
}

extension Gallery {
    private func draw(_ path: NamedPath, on queue: DrawingQueue, progress: (String) -> Void) throws {
        progress(path.name)
        let ends = viewer.ends(of: path)
        save(
            try viewer.interpolation(path), as: path.name, kind: .interpolation,
            words: ExhibitWords(pathBetween: ends), ends: ends, on: queue)
        try drawAnimation(of: path, ends: ends, on: queue)
        guard try viewer.hasGeometryAnimation(path) else { return }
        progress("animation " + path.geometryName)
        try drawGeometry(of: path, ends: ends, on: queue)
    }

    /// Writes a figure as PNG at twice its size, as SVG where it is drawing more than pixels, and its words.
    private func save(
        _ figure: any Figure, as name: String, kind: FigureKind, words: ExhibitWords,
        ends: Exhibit.Ends? = nil, on queue: DrawingQueue
    ) {
        let folder = viewer.folder
        let step = viewer.lastStep
        let file = folder.figures.appendingPathComponent(name)
        queue.add {
            let picture = figure.picture()
            try AtomicFile.write(try picture.png(scale: 2), to: file.appendingPathExtension("png"))
            try Exhibit(
                kind: .figure, name: name, title: words.title, alternativeText: figure.alternativeText,
                caption: words.caption, step: step, width: picture.width, height: picture.height, ends: ends
            ).save(in: folder)
        }
        if kind.isDrawing {
            queue.add {
                try AtomicFile.write(
                    try figure.picture().svg(title: words.title, description: figure.alternativeText),
                    to: file.appendingPathExtension("svg"))
            }
        }
    }
}
