import Datasets
import Drawing
import Figures
import Foundation
import LatentSpace
import Likelihoods
import PictureInput
import Pictures
import Runs
import Storage
import VAE

extension RunViewer {
    /// The decoder of a snapshot under its Fisher-Rao metric.
    ///
    /// Ways bend in the plane's dimensions and in those that the encoder uses: along the others the decoder hardly
    /// changes its images, and of many dimensions each costs another derivative of it.
    func geometry(of view: SnapshotView) throws -> DecoderGeometry {
        let plane = try plane(), posterior = view.posterior
        guard plane.dimensions > 2, posterior.count > 0 else {
            return DecoderGeometry(view: view, bending: nil)
        }
        let variances = DiagonalGaussian.variances(ofMeans: posterior.means, dimensions: posterior.latentDim)
        return DecoderGeometry(
            view: view,
            bending: variances.indices.filter {
                variances[$0] > Measurements.activityThreshold || $0 == plane.horizontal
                    || $0 == plane.vertical
            })
    }

    /// The cells along a side of what is measured of the decoder over the plane: four to an image of the latent grid,
    /// at most 80, and fewer for images of more than 64 x 64 pixels, so that it takes no longer than for those.
    var surveyedCells: Int {
        let side = Double(images.rows * images.columns).squareRoot()
        return max(24, min(4 * record.grid, 80, Int(80 * 64 / side)))
    }

    /// The metric over the part of the plane that a snapshot's test images and the prior take: that which was kept for
    /// the page, or the same measured now.
    func metricField(in view: SnapshotView) throws -> MetricField {
        try view.metricField {
            let plane = try plane()
            let window = PlaneWindow(
                square: AxisScale.planeExtent(of: points(of: view, on: plane).points))
            let nodes = surveyedCells
            if view.row.step == lastStep,
                let kept = Landmarks(of: folder, step: lastStep, latentDim: plane.dimensions)?.metric?.field,
                kept.window == window, kept.rows == nodes, kept.columns == nodes
            {
                return kept
            }
            return try measuredMetric(in: view, plane, window: window, nodes: nodes)
        }
    }

    private func measuredMetric(
        in view: SnapshotView, _ plane: LatentPlane, window: PlaneWindow, nodes: Int
    ) throws -> MetricField {
        let points = window.grid(columns: nodes, rows: nodes).points
        let metric = try view.fisherRao()
        // A few rows at a time: the derivatives of all nodes together would take a hundred megabytes.
        let block = 8 * nodes
        let tensors = try stride(from: 0, to: points.count, by: block).flatMap { first in
            let jacobian = try view.model.jacobian(
                at: plane.codes(at: Array(points[first..<min(first + block, points.count)])),
                along: [plane.horizontal] + (plane.vertical.map { [$0] } ?? []))
            return metric.tensors(
                outputs: jacobian.outputs, derivatives: jacobian.derivatives,
                numbersPerImage: jacobian.pixelCount)
        }
        return MetricField(
            window: window, rows: nodes, columns: nodes, tensors: tensors.map(\.inSinglePrecision))
    }

    /// The ways between the ends of a path by every method, at a snapshot.
    ///
    /// - Throws: `PathEndError` where both ends are one code.
    func journey(_ path: NamedPath, in view: SnapshotView) throws -> Journey {
        try view.journeys(path.name) { try newJourney(path, in: view) }
    }

    private func newJourney(_ path: NamedPath, in view: SnapshotView) throws -> Journey {
        let (start, end) = (try resolve(path.from, in: view), try resolve(path.to, in: view))
        guard start.code != end.code else {
            let ends = [path.from, path.to].map { $0.argument(in: lookup) }
            throw PathEndError(
                "\(ends[0]) and \(ends[1]): both ends have the same code, so there is no way between them; "
                    + "choose another end")
        }
        let map = try geometry(of: view)
        let points = 193
        let routes = try InterpolationMethod.allCases.map { method -> Journey.Route in
            let codes: InterpolationPath
            switch method {
            case .linear: codes = .linear(from: start.code, to: end.code, count: points)
            case .slerp: codes = .spherical(from: start.code, to: end.code, count: points)
            case .geodesic:
                codes = try Geodesic(
                    from: start.code, to: end.code,
                    others: try detours(from: start.code, to: end.code, in: view),
                    under: map
                ).path.subdivided(4)
            }
            return Journey.Route(
                method: method, path: codes, measure: try PathMeasure(of: codes, under: map),
                passed: try classesPassed(along: codes, in: view))
        }
        return Journey(
            start: start.end, end: end.end, routes: routes,
            findings: [start.finding, end.finding].compactMap(\.self))
    }

    /// Where the plane is the whole space, the shortest way over its grid; else none.
    private func detours(
        from start: [Double], to end: [Double], in view: SnapshotView
    ) throws -> [[[Double]]] {
        let plane = try plane()
        guard plane.dimensions == 2 else { return [] }
        func point(_ code: [Double]) -> SIMD2<Double> { plane.point(of: code.map { Float($0) }) }
        let way = try metricField(in: view).shortestPath(from: point(start), to: point(end))
        return [[start] + way.dropFirst().dropLast().map(plane.code(at:)) + [end]]
    }

    /// The classes that the images along a way look like, by a vote of the nearest encoded test images; what holds
    /// for less than a fiftieth of the way is passed over.
    private func classesPassed(along path: InterpolationPath, in view: SnapshotView) throws -> [Int] {
        let voters = NeighbourClassifier(
            codes: view.posterior.means, dimensions: view.posterior.latentDim, labels: data.testLabels)
        var runs: [(label: Int, count: Int)] = []
        for place in stride(from: 0, to: path.count, by: 2) {
            let code = path.codes[place].map { Float($0) }
            guard let label = voters.label(of: code).map(Int.init) else { continue }
            if runs.last?.label == label { runs[runs.count - 1].count += 1 } else { runs.append((label, 1)) }
        }
        let fewest = max(2, path.count / 100)
        return runs.filter { $0.count >= fewest }.map(\.label)
            .reduce(into: []) { passed, label in if passed.last != label { passed.append(label) } }
    }
}

/// What a person named as an end, found in the run.
extension RunViewer {
    private struct ResolvedEnd {
        let code: [Double]
        let end: InterpolationFigure.End
        /// What was found in the picture that it is, for the person who gave it.
        var finding: String?
    }

    private func resolve(_ end: PathEnd, in view: SnapshotView) throws -> ResolvedEnd {
        switch end {
        case .code(let code):
            let words = code.map { Numerals.fixed($0, decimals: 2) }.joined(separator: ", ")
            return ResolvedEnd(
                code: code, end: .init(label: nil, image: nil, posterior: nil, source: "code (\(words))"))
        case .testImage(let index): return try member(index, in: view)
        case .label(let label):
            guard let typical = try typicalMember(of: label, in: view) else {
                throw PathEndError(
                    "\(lookup.text(for: label)): the run's test set has no image of this class")
            }
            return try member(typical, in: view)
        case .imageFile(let path, let isAsIs): return try picture(path, isAsIs: isAsIs, in: view)
        }
    }

    private func member(_ index: Int, in view: SnapshotView) throws -> ResolvedEnd {
        let (mean, logVariance) = view.posterior[index]
        return try resolved(
            mean: Array(mean), logVariance: Array(logVariance), label: Int(data.testLabels[index]),
            image: try input(index), source: "test image \(index)")
    }

    /// Encodes a picture file as an image like the data set's: of its size, in ink or in colours.
    private func picture(_ path: String, isAsIs: Bool, in view: SnapshotView) throws -> ResolvedEnd {
        let file = URL(fileURLWithPath: path)
        let picture: (bytes: [UInt8], finding: String)
        let content = Array(try AtomicFile.read(file))
        let normalizer = isAsIs || images.channels == 3 ? nil : try inkNormalizer()
        do throws(PictureError) {
            picture =
                try images.channels == 3
                ? coloured(content) : inked(content, by: normalizer)
        } catch {
            throw FileError(.damaged, at: path, error.description)
        }
        let modelled = images.like(bytes: picture.bytes)
        let posterior = try view.encode(modelled)
        let name = file.lastPathComponent
        return try resolved(
            mean: posterior.means, logVariance: posterior.logVariances, label: nil,
            image: try DataImage(modelled, 0),
            source: name, finding: "\(name): \(picture.finding)")
    }

    /// A picture made like the data set's by a normalizer; without one it is taken as it is.
    private func inked(
        _ file: [UInt8], by normalizer: InkNormalizer?
    ) throws(PictureError) -> (bytes: [UInt8], finding: String) {
        let picture =
            if let normalizer {
                try PictureInput(drawingIn: file, normalizer: normalizer)
            } else {
                try PictureInput(wholeOf: file, side: images.rows)
            }
        return (picture.ink, picture.finding)
    }

    /// A picture made as large as the data set's, in the way in which those were.
    private func coloured(_ file: [UInt8]) throws(PictureError) -> (bytes: [UInt8], finding: String) {
        let (picture, side) = (try PixelPicture(file: file), images.rows)
        let fit = record.dataset.preparation?.scaling?.fit ?? .crop
        let bytes = SquareScaling(side: side, fit: fit).square(
            of: picture.laid(over: .white), width: picture.width, height: picture.height, channels: 3,
            ground: [255, 255, 255])
        let how =
            switch fit {
            case _ where picture.width == picture.height: "scaled"
            case .crop: "cropped to a square and scaled"
            case .pad: "filled up to a square and scaled"
            case .stretch: "stretched"
            }
        return (bytes, "in colour, \(how) to \(side) x \(side)")
    }

    /// Makes drawings like the images of the test set.
    private func inkNormalizer() throws -> InkNormalizer {
        let size = images.rows * images.columns
        let pixels = try images.selecting(0..<min(images.count, 500)).binarised.pixels.map { $0 != 0 }
        let masks = stride(from: 0, to: pixels.count, by: size).map { Array(pixels[$0..<$0 + size]) }
        return InkNormalizer(
            side: images.rows, strokeWidths: StrokeWidth.usual(in: masks, side: images.rows))
    }

    private func resolved(
        mean: [Float], logVariance: [Float], label: Int?, image: DataImage, source: String,
        finding: String? = nil
    ) throws -> ResolvedEnd {
        // None where codes are points.
        let posterior = try plane().posteriors(means: mean, logVariances: logVariance).first
        return ResolvedEnd(
            code: mean.map(Double.init),
            end: InterpolationFigure.End(
                label: label, image: image, posterior: posterior, source: source),
            finding: finding)
    }
}
