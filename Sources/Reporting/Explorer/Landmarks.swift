import Datasets
import Foundation
import LatentSpace
import Runs
import Storage
import VAE

/// What the figures of the last snapshot show and the page shows alike: the images that stand for classes, the path
/// of every report, and the metric of the plane.
struct Landmarks: Codable {
    /// The ways between the classes of the path of every report.
    struct Path: Codable {
        /// The classes.
        let ends: [Int]
        /// The geodesic [code, dimension], and how many codes it has.
        let geodesic: NumberBytes, count: Int
        /// The ways' lengths under the decoder's metric.
        let straightLength: Double, geodesicLength: Double
    }

    /// The metric at the nodes of a grid, see ``MetricField``.
    struct Metric: Codable {
        /// Left, right, bottom, top.
        let window: [Double]
        let rows: Int, columns: Int
        /// xx, xy and yy [row, column, entry].
        let tensors: NumberBytes
    }

    /// The snapshot that was measured, and the checksum of its file.
    let step: Int, snapshot: UInt32
    /// The classes of which there is a typical image, and those images as the sample's are.
    let labels: [UInt8], pixels: Data
    /// `nil` where the test images are of one class, or both ends have one code.
    let path: Path?
    /// `nil` where the plane is a line.
    let metric: Metric?

    private static func file(in run: RunFolder) -> URL { run.page.appendingPathComponent("landmarks.piece") }

    /// The landmarks of a run; `nil` where there are none of its snapshot at `step`, or they are damaged.
    init?(of run: RunFolder, step: Int, latentDim: Int) {
        guard let read = PieceFile.read(Landmarks.self, from: Self.file(in: run)), read.step == step,
            let bytes = try? AtomicFile.read(run.snapshot(atStep: step)),
            read.snapshot == Checksum.crc32([UInt8](bytes)), read.isWhole(latentDim)
        else { return nil }
        self = read
    }

    init(step: Int, snapshot: UInt32, labels: [UInt8], pixels: Data, path: Path?, metric: Metric?) {
        self.step = step
        self.snapshot = snapshot
        self.labels = labels
        self.pixels = pixels
        self.path = path
        self.metric = metric
    }

    func save(in run: RunFolder) throws {
        try AtomicFile.createFolder(run.page)
        try PieceFile.save(self, to: Self.file(in: run))
    }

    private func isWhole(_ latentDim: Int) -> Bool {
        let sides = 1...1000
        let isPathWhole =
            path.map {
                (2...10_000).contains($0.count) && $0.geodesic.count == $0.count * latentDim
                    && $0.ends.count == 2
            } ?? true
        let isMetricWhole =
            metric.map {
                sides.contains($0.rows) && sides.contains($0.columns) && $0.window.count == 4
                    && $0.tensors.count == 3 * $0.rows * $0.columns
            } ?? true
        let perImage = labels.isEmpty ? 0 : pixels.count / labels.count
        return isPathWhole && isMetricWhole && pixels.count == perImage * labels.count
    }
}

extension RunViewer {
    /// Keeps for the page what the figures of the last snapshot measured, unless it is there already.
    func saveLandmarks() throws {
        let view = try lastView(), plane = try plane()
        guard Landmarks(of: folder, step: lastStep, latentDim: run.architecture.latentDim) == nil else {
            return
        }
        let typical = try presentLabels.compactMap { label in try typicalMember(of: label, in: view) }
        try Landmarks(
            step: lastStep,
            snapshot: Checksum.crc32([UInt8](try AtomicFile.read(folder.snapshot(atStep: lastStep)))),
            labels: typical.map { data.testLabels[$0] },
            pixels: Data(try PagePieces.packed(images.selecting(typical))),
            path: try defaultPath.flatMap { try landmark($0, in: view) },
            metric: plane.isLine ? nil : Landmarks.Metric(try metricField(in: view))
        ).save(in: folder)
    }

    /// `nil` where there is no way, as both ends have one code.
    private func landmark(_ path: NamedPath, in view: SnapshotView) throws -> Landmarks.Path? {
        guard let labels = defaultPathLabels else { return nil }
        do {
            let journey = try journey(path, in: view)
            let geodesic = journey.route(.geodesic)
            return Landmarks.Path(
                ends: labels, geodesic: NumberBytes(geodesic.path.codes.joined().map { Float($0) }),
                count: geodesic.path.count, straightLength: journey.route(.linear).measure.length,
                geodesicLength: geodesic.measure.length)
        } catch is PathEndError {
            return nil
        }
    }
}

extension Landmarks.Metric {
    init(_ field: MetricField) {
        window = [
            field.window.x.lowerBound, field.window.x.upperBound, field.window.y.lowerBound,
            field.window.y.upperBound,
        ]
        (rows, columns) = (field.rows, field.columns)
        tensors = NumberBytes(field.tensors.flatMap { [Float($0.xx), Float($0.xy), Float($0.yy)] })
    }

    /// The metric that it was made of, whose numbers are in single precision; `nil` where it cannot be one.
    var field: MetricField? {
        guard window.allSatisfy(\.isFinite), window[0] < window[1], window[2] < window[3] else { return nil }
        let entries = tensors.numbers.map(Double.init)
        return MetricField(
            window: PlaneWindow(x: window[0]...window[1], y: window[2]...window[3]), rows: rows,
            columns: columns,
            tensors: stride(from: 0, to: entries.count, by: 3).map {
                MetricTensor(xx: entries[$0], xy: entries[$0 + 1], yy: entries[$0 + 2])
            })
    }
}
