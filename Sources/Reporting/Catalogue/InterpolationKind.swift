import Datasets
import Figures
import LatentSpace
import Runs
import VAE

extension FigureKind {
    static let interpolation = FigureKind(
        name: "interpolation-",
        words: { _ in ExhibitWords(pathBetween: Exhibit.Ends(from: "one end", to: "the other")) },
        reported: { run in [run.defaultPath.name] },
        draw: { name, run, _ in
            guard let ends = run.labels(slugs: name.dropFirst("interpolation-".count)) else {
                throw GalleryError(
                    description: "\(name): needs two classes, as interpolation-A-B; \(run.classList)")
            }
            return try run.interpolation(run.path(from: .label(ends.from), to: .label(ends.to)))
        })
}

/// A path across the latent space of a run, between two ends that a person named.
struct NamedPath {
    let from: PathEnd, to: PathEnd
    /// The file name of figure and animation, without its ending.
    let name: String
}

extension RunViewer {
    /// The path of every report: the article's 8 to 6, or else from the last class to the first.
    var defaultPath: NamedPath {
        let present = presentLabels
        guard !Set(present).isSuperset(of: [8, 6]) else { return path(from: .label(8), to: .label(6)) }
        return path(from: .label(present.last ?? 0), to: .label(present.first ?? 0))
    }

    /// Reads the ends as a person writes them.
    ///
    /// - Throws: `PathEndError` where an end means nothing in this run.
    func path(from: String, to: String) throws -> NamedPath {
        func end(_ text: String) throws -> PathEnd {
            try PathEnd(
                text, classNames: classes.names, testCount: test.count,
                latentDim: record.configuration.architecture.latentDim)
        }
        return path(from: try end(from), to: try end(to))
    }

    /// Names the path between two ends.
    func path(from: PathEnd, to: PathEnd) -> NamedPath {
        let names = classes.names
        return NamedPath(
            from: from, to: to,
            name: "interpolation-\(from.slug(classNames: names))-\(to.slug(classNames: names))")
    }

    /// The path in numbered steps.
    func interpolation(_ path: NamedPath) throws -> InterpolationFigure {
        let (view, plane) = (try lastView(), try plane())
        let (start, end) = (try end(path.from, in: view), try end(path.to, in: view))
        let paths = [try steps(along: path, count: 12, in: view)]
        let window = InterpolationFigure.window(from: start, to: end, paths: paths)
        let surroundings = plane.codes(at: window.grid(columns: 16, rows: 16).points)
        return InterpolationFigure(
            from: start, to: end, paths: paths, backdrop: points(of: view, on: plane),
            decodedPlane: DecodedPlane(
                window: window, cellsPerAxis: 16, cells: try decode(surroundings, in: view)),
            classes: classes, moment: view.moment, plane: plane)
    }

    /// The path in motion.
    func interpolationAnimation(_ path: NamedPath) throws -> InterpolationAnimation {
        let (view, plane) = (try lastView(), try plane())
        return InterpolationAnimation(
            from: try end(path.from, in: view), to: try end(path.to, in: view),
            path: try steps(along: path, count: 48, in: view), backdrop: points(of: view, on: plane),
            classes: classes, moment: view.moment, plane: plane)
    }

    /// An end of a path: its code, and the test image that has it where there is one.
    private struct ResolvedEnd {
        let code: [Double]
        let testImage: Int?
    }

    private func resolve(_ end: PathEnd, in view: SnapshotView) throws -> ResolvedEnd {
        switch end {
        case .code(let code): return ResolvedEnd(code: code, testImage: nil)
        case .testImage(let index): return member(index, in: view)
        case .label(let label):
            guard let typical = try typicalMember(of: label) else {
                throw PathEndError("\(classes[label]): the run's test set has no image of this class")
            }
            return member(typical, in: view)
        }
    }

    private func member(_ index: Int, in view: SnapshotView) -> ResolvedEnd {
        ResolvedEnd(code: view.posterior[index].mean.map(Double.init), testImage: index)
    }

    private func steps(
        along path: NamedPath, count: Int, in view: SnapshotView
    ) throws -> InterpolationFigure.Path {
        let line = InterpolationPath.linear(
            from: try resolve(path.from, in: view).code, to: try resolve(path.to, in: view).code, count: count
        )
        let decoded = try decode(line.codes.joined().map { Float($0) }, in: view)
        return InterpolationFigure.Path(
            title: "linear", points: line.points(on: try plane()), decoded: decoded)
    }

    private func end(_ end: PathEnd, in view: SnapshotView) throws -> InterpolationFigure.End {
        guard let index = try resolve(end, in: view).testImage else {
            return InterpolationFigure.End(label: nil, image: nil, posterior: nil)
        }
        let (mean, logVariance) = view.posterior[index]
        let posterior = try plane().posteriors(means: Array(mean), logVariances: Array(logVariance))[0]
        return InterpolationFigure.End(
            label: Int(test.labels[index]), image: input(index), posterior: isVariational ? posterior : nil)
    }
}
