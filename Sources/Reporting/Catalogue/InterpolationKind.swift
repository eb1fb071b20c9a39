import Figures
import LatentSpace
import VAE

extension FigureKind {
    static let interpolation = FigureKind(
        name: "interpolation-",
        words: { _, _ in ExhibitWords(pathBetween: Exhibit.Ends(from: "one end", to: "the other")) },
        reported: { run in [run.defaultPath.name] },
        draw: { name, run, _ in
            guard let ends = run.labels(slugs: name.dropFirst("interpolation-".count)) else {
                throw GalleryError(
                    description: "\(name): needs two classes, as interpolation-A-B; \(run.classList)")
            }
            return try run.interpolation(run.path(from: .label(ends.from), to: .label(ends.to)))
        })
}

extension RunViewer {
    /// The paths between two ends in numbered steps.
    func interpolation(_ path: NamedPath) throws -> InterpolationFigure {
        let (view, plane) = (try lastView(), try plane())
        let journey = try journey(path)
        let paths = try path.methods.map { try steps(of: journey.route($0), count: path.steps, in: view) }
        let window = InterpolationFigure.window(from: journey.start, to: journey.end, paths: paths)
        let surroundings = plane.codes(at: window.grid(columns: 16, rows: 16).points)
        return InterpolationFigure(
            from: journey.start, to: journey.end, paths: paths, backdrop: points(of: view, on: plane),
            decodedPlane: DecodedPlane(
                window: window, cellsPerAxis: 16, cells: try decode(surroundings, in: view)),
            classes: classes, moment: view.moment, plane: plane)
    }

    /// The first of the paths in motion.
    func interpolationAnimation(_ path: NamedPath) throws -> InterpolationAnimation {
        let (view, plane) = (try lastView(), try plane())
        let journey = try journey(path)
        return InterpolationAnimation(
            from: journey.start, to: journey.end,
            path: try steps(of: journey.route(path.methods.first ?? .linear), count: 48, in: view),
            backdrop: points(of: view, on: plane), classes: classes, moment: view.moment, plane: plane)
    }

    private func steps(
        of route: Journey.Route, count: Int, in view: SnapshotView
    ) throws -> InterpolationFigure.Path {
        let codes = try route.steps(count, under: geometry(of: view)).codes
        return InterpolationFigure.Path(
            title: route.method.title, points: InterpolationPath(codes: codes).points(on: try plane()),
            decoded: try decode(codes.joined().map { Float($0) }, in: view), passed: route.passed,
            measure: route.measure)
    }
}
