import Datasets
import Foundation
import VAE

@testable import Runs

// The files of runs that other trainers recorded.
extension FuzzTarget {
    static let recordedRecord = FuzzTarget(
        name: "recorded-record", seeds: { [RecordedSeeds.record, RecordedSeeds.spatialRecord] },
        read: { bytes, place in
            let record = try RunRecord(contentsOf: try place.write(bytes, to: "run.json"))
            _ = (record.stepsPerEpoch, record.totalSteps, record.producer?.words)
            precondition(!record.isRecorded || record.recorded?.wrongField == nil)
        })

    static let recordedImages = FuzzTarget(
        name: "recorded-images", seeds: { [try RecordedSeeds.images()] },
        read: { bytes, place in
            let record = try RecordedSeeds.opened(RecordedSeeds.record, in: place)
            let images = try SampleFile.images(
                contentsOf: try place.write(bytes, to: "images.safetensors"), of: record)
            precondition(images.count == record.dataset.testCount && images.rows == 4)
            precondition(images.labels.allSatisfy { Int($0) < record.dataset.classNames.count })
        })

    static let recordedSnapshot = FuzzTarget(
        name: "recorded-snapshot",
        seeds: {
            [try RecordedSeeds.snapshot(), try RecordedSeeds.planeOnly(), try RecordedSeeds.further()]
        },
        read: { bytes, place in
            let record = try RecordedSeeds.opened(RecordedSeeds.record, in: place)
            let file = try place.write(bytes, to: "file")
            use(try RecordedSnapshot(contentsOf: file, of: record))
        })

    static let spatialSnapshot = FuzzTarget(
        name: "spatial-snapshot", seeds: { [try RecordedSeeds.channels()] },
        read: { bytes, place in
            let record = try RecordedSeeds.opened(RecordedSeeds.spatialRecord, in: place)
            let file = try place.write(bytes, to: "file")
            use(try RecordedSnapshot(contentsOf: file, of: record))
        })

    /// Goes through all of a snapshot, as drawing it does.
    private static func use(_ snapshot: RecordedSnapshot) {
        for group in snapshot.codes {
            for place in 0..<group.count {
                precondition(group.code(place).allSatisfy(\.isFinite) && group.images[place].count == 16)
            }
        }
        if let reconstructions = snapshot.reconstructions {
            for place in reconstructions.indices.indices { _ = reconstructions.images[place] }
        }
        if let plane = snapshot.plane, let fine = snapshot.fine { _ = plane.isLike(fine) }
        _ = (snapshot.size, snapshot.shownPlane)
    }
}

/// Small recorded files to make seeds of.
private enum RecordedSeeds {
    static let record = Array(
        #"""
        {"format":2,"producer":{"name":"p","version":"1"},"recorded":{"latent_dim":2,"image_shape":[1,4,4],
        "likelihood":"bernoulli","model":"vae","steps_per_epoch":5,"batch_size":3},"dataset":{"name":"d","title":"D",
        "test_count":3,"train_count":15,"class_names":["a","b"]},"started":"2026-01-01T00:00:00Z",
        "state":"finished","probes":[0,2]}
        """#.utf8)

    static let spatialRecord = Array(
        #"""
        {"format":2,"producer":{"name":"p","version":"1"},"recorded":{"latent_dim":8,"image_shape":[1,4,4],
        "likelihood":null,"model":"vae","latent_shape":[2,2,2]},"dataset":{"name":"d","title":"D","test_count":3,
        "class_names":[]},"started":"2026-01-01T00:00:00Z","state":"running"}
        """#.utf8)

    /// The record of a run, read from a file of its own.
    static func opened(_ bytes: [UInt8], in place: Workplace) throws -> RunRecord {
        try RunRecord(contentsOf: try place.write(bytes, to: "run.json"))
    }

    static func images() throws -> [UInt8] {
        try TypedSafetensors(tensors: [
            ("images", TypedTensor(shape: [3, 4, 4, 1], .bytes((0..<48).map { UInt8($0) }))),
            ("labels", TypedTensor(shape: [3], .bytes([0, 1, 0]))),
        ]).encoded()
    }

    private static func floats(_ shape: [Int]) -> TypedTensor {
        let count = shape.reduce(1, *)
        return TypedTensor(shape: shape, .floats((0..<count).map { Float($0) / Float(count) }))
    }

    private static let grid: [Float] = [-1, 1, 1, 1, -1, -1, 1, -1]

    static func snapshot() throws -> [UInt8] {
        try TypedSafetensors(
            tensors: [
                ("posterior.means", floats([3, 2])), ("posterior.log_variances", floats([3, 2])),
                ("plane.codes", TypedTensor(shape: [2, 2, 2], .floats(grid))),
                (
                    "plane.images",
                    TypedTensor(shape: [2, 2, 4, 4, 1], .bytes(Array(repeating: 7, count: 64)))
                ),
                ("traversals.codes", floats([1, 2, 2])), ("traversals.images", floats([1, 2, 4, 4, 1])),
                ("traversals.dimensions", TypedTensor(shape: [1], .integers([1]))),
                ("reconstructions.indices", TypedTensor(shape: [1], .integers([2]))),
                ("reconstructions.images", floats([1, 4, 4, 1])), ("samples.codes", floats([1, 2])),
                ("samples.images", floats([1, 4, 4, 1])),
            ], metadata: ["step": "5", "epoch": "1", "batch": "5"]
        ).encoded()
    }

    static func planeOnly() throws -> [UInt8] {
        try TypedSafetensors(
            tensors: [
                ("posterior.means", floats([3, 2])),
                ("fine.codes", TypedTensor(shape: [2, 2, 2], .floats(grid))),
                ("fine.images", floats([2, 2, 4, 4, 1])),
            ], metadata: ["step": "0"]
        ).encoded()
    }

    static func further() throws -> [UInt8] {
        try TypedSafetensors(
            tensors: [
                ("posterior.means", floats([3, 2])),
                ("further.codes", TypedTensor(shape: [1, 2, 2, 2], .floats(grid))),
                ("further.images", floats([1, 2, 2, 4, 4, 1])),
            ], metadata: ["step": "0"]
        ).encoded()
    }

    static func channels() throws -> [UInt8] {
        try TypedSafetensors(
            tensors: [
                ("channels.mean", floats([2])), ("channels.standard_deviation", floats([2])),
                ("channels.histogram", floats([2, 3])), ("channels.edges", floats([4])),
            ], metadata: ["step": "5", "scale_factor": "0.18"]
        ).encoded()
    }
}
