import Figures
import LatentSpace
import Likelihoods
import Runs
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
        let map = try geometry(of: view)
        let routes = try InterpolationMethod.allCases.map { method in
            let route = journey.route(method)
            let steps = try route.steps(Self.changeSteps + 1, under: map)
            return GeometryFigure.Route(
                title: method.title, points: route.path.points(on: plane), measure: route.measure,
                changes: try PathMeasure(of: steps, under: map).steps)
        }
        return GeometryFigure(
            field: try metricField(in: view), routes: routes, from: journey.start, to: journey.end,
            classes: classes, lengthMeaning: run.architecture.likelihood.lengthMeaning,
            moment: view.moment, plane: plane)
    }

    /// The straight way and the shortest one in motion.
    func geometryAnimation(_ path: NamedPath) throws -> GeometryAnimation {
        let (view, plane) = (try lastView(), try plane())
        let journey = try journey(path, in: view)
        let map = try geometry(of: view)
        let tracks = try [InterpolationMethod.linear, .geodesic].map { method in
            let codes = try journey.route(method).steps(48, under: map)
            return GeometryAnimation.Track(
                title: method.title,
                speed: method == .linear ? "constant speed in the code" : "constant speed in the image",
                points: codes.points(on: plane),
                decoded: try view.decode(codes.codes.joined().map { Float($0) }),
                changes: try PathMeasure(of: codes, under: map).steps)
        }
        return GeometryAnimation(
            tracks: tracks, over: try metricField(in: view), from: journey.start, to: journey.end,
            classes: classes,
            moment: view.moment, plane: plane)
    }
}

extension RunViewer {
    /// Whether the path has two ways worth comparing: a geodesic is shown, and there is a plane to show it on.
    func hasGeometryAnimation(_ path: NamedPath) throws -> Bool {
        try path.methods.contains(.geodesic) && !plane().isLine
    }
}

extension AnimationKind {
    /// The straight way and the shortest one between the same ends, there and back.
    static let geometry = AnimationKind(name: "geometry") { run, paths in
        try paths.filter(run.hasGeometryAnimation).map { path in
            ReportedAnimation(name: path.geometryName) {
                let pictures = try run.geometryAnimation(path).frames(scale: 2)
                // An even pace, because the speeds of the two are what is to be compared.
                let durations = pictures.indices.map { $0 == 0 || $0 == pictures.count - 1 ? 1 : 0.06 }
                return MovingPicture(
                    reel: Reel(
                        pictures, durations: durations, goesBack: true, scale: 2, poster: pictures.count / 2),
                    words: ExhibitWords(
                        title: "Two ways from \(run.spokenEnds(of: path).joined(separator: " to "))",
                        caption: """
                            Both take the same time. The linear way goes at a constant speed in the code, the \
                            geodesic at a constant speed in the image; below is how much each image changes. The \
                            colour of the plane is the decoder's magnification.
                            """),
                    alternativeText: try run.geometryFigure(path, in: try run.lastView()).alternativeText,
                    ends: run.ends(of: path))
            }
        }
    }
}
