import Figures
import LatentSpace
import Likelihoods
import VAE

/// The ways between two codes of a run, with what they measure and pass.
struct Journey: Sendable {
    /// One of the ways.
    struct Route: Sendable {
        let method: InterpolationMethod
        /// The whole way, finely.
        let path: InterpolationPath
        /// Its length and energy, measured between its codes.
        let measure: PathMeasure
        /// The classes that its images look like, in order; none twice in a row.
        let passed: [Int]

        /// The way in `count` codes: even steps of a geodesic's image, of the code on the other ways.
        func steps(_ count: Int, under map: some IsometricMap) throws -> InterpolationPath {
            guard let first = path.codes.first, let last = path.codes.last else { return path }
            return switch method {
            case .linear: .linear(from: first, to: last, count: count)
            case .slerp: .spherical(from: first, to: last, count: count)
            case .geodesic: try path.evened(count: count, under: map)
            }
        }
    }

    let start: InterpolationFigure.End, end: InterpolationFigure.End
    /// A line on each end that is a picture file: what was found in it.
    let findings: [String]
    /// By method, in the methods' order.
    private let routes: [Route]

    init(start: InterpolationFigure.End, end: InterpolationFigure.End, routes: [Route], findings: [String]) {
        self.start = start
        self.end = end
        self.findings = findings
        self.routes = routes
    }

    func route(_ method: InterpolationMethod) -> Route {
        routes[InterpolationMethod.allCases.firstIndex(of: method) ?? 0]
    }
}

/// The decoder of a snapshot as a map of codes into the space in which its metric is the usual one, see ``FisherRao``.
struct DecoderGeometry: IsometricMap {
    let view: SnapshotView
    let bending: [Int]?

    func positions(of codes: [[Double]]) throws -> [[Double]] {
        let outputs = try view.model.outputs(codes.joined().map { Float($0) })
        return rows(try view.fisherRao().coordinates(ofOutputs: outputs), count: codes.count)
    }

    func derivatives(at codes: [[Double]]) throws -> [(position: [Double], derivatives: [[Double]])] {
        let jacobian = try view.model.jacobian(at: codes.joined().map { Float($0) }, along: bending)
        let metric = try view.fisherRao()
        let positions = rows(metric.coordinates(ofOutputs: jacobian.outputs), count: codes.count)
        let slopes = rows(
            metric.coordinateDerivatives(
                outputs: jacobian.outputs, derivatives: jacobian.derivatives,
                numbersPerImage: jacobian.pixelCount),
            count: codes.count * jacobian.dimensions.count)
        return positions.indices.map { index in
            let first = index * jacobian.dimensions.count
            return (positions[index], Array(slopes[first..<first + jacobian.dimensions.count]))
        }
    }

    private func rows(_ values: [Double], count: Int) -> [[Double]] {
        let size = values.count / max(1, count)
        return (0..<count).map { Array(values[$0 * size..<($0 + 1) * size]) }
    }
}
