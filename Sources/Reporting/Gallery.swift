import Datasets
import Drawing
public import Figures
import Foundation
import Runs
import Storage
import Synchronization
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
public struct Gallery: Sendable {
    let viewer: RunViewer
    private let animations: AnimationSettings
    private let selection: PictureSelection

    /// The pictures of a run.
    ///
    /// - Parameters:
    ///   - animations: how those that move are written.
    ///   - selection: which are drawn by `drawAll`.
    package init(
        _ viewer: RunViewer, animations: AnimationSettings = AnimationSettings(),
        selection: PictureSelection = PictureSelection()
    ) {
        self.viewer = viewer
        self.animations = animations
        self.selection = selection
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
        if let missing = try viewer.lack(of: id.kind.name) {
            throw GalleryError(description: RecordingLack(picture: name, missing: missing).description)
        }
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

    /// Draws the figures and animations of the run's report that are selected, and of the paths that were asked for
    /// before, makes what the page needs of the network, and measures the model beside it.
    ///
    /// - Parameter progress: told what is drawn next, from any thread.
    /// - Returns: the pictures that could not be drawn, and what the page will lack; all others were.
    /// - Throws: `FileError` where the run's folder cannot be written to.
    public func drawAll(progress: @escaping @Sendable (String) -> Void) throws -> [Undrawn] {
        let queue = DrawingQueue()
        let paths = paths(on: queue)
        for kind in AnimationKind.catalogue {
            queue.attempt("animation " + kind.name) {
                try require(kind.name)
                for animation in try kind.reported(viewer, paths) where wants(animation, of: kind) {
                    draw(animation, on: queue, progress: progress)
                }
            }
        }
        let figures = selection.figures
        if figures.isWhole(FigureKind.interpolation.name),
            try viewer.lack(of: FigureKind.interpolation.name) == nil
        {
            for path in paths { draw(path, on: queue, progress: progress) }
        }
        for kind in FigureKind.catalogue where figures.isWhole(kind.name) {
            queue.attempt(kind.name) {
                if let lack = try viewer.lack(of: kind.name) {
                    Exhibit.removeFigures(of: kind, in: viewer.folder, except: [])
                    throw RecordingLack(picture: kind.name, missing: lack)
                }
                let reported = try kind.reported(viewer).map { FigureID(kind, of: $0) }
                Exhibit.removeFigures(
                    of: kind, in: viewer.folder, except: Set(reported.map { $0.name(in: viewer.lookup) }))
                // Paths have their figures already.
                guard kind.name != FigureKind.interpolation.name else { return }
                for figure in reported { draw(figure, on: queue, progress: progress) }
            }
        }
        for name in figures.others(than: FigureKind.catalogue.map(\.name)) {
            queue.attempt(name) {
                let id = try figureID(name)
                try require(id.kind.name)
                draw(id, on: queue, progress: progress)
            }
        }
        let unfinished = Mutex<Result<[Undrawn], any Error>>(.success([]))
        let isMeasured = figures.isWhole(FigureKind.interpolation.name)
        let areAllDrawn = selection.animations.isWhole(AnimationKind.training.name)
        queue.add("report") { [viewer] _ in
            let result = Result {
                try viewer.refreshPage(isMeasured: isMeasured, areAllDrawn: areAllDrawn)
            }
            unfinished.withLock { $0 = result }
            // What fails is tried again for the page, and told.
            _ = try? ReportComposer(viewer.folder).keepFilm()
        }
        queue.add("measurements") { [viewer] _ in viewer.measureAhead() }
        let undrawn = queue.finish()
        if let error = undrawn.writeError(in: viewer.folder) { throw error }
        return undrawn + (try unfinished.withLock { $0 }.get())
    }

    /// - Throws: `RecordingLack` where the run has not what a kind of picture shows.
    private func require(_ kind: String) throws {
        if let lack = try viewer.lack(of: kind) { throw RecordingLack(picture: kind, missing: lack) }
    }

    private func wants(_ animation: ReportedAnimation, of kind: AnimationKind) -> Bool {
        selection.animations.isWhole(kind.name)
            || selection.animations.others(than: []).contains(animation.name)
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
        progress: @escaping @Sendable (String) -> Void
    ) throws -> DrawnPath {
        if let missing = try viewer.lack(of: FigureKind.interpolation.name) {
            throw GalleryError(
                description: RecordingLack(picture: "interpolate", missing: missing).description)
        }
        let path = try viewer.path(Exhibit.Ends(from: from, to: to, methods: methods, steps: steps))
        // Ends that make no path are refused before anything is drawn.
        _ = try viewer.journey(path, in: try viewer.lastView())
        let queue = DrawingQueue()
        for kind in [AnimationKind.interpolation, .geometry] {
            for animation in try kind.reported(viewer, [path]) {
                draw(animation, on: queue, progress: progress)
            }
        }
        draw(path, on: queue, progress: progress)
        if let first = queue.finish().first { throw first.error }
        return try viewer.summary(of: path)
    }
}

extension Gallery {
    private func draw(
        _ path: NamedPath, on queue: DrawingQueue, progress: @escaping @Sendable (String) -> Void
    ) {
        let viewer = viewer
        draw(
            path.name, kind: .interpolation, words: ExhibitWords(pathBetween: viewer.spokenEnds(of: path)),
            ends: viewer.ends(of: path), on: queue, progress: progress
        ) { try viewer.interpolation(path, in: try viewer.lastView()) }
    }

    private func draw(
        _ figure: FigureID, on queue: DrawingQueue, progress: @escaping @Sendable (String) -> Void
    ) {
        let viewer = viewer
        draw(
            figure.name(in: viewer.lookup), kind: figure.kind,
            words: viewer.words(of: figure), on: queue, progress: progress
        ) { try figure.kind.draw(figure.labels, viewer, try viewer.lastView()) }
    }

    /// Computes a figure and writes it as PNG at twice its size, as SVG where it is drawing more than pixels, and its
    /// words.
    private func draw(
        _ name: String, kind: FigureKind, words: ExhibitWords, ends: Exhibit.Ends? = nil,
        on queue: DrawingQueue, progress: @escaping @Sendable (String) -> Void,
        compute: @escaping @Sendable () throws -> any Figure
    ) {
        let (folder, step) = (viewer.folder, viewer.lastStep)
        let words = kind.tellsClasses ? viewer.noting(words) : words
        let file = folder.figures.appendingPathComponent(name)
        queue.add(name) { place in
            progress(name)
            let figure = try compute()
            if kind.isDrawing {
                queue.add(name, at: place) { _ in
                    try AtomicFile.write(
                        try figure.picture().svg(title: words.title, description: figure.alternativeText),
                        to: file.appendingPathExtension("svg"))
                }
            }
            let picture = figure.picture()
            let image = try picture.pixels(scale: picture.viewingScale)
            let (png, target) = (try image.png(), file.appendingPathExtension("png"))
            try AtomicFile.write(png, to: target)
            // What the page will want of it.
            _ = try? CompactPicture(png, showing: image, of: target, in: folder)
                .forms(kind.isDrawing ? [.small] : CompactPicture.Form.allCases)
            try Exhibit(
                kind: .figure, name: name, title: words.title, alternativeText: figure.alternativeText,
                caption: words.caption, step: step, width: picture.width, height: picture.height, ends: ends,
                table: figure.table
            ).save(in: folder)
        }
    }

    /// Computes an animation and writes it, its poster and its words.
    private func draw(
        _ animation: ReportedAnimation, on queue: DrawingQueue,
        progress: @escaping @Sendable (String) -> Void
    ) {
        let (viewer, settings) = (viewer, animations)
        let (folder, step) = (viewer.folder, viewer.lastStep)
        queue.add("animation " + animation.name) { _ in
            progress("animation " + animation.name)
            let film = try animation.film()
            guard film.reel.count > 0 else { return }
            let first = try film.reel.picture(0)
            let words = viewer.noting(film.words)
            let exhibit = Exhibit(
                kind: .animation, name: animation.name, title: words.title,
                alternativeText: film.alternativeText, caption: words.caption, step: step,
                width: first.width, height: first.height, frameLabels: film.frameLabels, ends: film.ends)
            try film.reel.write(to: exhibit.picture(in: folder), settings)
            try exhibit.save(in: folder)
        }
    }
}
