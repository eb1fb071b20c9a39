import Datasets
import Figures
import LatentSpace
import Runs
import VAE

/// How codes between two others are found.
public enum InterpolationMethod: String, Sendable, CaseIterable, Codable {
    /// Along the straight line.
    case linear
    /// With the direction from the origin turning evenly.
    case slerp
    /// Along the shortest path under the decoder's metric.
    case geodesic

    /// What figures call the path.
    public var title: String { self == .slerp ? "spherical" : rawValue }
}

/// A path across the latent space of a run, between two ends that a person named.
struct NamedPath: Sendable {
    let from: PathEnd, to: PathEnd
    /// The file name of figure and animation, without its ending.
    var name: String
    /// The ways that are shown, in this order; at least one.
    var methods: [InterpolationMethod] = Self.usualMethods
    /// How many numbered steps each has.
    var steps = Self.usualSteps

    static let usualMethods: [InterpolationMethod] = [.linear, .geodesic]
    static let usualSteps = 12
    static let mostSteps = 100

    /// The file name of the figure or animation of the ways' geometry.
    var geometryName: String { "geometry" + name.dropFirst("interpolation".count) }
}

extension RunViewer {
    /// The classes between which every report has a path: the profile's, or else the last class and the first; `nil` where the test images are of one class.
    var defaultPathLabels: [Int]? {
        let present = presentLabels
        guard present.count > 1 else { return nil }
        let usual = profile.pathLabels
        return Set(present).isSuperset(of: usual) ? usual : [present[present.count - 1], present[0]]
    }

    /// The path of every report.
    var defaultPath: NamedPath? {
        defaultPathLabels.map { path(from: .label($0[0]), to: .label($0[1])) }
    }

    /// Reads the ends as a person writes them; `nil` methods or steps are the usual ones.
    ///
    /// - Throws: `PathEndError` where an end means nothing in this run.
    func path(_ ends: Exhibit.Ends) throws -> NamedPath {
        func end(_ text: String) throws -> PathEnd {
            try PathEnd(
                text, in: lookup, testCount: images.count,
                latentDim: record.configuration.architecture.latentDim)
        }
        var path = path(from: try end(ends.from), to: try end(ends.to))
        if let methods = ends.methods, !methods.isEmpty { path.methods = methods }
        if let steps = ends.steps { path.steps = min(max(2, steps), NamedPath.mostSteps) }
        path.name = freeName(path)
        return path
    }

    /// The path's name, with a number where another path was drawn under it: picture files in two folders may be
    /// called alike.
    private func freeName(_ path: NamedPath) -> String {
        let own = ends(of: path)
        let taken = Exhibit.all(in: folder).filter { exhibit in
            exhibit.kind == .figure && exhibit.ends.map { ($0.from, $0.to) != (own.from, own.to) } ?? false
        }.map(\.name)
        let names = [path.name] + (2...max(2, taken.count + 2)).map { "\(path.name)-\($0)" }
        return names.first { !taken.contains($0) } ?? path.name
    }

    /// The ends as a person would write them, with what is not usual about the path.
    func ends(of path: NamedPath) -> Exhibit.Ends {
        Exhibit.Ends(
            from: path.from.argument(in: lookup), to: path.to.argument(in: lookup),
            methods: path.methods == NamedPath.usualMethods ? nil : path.methods,
            steps: path.steps == NamedPath.usualSteps ? nil : path.steps)
    }

    /// The ends as people call them.
    func spokenEnds(of path: NamedPath) -> [String] { [path.from, path.to].map { $0.spoken(classes) } }

    /// Names the path between two ends.
    func path(from: PathEnd, to: PathEnd) -> NamedPath {
        NamedPath(
            from: from, to: to,
            name: "interpolation-\(from.fileNamePart(in: lookup))-\(to.fileNamePart(in: lookup))")
    }
}
