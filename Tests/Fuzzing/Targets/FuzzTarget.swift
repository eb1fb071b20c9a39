import Foundation
import Runs

/// A reader of bytes that people, other programs and damage can write.
///
/// Whatever the bytes, it returns or throws; a trap, a leak or a value that is not read again as it was written is a
/// fault.
struct FuzzTarget: Sendable, CustomStringConvertible {
    let name: String
    /// What the fuzzer begins from, and what must be read without error.
    let seeds: @Sendable () throws -> [[UInt8]]
    /// Reads the input, and goes on with what was read as the program does.
    let read: @Sendable ([UInt8], Workplace) throws -> Void

    var description: String { name }

    static let all: [FuzzTarget] =
        [
            idxImages, idxLabels, csv, npy, npz, labelsFile, gzip, classNames, pathEnd, pictureFile, drawing,
            wholePicture,
            safetensors, checkpoint, snapshot, architecture, runRecord, metrics, stepPiece, explorerSample,
            planeLayer, exhibit,
            template,
            recordedRecord, recordedImages, recordedSnapshot, spatialSnapshot,
        ]
}

/// A folder for readers that take files; in memory where the system has such a place.
final class Workplace: Sendable {
    let url: URL

    init() throws {
        let memory = URL(fileURLWithPath: "/dev/shm", isDirectory: true)
        let isThere = FileManager.default.isWritableFile(atPath: memory.path)
        url = (isThere ? memory : FileManager.default.temporaryDirectory)
            .appendingPathComponent("vae-viz-fuzzing-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The folder as that of a run.
    var run: RunFolder { RunFolder(url) }

    /// Writes a file and the folders above it.
    @discardableResult
    func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> URL {
        let file = url.appendingPathComponent(name), content = Data(bytes)
        if (try? content.write(to: file)) == nil {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try content.write(to: file)
        }
        return file
    }
}

/// The input was refused.
struct Refused: Error {}
