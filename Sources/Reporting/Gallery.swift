import Datasets
import Drawing
public import Figures
import Foundation
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

    /// Draws every figure and animation of the run's report, and the paths that were asked for before.
    ///
    /// - Parameter progress: told what is drawn next.
    public func drawAll(progress: (String) -> Void) throws {
        for kind in FigureKind.catalogue where kind.name != FigureKind.interpolation.name {
            for name in try kind.reported(viewer) {
                progress(name)
                try save(try figure(named: name), as: name, kind: kind, words: kind.words(name))
            }
        }
        var paths = [viewer.defaultPath]
        for ends in Exhibit.all(in: viewer.folder).filter({ $0.kind == .figure }).compactMap(\.ends) {
            guard let path = try? viewer.path(from: ends.from, to: ends.to) else { continue }
            if !paths.contains(where: { $0.name == path.name }) { paths.append(path) }
        }
        for path in paths { try draw(path, progress: progress) }
        try drawSampling(progress: progress)
        try drawTraining(progress: progress)
    }

    /// Draws the path between two ends as a figure and an animation.
    ///
    /// - Returns: the path's name, which is that of its files.
    /// - Throws: `PathEndError` where an end means nothing in this run.
    public func drawPath(from: String, to: String, progress: (String) -> Void) throws -> String {
        let path = try viewer.path(from: from, to: to)
        try draw(path, progress: progress)
        return path.name
    }
}

extension Gallery {
    private func draw(_ path: NamedPath, progress: (String) -> Void) throws {
        progress(path.name)
        let ends = Exhibit.Ends(
            from: path.from.argument(classNames: viewer.classes.names),
            to: path.to.argument(classNames: viewer.classes.names))
        try save(
            try viewer.interpolation(path), as: path.name, kind: .interpolation,
            words: ExhibitWords(pathBetween: ends), ends: ends)
        try drawAnimation(of: path, ends: ends)
    }

    /// Writes a figure as PNG at twice its size, as SVG where it is drawing more than pixels, and its words.
    private func save(
        _ figure: any Figure, as name: String, kind: FigureKind, words: ExhibitWords,
        ends: Exhibit.Ends? = nil
    ) throws {
        let picture = figure.picture()
        let file = viewer.folder.figures.appendingPathComponent(name)
        try AtomicFile.write(try picture.png(scale: 2), to: file.appendingPathExtension("png"))
        if kind.isDrawing {
            try AtomicFile.write(try picture.svg(), to: file.appendingPathExtension("svg"))
        }
        try Exhibit(
            kind: .figure, name: name, title: words.title, alternativeText: figure.alternativeText,
            caption: words.caption, step: viewer.lastStep, width: picture.width, height: picture.height,
            ends: ends
        ).save(in: viewer.folder)
    }
}
