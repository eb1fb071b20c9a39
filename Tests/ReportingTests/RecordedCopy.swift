import Datasets
import Figures
import Foundation
import LatentSpace
import Likelihoods
import Randomness
import Runs
import TestSupport
import VAE

@testable import Reporting

/// A run of this program's own written as another trainer would record it.
struct RecordedCopy {
    /// The groups of tensors that a snapshot can have.
    enum Group: CaseIterable {
        case logVariances, plane, fine, further, traversals, reconstructions, samples
    }

    let folder: RunFolder
    private let place: TemporaryFolder

    static let fineSide = 25, fineReach = 3.6, furtherSide = 13

    /// - Parameters:
    ///   - groups: what is recorded beside the means.
    ///   - hasMetrics: whether the lines of metrics hold more than the step.
    ///   - changes: what else is done to `run.json`.
    init(
        of tiny: TinyRun, groups: Set<Group> = Set(Group.allCases), hasMetrics: Bool = true,
        hasLabels: Bool = true, changes: (inout [String: Any]) -> Void = { _ in }
    ) throws {
        place = try TemporaryFolder()
        folder = RunFolder(place.url.appendingPathComponent("recorded", isDirectory: true))
        try FileManager.default.createDirectory(at: folder.snapshots, withIntermediateDirectories: true)
        let viewer = try tiny.viewer()
        let architecture = tiny.record.configuration.architecture
        let isVariational = tiny.record.configuration.model == .vae
        var record: [String: Any] = [
            "format": 2, "producer": ["name": "test-recorder", "version": "0.1.0", "framework": "none 1.0"],
            "recorded": [
                "latent_dim": architecture.latentDim, "image_shape": architecture.imageShape,
                "likelihood": architecture.likelihood.name, "model": isVariational ? "vae" : "autoencoder",
                "steps_per_epoch": tiny.record.stepsPerEpoch, "batch_size": 32,
            ] as [String: Any],
            "dataset": [
                "name": "tiny", "title": "Tiny", "test_count": tiny.data.test.count,
                "train_count": tiny.record.dataset.trainCount,
                "class_names": hasLabels ? tiny.record.dataset.classNames : [],
            ] as [String: Any],
            "started": "2026-01-01T00:00:00Z", "state": "finished",
        ]
        changes(&record)
        try JSONSerialization.data(withJSONObject: record).write(to: folder.record)

        let images = tiny.data.test
        var sample = [
            (
                name: "images",
                tensor: TypedTensor(
                    shape: [images.count, images.rows, images.columns, images.channels],
                    .bytes(try (0..<images.count).flatMap(images.bytes(of:))))
            )
        ]
        if hasLabels {
            sample.append(
                ("labels", TypedTensor(shape: [images.count], .bytes(tiny.data.testLabels))))
        }
        try Data(try TypedSafetensors(tensors: sample).encoded()).write(to: folder.images)

        if hasMetrics {
            try FileManager.default.copyItem(at: tiny.folder.metrics, to: folder.metrics)
        } else {
            let lines = viewer.steps.map { "{\"step\": \($0), \"test_elbo\": null}\n" }
            try Data(lines.joined().utf8).write(to: folder.metrics)
        }
        for step in viewer.steps {
            let file = try Self.snapshot(viewer, step: step, groups: groups, isLast: step == viewer.lastStep)
            try Data(try file.encoded()).write(to: folder.snapshot(atStep: step))
        }
    }

    /// The run opened for drawing.
    func viewer() throws -> RunViewer {
        RunViewer(try RecordedRun(folder) { _ in DatasetLibrary(dataDirectory: nil) }, threads: 2)
    }

    private static func snapshot(
        _ viewer: RunViewer, step: Int, groups: Set<Group>, isLast: Bool
    ) throws -> TypedSafetensors {
        let view = try viewer.view(atStep: step), plane = try viewer.plane()
        let latentDim = view.posterior.latentDim, count = view.posterior.count
        let pixels = [viewer.images.rows, viewer.images.columns, viewer.images.channels]
        var file = TypedSafetensors(tensors: [], metadata: ["step": "\(step)"])
        func add(_ name: String, _ shape: [Int], _ values: TypedTensor.Values) {
            file.tensors.append((name, TypedTensor(shape: shape, values)))
        }
        func addCodes(_ group: String, _ axes: [Int], _ codes: [Float], asBytes: Bool = false) throws {
            let means = try view.model.means(codes)
            add("\(group).codes", axes + [latentDim], .floats(codes))
            add(
                "\(group).images", axes + pixels,
                asBytes ? .bytes(means.map { UInt8(($0 * 255).rounded()) }) : .floats(means))
        }
        add("posterior.means", [count, latentDim], .floats(view.posterior.means))
        if groups.contains(.logVariances), !view.posterior.logVariances.isEmpty {
            add("posterior.log_variances", [count, latentDim], .floats(view.posterior.logVariances))
        }
        if groups.contains(.plane) {
            let grid = LatentGrid.prior(pointsPerAxis: viewer.record.grid, isLine: plane.isLine)
            try addCodes("plane", [grid.rows, grid.columns], plane.codes(at: grid.points))
        }
        if groups.contains(.fine), isLast, !plane.isLine {
            let range = -fineReach...fineReach
            let grid = LatentGrid.even(x: range, y: range, columns: fineSide, rows: fineSide)
            try addCodes("fine", [fineSide, fineSide], plane.codes(at: grid.points), asBytes: true)
        }
        if groups.contains(.further), isLast, latentDim > 2 {
            let own = Set([plane.horizontal, plane.vertical].compactMap(\.self))
            let pairs = (0..<3).map { [$0, 3] }.filter { Set($0) != own }
            let grid = LatentGrid.even(x: -2...2, y: -2...2, columns: furtherSide, rows: furtherSide)
            let codes = pairs.flatMap { pair in
                LatentPlane(horizontal: pair[0], vertical: pair[1], origin: plane.origin).codes(
                    at: grid.points)
            }
            try addCodes("further", [pairs.count, furtherSide, furtherSide], codes, asBytes: true)
        }
        if groups.contains(.traversals) {
            let values: [Float] = [-2, -1, 0, 1, 2]
            let mean = LatentPlane.mean(of: view.posterior.means, dimensions: latentDim)
            let order = LatentPlane.byActivity(viewer.activity(of: view.posterior))
            let codes = order.flatMap { dimension in
                values.flatMap { value in
                    (0..<latentDim).map { $0 == dimension ? value : Float(mean[$0]) }
                }
            }
            try addCodes("traversals", [latentDim, values.count], codes)
            add("traversals.dimensions", [latentDim], .integers(order.map { Int32($0) }))
        }
        if groups.contains(.reconstructions) {
            let indices = [0, 3, 7, 11, 20]
            let codes = indices.flatMap { Array(view.posterior[$0].mean) }
            add("reconstructions.indices", [indices.count], .integers(indices.map { Int32($0) }))
            add("reconstructions.images", [indices.count] + pixels, .floats(try view.model.means(codes)))
        }
        if groups.contains(.samples) {
            let codes = Array(viewer.noise(stream: .priorSamples, count: 30))
            try addCodes("samples", [30], codes)
        }
        return file
    }
}
