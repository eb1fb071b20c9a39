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

    public init(_ viewer: RunViewer) {
        self.viewer = viewer
    }

    /// The names of the figures that every report of this run has.
    public var figureNames: [String] {
        let samplings =
            isVariational ? sampledLabels.map { "sampling-" + ClassName.slug(classNames[$0]) } : []
        return ["latent-grid", "posterior"] + samplings + [
            defaultPath.name, "reconstructions", "training-curves",
        ]
    }

    /// A figure by its file name, also `sampling-CLASS` and `interpolation-CLASS-CLASS` for any classes.
    ///
    /// - Parameter step: the snapshot to draw; `nil` for the last. Figures over all of training ignore it.
    /// - Throws: `GalleryError` for a name that is no figure; what reading and decoding snapshots throws.
    public func figure(named name: String, step: Int? = nil) throws -> any Figure {
        let view = try viewer.view(atStep: step ?? viewer.lastStep)
        switch name {
        case "latent-grid": return try viewer.latentGrid(view)
        case "posterior": return try viewer.posterior(view)
        case "reconstructions": return try viewer.reconstructions(view)
        case "training-curves": return viewer.trainingCurves()
        default: break
        }
        if isVariational,
            let label = classNames.firstIndex(where: { "sampling-" + ClassName.slug($0) == name })
        {
            guard let figure = try viewer.sampling(label) else {
                throw GalleryError(description: "\(name): the run's test set has no image of this class")
            }
            return figure
        }
        if let path = classPaths.first(where: { $0.name == name }) { return try viewer.interpolation(path) }
        throw GalleryError(
            description:
                "\(name): no such figure of this run; there are \(figureNames.joined(separator: ", "))")
    }

    /// Draws every figure and animation of the run's report, and the paths that were asked for before.
    ///
    /// - Parameter progress: told what is drawn next.
    public func drawAll(progress: (String) -> Void) throws {
        for name in figureNames where !name.hasPrefix("interpolation-") {
            progress(name)
            try save(try figure(named: name), as: name)
        }
        var paths = [defaultPath]
        for ends in Exhibit.all(in: viewer.folder).filter({ $0.kind == .figure }).compactMap(\.ends) {
            guard let path = try? path(from: ends.from, to: ends.to) else { continue }
            if !paths.contains(where: { $0.name == path.name }) { paths.append(path) }
        }
        for path in paths { try draw(path, progress: progress) }
        try drawTraining(progress: progress)
    }

    /// Draws the path between two ends as a figure and an animation.
    ///
    /// - Returns: the path's name, which is that of its files.
    /// - Throws: `PathEndError` where an end means nothing in this run.
    public func drawPath(from: String, to: String, progress: (String) -> Void) throws -> String {
        let path = try path(from: from, to: to)
        try draw(path, progress: progress)
        return path.name
    }
}

extension Gallery {
    private var classNames: [String] { viewer.classes.names }
    private var isVariational: Bool { viewer.isVariational }

    /// The classes whose sampling a report shows: the article's 6, 1 and 0, as far as there are so many.
    private var sampledLabels: [Int] {
        let present = Set(viewer.test.labels.map(Int.init))
        let wanted = [6, 1, 0].filter(present.contains)
        return wanted.isEmpty ? Array(present.sorted().prefix(3)) : wanted
    }

    /// The path of every report: the article's 8 to 6, or else from the last class to the first.
    private var defaultPath: NamedPath {
        let present = Set(viewer.test.labels.map(Int.init))
        guard !present.isSuperset(of: [8, 6]) else { return viewer.path(from: .label(8), to: .label(6)) }
        return viewer.path(from: .label(present.max() ?? 0), to: .label(present.min() ?? 0))
    }

    /// The paths between any two classes.
    private var classPaths: [NamedPath] {
        classNames.indices.flatMap { from in
            classNames.indices.map { to in viewer.path(from: .label(from), to: .label(to)) }
        }
    }

    private func path(from: String, to: String) throws -> NamedPath {
        func end(_ text: String) throws -> PathEnd {
            try PathEnd(
                text, classNames: classNames, testCount: viewer.test.count,
                latentDim: viewer.record.configuration.architecture.latentDim)
        }
        return viewer.path(from: try end(from), to: try end(to))
    }

    private func draw(_ path: NamedPath, progress: (String) -> Void) throws {
        progress(path.name)
        let ends = Exhibit.Ends(
            from: path.from.argument(classNames: classNames), to: path.to.argument(classNames: classNames))
        try save(try viewer.interpolation(path), as: path.name, ends: ends)
        try drawAnimation(of: path, ends: ends)
    }

    /// Writes a figure as PNG at twice its size, as SVG where it is drawing more than pixels, and its words.
    private func save(_ figure: any Figure, as name: String, ends: Exhibit.Ends? = nil) throws {
        let picture = figure.picture()
        let file = viewer.folder.figures.appendingPathComponent(name)
        try AtomicFile.write(try picture.png(scale: 2), to: file.appendingPathExtension("png"))
        if !["latent-grid", "reconstructions"].contains(name) {
            try AtomicFile.write(try picture.svg(), to: file.appendingPathExtension("svg"))
        }
        let words = ExhibitWords(figure: name, ends: ends)
        try Exhibit(
            kind: .figure, name: name, title: words.title, alternativeText: figure.alternativeText,
            caption: words.caption, step: viewer.lastStep, width: picture.width, height: picture.height,
            ends: ends
        ).save(in: viewer.folder)
    }
}
