import Figures
public import Foundation
import LatentSpace
import Runs

/// A path that was drawn: what it says, and its files.
public struct DrawnPath: Sendable, Equatable {
    /// One line on each end that is a picture file, one on the ends, and one on each way.
    public let findings: [String]
    /// The figure, then the animations.
    public let files: [URL]
}

extension RunViewer {
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
