import Drawing
import Figures
import Foundation
import LatentSpace
import Runs

extension Gallery {
    /// Draws the animation of the straight way and the shortest one between the same ends, there and back.
    func drawGeometry(of path: NamedPath, ends: Exhibit.Ends, on queue: DrawingQueue) throws {
        let pictures = try viewer.geometryAnimation(path).frames(scale: 2)
        // An even pace, because the speeds of the two are what is to be compared.
        let durations = pictures.indices.map { $0 == 0 || $0 == pictures.count - 1 ? 1 : 0.06 }
        save(
            Reel(pictures, durations: durations, goesBack: true, scale: 2, poster: pictures.count / 2),
            as: path.geometryName,
            words: ExhibitWords(geometryBetween: viewer.spokenEnds(of: path)),
            alternativeText: try viewer.geometryFigure(path, in: try viewer.lastView()).alternativeText,
            ends: ends, on: queue)
    }
}

extension RunViewer {
    /// Whether the path has two ways worth comparing: a geodesic is shown, and there is a plane to show it on.
    func hasGeometryAnimation(_ path: NamedPath) throws -> Bool {
        try path.methods.contains(.geodesic) && !plane().isLine
    }

    /// What a drawn path says, and where its files are.
    func summary(of path: NamedPath) throws -> DrawnPath {
        let journey = try journey(path, in: try lastView())
        func words(_ end: InterpolationFigure.End) -> String {
            let source = end.source ?? "a code"
            return end.label.map { "\(classes[$0]) (\(source))" } ?? source
        }
        let ways = path.methods.map { method in
            let route = journey.route(method)
            return "\(method.title): length \(Numerals.fixed(route.measure.length, decimals: 2)), energy "
                + "\(Numerals.fixed(route.measure.energy, decimals: 1)), "
                + classes.passage(route.passed, from: journey.start.label, to: journey.end.label)
        }
        let animations = [path.name] + (try hasGeometryAnimation(path) ? [path.geometryName] : [])
        return DrawnPath(
            findings: journey.findings + ["from \(words(journey.start)) to \(words(journey.end))"] + ways,
            files: [folder.figures.appendingPathComponent(path.name + ".png")]
                + animations.map { folder.animations.appendingPathComponent($0 + ".gif") })
    }
}
