import Datasets
import Foundation
import Storage
import TestSupport
import Testing
import VAE

@testable import Runs

/// The files of a recorded run, whole and damaged.
struct RecordedFilesTests {
    private let place: TemporaryFolder
    private let folder: RunFolder

    init() throws {
        place = try TemporaryFolder()
        folder = RunFolder(place.url.appendingPathComponent("run"))
        try FileManager.default.createDirectory(at: folder.snapshots, withIntermediateDirectories: true)
        try write(Self.record())
        try write(Self.sample(), to: folder.images)
        try Data("{\"step\": 0}\n{\"step\": 5, \"kl\": null, \"extra\": {\"mySpeed_X\": 2.5}}\n".utf8)
            .write(to: folder.metrics)
        for step in [0, 5] { try write(Self.snapshot(step: step), to: folder.snapshot(atStep: step)) }
    }

    static func record(latentDim: Int = 2, latentShape: [Int]? = nil) -> [String: Any] {
        var recorded: [String: Any] = [
            "latent_dim": latentDim, "image_shape": [1, 4, 4], "likelihood": NSNull(), "model": "vae",
        ]
        recorded["latent_shape"] = latentShape
        return [
            "format": 2, "producer": ["name": "p", "version": "1"], "recorded": recorded,
            "dataset": ["name": "d", "title": "D", "test_count": 6, "class_names": ["a", "b"]]
                as [String: Any],
            "started": "2026-01-01T00:00:00Z", "state": "running", "own": [1],
        ]
    }

    static func sample(count: Int = 6) -> TypedSafetensors {
        TypedSafetensors(tensors: [
            ("images", TypedTensor(shape: [count, 4, 4, 1], .bytes((0..<count * 16).map { UInt8($0) }))),
            ("labels", TypedTensor(shape: [6], .bytes([0, 1, 0, 1, 0, 1]))),
        ])
    }

    static func snapshot(step: Int) -> TypedSafetensors {
        let grid: [Float] = [-1, 1, 0, 1, 1, 1, -1, -1, 0, -1, 1, -1]
        return TypedSafetensors(
            tensors: [
                ("posterior.means", TypedTensor(shape: [6, 2], .floats((0..<12).map { Float($0) / 6 }))),
                (
                    "posterior.log_variances",
                    TypedTensor(shape: [6, 2], .floats(Array(repeating: -2, count: 12)))
                ),
                ("plane.codes", TypedTensor(shape: [2, 3, 2], .floats(grid))),
                (
                    "plane.images",
                    TypedTensor(shape: [2, 3, 4, 4, 1], .bytes(Array(repeating: 51, count: 96)))
                ),
                ("samples.codes", TypedTensor(shape: [1, 2], .floats([0.5, 0.25]))),
                (
                    "samples.images",
                    TypedTensor(shape: [1, 4, 4, 1], .floats(Array(repeating: 0.5, count: 16)))
                ),
                ("reconstructions.indices", TypedTensor(shape: [1], .integers([5]))),
                (
                    "reconstructions.images",
                    TypedTensor(shape: [1, 4, 4, 1], .floats(Array(repeating: 1, count: 16)))
                ),
            ], metadata: ["step": "\(step)"])
    }

    private func write(_ file: TypedSafetensors, to url: URL) throws {
        try Data(try file.encoded()).write(to: url)
    }

    private func write(_ record: [String: Any]) throws {
        try JSONSerialization.data(withJSONObject: record).write(to: folder.record)
    }

    private func run() throws -> RecordedRun {
        try RecordedRun(folder) { _ in DatasetLibrary(dataDirectory: nil) }
    }

    @Test func itIsReadAsItWasWritten() throws {
        let run = try run()
        #expect(run.isRecorded && run.isVariational && run.steps == [0, 5])
        #expect(run.record.probes == [0, 1, 2, 3, 4, 5] && run.record.recorded?.likelihood == nil)
        #expect(run.rows[1].kl == nil && run.rows[1].extra == ["mySpeed_X": 2.5])
        #expect(run.data.testLabels == [0, 1, 0, 1, 0, 1] && run.data.train.count == 0)
        #expect(try run.images.bytes(of: 1) == (16..<32).map { UInt8($0) })
        let recording = try run.recording(atStep: 5)
        let plane = try #require(recording.plane)
        #expect(plane.columnValues == [-1, 0, 1] && plane.rowValues == [1, -1])
        #expect(plane.horizontal == 0 && plane.vertical == 1)
        #expect(plane.cells.images[4] == Array(repeating: 0.2, count: 16))
        #expect(recording.reconstructions?.indices == [5] && recording.samples?.count == 1)
        #expect(recording.posterior?.logVariances.count == 12 && recording.fine == nil)
        let record = try Data(contentsOf: folder.record)
        try folder.locked { try folder.settle() }
        #expect(try Data(contentsOf: folder.record) == record)
        #expect(throws: FileError.self) { try run.record.requireDescribed(to: "continued", at: folder) }
    }

    @Test func aSpatialLatentNeedsNoPosterior() throws {
        try write(Self.record(latentDim: 12, latentShape: [3, 2, 2]))
        let file = TypedSafetensors(
            tensors: [
                ("channels.mean", TypedTensor(shape: [3], .floats([0, 1, 2]))),
                ("channels.standard_deviation", TypedTensor(shape: [3], .floats([1, 1, 0]))),
                ("channels.histogram", TypedTensor(shape: [3, 2], .floats([1, 2, 3, 4, 5, 6]))),
                ("channels.edges", TypedTensor(shape: [3], .floats([-1, 0, 1]))),
            ], metadata: ["step": "5", "scale_factor": "0.5"])
        try write(file, to: folder.snapshot(atStep: 5))
        let channels = try #require(try run().recording(atStep: 5).channels)
        #expect(channels.scaleFactor == 0.5 && channels.edges == [-1, 0, 1] && channels.histogram.count == 6)
        try write(Self.record(latentDim: 12, latentShape: [3, 2, 3]))
        #expect(throws: FileError.self) { try run() }
    }

    /// Each change of a whole snapshot, and what its error names.
    @Test(arguments: [
        ("posterior.means", [5, 2]), ("posterior.means", [6, 3]), ("posterior.log_variances", [6, 1]),
        ("plane.codes", [3, 2, 2]), ("plane.images", [2, 3, 4, 4, 3]), ("samples.codes", [1, 3]),
        ("reconstructions.images", [2, 4, 4, 1]),
    ])
    func aWrongShapeIsNamed(name: String, shape: [Int]) throws {
        var file = Self.snapshot(step: 5)
        let index = try #require(file.tensors.firstIndex { $0.name == name })
        let count = shape.reduce(1, *)
        let values: TypedTensor.Values =
            if case .bytes = file.tensors[index].tensor.values {
                .bytes(Array(repeating: 1, count: count))
            } else {
                .floats((0..<count).map { Float($0) / Float(count) })
            }
        file.tensors[index].tensor = TypedTensor(shape: shape, values)
        try write(file, to: folder.snapshot(atStep: 5))
        let error = #expect(throws: FileError.self) { try run().recording(atStep: 5) }
        #expect(
            error?.kind == .damaged && error?.reason.contains(name.prefix(6)) ?? false,
            "\(String(describing: error))")
    }

    @Test func numbersThatAreNoneAreRefused() throws {
        for (name, value) in [
            ("posterior.means", Float.nan), ("posterior.log_variances", .infinity), ("samples.codes", 1e20),
            ("samples.images", 1.5), ("reconstructions.images", -1), ("plane.codes", .nan),
        ] {
            var file = Self.snapshot(step: 5)
            let index = try #require(file.tensors.firstIndex { $0.name == name })
            guard case .floats(var values) = file.tensors[index].tensor.values else { continue }
            values[values.count - 1] = value
            file.tensors[index].tensor = TypedTensor(shape: file.tensors[index].tensor.shape, .floats(values))
            try write(file, to: folder.snapshot(atStep: 5))
            #expect(throws: FileError.self, "\(name)") { try run().recording(atStep: 5) }
        }
        var file = Self.snapshot(step: 5)
        file.tensors[6].tensor = TypedTensor(shape: [1], .integers([6]))
        try write(file, to: folder.snapshot(atStep: 5))
        #expect(throws: FileError.self) { try run().recording(atStep: 5) }
    }

    /// Three latent dimensions; the plane is over the first two, further ones over others.
    private func writeFurther(
        _ pairs: [(Int, Int)], rows: Int = 2, changes: (inout TypedSafetensors) -> Void = { _ in }
    ) throws {
        func grid(_ pair: (Int, Int), rows: Int) -> [Float] {
            (0..<rows * 3).flatMap { cell -> [Float] in
                var code: [Float] = [0, 0, 0]
                code[pair.0] = Float(cell % 3) - 1
                code[pair.1] = 1 - Float(cell / 3)
                return code
            }
        }
        try write(Self.record(latentDim: 3))
        let count = pairs.count * rows * 3
        var file = TypedSafetensors(
            tensors: [
                ("posterior.means", TypedTensor(shape: [6, 3], .floats((0..<18).map { Float($0) / 6 }))),
                ("plane.codes", TypedTensor(shape: [2, 3, 3], .floats(grid((0, 1), rows: 2)))),
                (
                    "plane.images",
                    TypedTensor(shape: [2, 3, 4, 4, 1], .bytes(Array(repeating: 51, count: 96)))
                ),
                (
                    "further.codes",
                    TypedTensor(
                        shape: [pairs.count, rows, 3, 3], .floats(pairs.flatMap { grid($0, rows: rows) }))
                ),
                (
                    "further.images",
                    TypedTensor(
                        shape: [pairs.count, rows, 3, 4, 4, 1],
                        .bytes((0..<count * 16).map { UInt8(truncatingIfNeeded: $0 / 16) }))
                ),
            ], metadata: ["step": "5"])
        changes(&file)
        try write(file, to: folder.snapshot(atStep: 5))
    }

    @Test func furtherPlanesAreRead() throws {
        try writeFurther([(0, 2), (2, 1)])
        let recording = try run().recording(atStep: 5)
        #expect(
            recording.further.map(\.horizontal) == [0, 2] && recording.further.map(\.vertical) == [2, 1])
        let second = recording.further[1]
        #expect(second.columnValues == [-1, 0, 1] && second.rowValues == [1, 0])
        // Its images begin behind the first's six.
        #expect(second.cells.images[0] == Array(repeating: 6 / 255, count: 16))
        #expect(Array(second.cells.code(5)) == [0, 0, 1])
        #expect(recording.codes.count == 3 && recording.size == 3 * 6 * 16)
        // Without them all is as it was.
        try writeFurther([(0, 2)]) { $0.tensors.removeAll { $0.name.hasPrefix("further") } }
        #expect(try run().recording(atStep: 5).further.isEmpty)
    }

    @Test func furtherPlanesThatAreNoneAreRefused() throws {
        // Over the plane's own two, over the same two twice, larger than a plane may be.
        for pairs in [[(1, 0)], [(0, 2), (2, 0)], [(0, 0)]] {
            try writeFurther(pairs)
            #expect(throws: FileError.self, "\(pairs)") { try run().recording(atStep: 5) }
        }
        try writeFurther([(0, 2)], rows: 65)
        #expect(throws: FileError.self) { try run().recording(atStep: 5) }
        try writeFurther([(0, 2)], rows: 64)
        #expect(try run().recording(atStep: 5).further[0].rows == 64)
        for name in ["further.codes", "further.images"] {
            try writeFurther([(0, 2)]) { $0.tensors.removeAll { $0.name == name } }
            #expect(throws: FileError.self, "\(name)") { try run().recording(atStep: 5) }
        }
    }

    @Test func halfAGroupIsRefused() throws {
        for name in [
            "plane.codes", "plane.images", "samples.images", "reconstructions.images", "posterior.means",
        ] {
            var file = Self.snapshot(step: 5)
            file.tensors.removeAll { $0.name == name }
            try write(file, to: folder.snapshot(atStep: 5))
            #expect(throws: FileError.self, "\(name)") { try run().recording(atStep: 5) }
        }
        try write(Self.snapshot(step: 4), to: folder.snapshot(atStep: 5))
        #expect(throws: FileError.self) { try run().recording(atStep: 5) }
    }

    @Test func everyCutAndManyFlipsAreRefusedOrRead() throws {
        let file = folder.snapshot(atStep: 5), whole = [UInt8](try Data(contentsOf: file))
        for length in stride(from: 0, to: whole.count, by: 7) {
            try Data(whole.prefix(length)).write(to: file)
            #expect(throws: FileError.self) { try run().recording(atStep: 5) }
        }
        for place in stride(from: 0, to: whole.count, by: 11) {
            var bytes = whole
            bytes[place] ^= UInt8(truncatingIfNeeded: 1 << (place % 8))
            try Data(bytes).write(to: file)
            do { _ = try run().recording(atStep: 5) } catch { #expect(error is FileError) }
        }
    }

    @Test func aWrongSampleIsRefused() throws {
        try write(Self.sample(count: 5), to: folder.images)
        #expect(throws: FileError.self) { try run() }
        var sample = Self.sample()
        sample.tensors[1].tensor = TypedTensor(shape: [6], .bytes([0, 1, 2, 0, 1, 0]))
        try write(sample, to: folder.images)
        #expect(throws: FileError.self) { try run() }
        try FileManager.default.removeItem(at: folder.images)
        let error = #expect(throws: FileError.self) { try run() }
        #expect(error?.kind == .missing)
    }

    @Test func claimsTakeNoMemory() throws {
        let header = #"{"images":{"dtype":"U8","shape":[6,4,4,4611686018427387904],"data_offsets":[0,9]}}"#
        let bytes =
            withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian, Array.init) + Array(header.utf8)
        try Data(bytes).write(to: folder.images)
        #expect(throws: FileError.self) { try run() }
    }
}
