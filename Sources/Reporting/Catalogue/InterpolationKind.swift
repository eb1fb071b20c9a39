import Figures
import LatentSpace
import VAE

extension FigureKind {
    static let interpolation = FigureKind(
        name: "interpolation", classCount: 2,
        words: { labels, run in
            ExhibitWords(pathBetween: labels.map { run.classes[$0] })
        },
        reported: { run in run.defaultPathLabels.map { [$0] } ?? [] },
        draw: { labels, run, view in
            try run.interpolation(run.path(from: .label(labels[0]), to: .label(labels[1])), in: view)
        })
}

extension RunViewer {
    /// The paths between two ends in numbered steps, at a snapshot.
    func interpolation(_ path: NamedPath, in view: SnapshotView) throws -> InterpolationFigure {
        let plane = try plane()
        let journey = try journey(path, in: view)
        let paths = try path.methods.map { try steps(of: journey.route($0), count: path.steps, in: view) }
        let window = InterpolationFigure.window(from: journey.start, to: journey.end, paths: paths)
        let surroundings = plane.codes(at: window.grid(columns: 16, rows: 16).points)
        return InterpolationFigure(
            from: journey.start, to: journey.end, paths: paths, backdrop: points(of: view, on: plane),
            decodedPlane: DecodedPlane(
                window: window, cellsPerAxis: 16, cells: try view.decode(surroundings)),
            classes: classes, moment: view.moment, plane: plane)
    }

    /// The first of the paths in motion.
    func interpolationAnimation(_ path: NamedPath) throws -> InterpolationAnimation {
        let (view, plane) = (try lastView(), try plane())
        let journey = try journey(path, in: view)
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
            decoded: try view.decode(codes.joined().map { Float($0) }), passed: route.passed,
            measure: route.measure)
    }
}

extension AnimationKind {
    /// A walk along each path, there and back.
    static let interpolation = AnimationKind(name: "interpolation") { run, paths in
        paths.map { path in
            ReportedAnimation(name: path.name) {
                // Its picture is shown across the page: twice the pixels keep it sharp.
                let pictures = try run.interpolationAnimation(path).frames(scale: 2)
                return MovingPicture(
                    reel: Reel(
                        pictures, durations: Reel.eased(count: pictures.count, seconds: 2.6, held: 1),
                        goesBack: true, scale: 2, poster: pictures.count / 2),
                    words: ExhibitWords(pathBetween: run.spokenEnds(of: path)),
                    alternativeText: try run.interpolation(path, in: try run.lastView()).alternativeText,
                    ends: run.ends(of: path))
            }
        }
    }
}
