import Figures
import LatentSpace
import VAE

extension FigureKind {
    static let geometry = FigureKind(
        name: "geometry",
        words: { _, _ in
            ExhibitWords(
                title: "The geometry of the decoder",
                caption: """
                    How far apart two codes are depends on what they decode to. The colour says how much the \
                    decoder spreads each part of the plane; dark bands are borders, where a small step of the \
                    code changes the image much. The geodesic is the path along which the image changes least \
                    in all; the straight line pays for crossing the bands where they are steep.
                    """)
        },
        reported: { run in try run.plane().isLine || run.defaultPath == nil ? [] : [[]] },
        draw: { _, run, view in
            try run.requirePlane(for: "geometry")
            guard let path = run.defaultPath else {
                throw GalleryError(
                    description: "geometry: needs test images of two classes; this run has one")
            }
            return try run.geometryFigure(path, in: view)
        })
}

extension RunViewer {
    /// The steps in which the change along a way is shown.
    private static let changeSteps = 24

    /// The magnification of the decoder at a snapshot and the ways between two ends over it.
    func geometryFigure(_ path: NamedPath, in view: SnapshotView) throws -> GeometryFigure {
        let plane = try plane()
        let journey = try journey(path, in: view)
        let map = geometry(of: view)
        let routes = try InterpolationMethod.allCases.map { method in
            let route = journey.route(method)
            let steps = try route.steps(Self.changeSteps + 1, under: map)
            return GeometryFigure.Route(
                title: method.title, points: route.path.points(on: plane), measure: route.measure,
                changes: try PathMeasure(of: steps, under: map).steps)
        }
        return GeometryFigure(
            field: try metricField(in: view), routes: routes, from: journey.start, to: journey.end,
            classes: classes,
            moment: view.moment, plane: plane)
    }

    /// The straight way and the shortest one in motion.
    func geometryAnimation(_ path: NamedPath) throws -> GeometryAnimation {
        let (view, plane) = (try lastView(), try plane())
        let journey = try journey(path, in: view)
        let map = geometry(of: view)
        let tracks = try [InterpolationMethod.linear, .geodesic].map { method in
            let codes = try journey.route(method).steps(48, under: map)
            return GeometryAnimation.Track(
                title: method.title,
                speed: method == .linear ? "constant speed in the code" : "constant speed in the image",
                points: codes.points(on: plane),
                decoded: try decode(codes.codes.joined().map { Float($0) }, in: view),
                changes: try PathMeasure(of: codes, under: map).steps)
        }
        return GeometryAnimation(
            tracks: tracks, over: try metricField(in: view), from: journey.start, to: journey.end,
            classes: classes,
            moment: view.moment, plane: plane)
    }
}
