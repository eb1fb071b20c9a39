import Foundation
import Storage

@testable import Datasets

// Arrays as NumPy saves them, alone and in archives, and labels that stand apart.
extension FuzzTarget {
    static let npy = FuzzTarget(
        name: "npy",
        seeds: {
            let halves = ArraySamples.little([0x3F00_0000, 0, 0xBF80_0000, 0x3F80_0000], 4)
            return [
                ArraySamples.npy("|u1", "(2, 2, 2, 3)", Array(0..<24)),
                ArraySamples.npy("<f4", "(2, 1, 2)", halves),
                ArraySamples.npy(">u2", "(2, 16)", (0..<64).map { UInt8($0) }, order: "True", version: 3),
                ArraySamples.npy("|b1", "(2, 4, 1, 2)", [1, 0, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1]),
                try Gzip.packed(ArraySamples.npy("<f2", "(2, 1, 1)", [0, 0x3C, 0, 0x38])),
            ]
        },
        read: { bytes, place in try ArraySamples.read(bytes, as: "images.npy", in: place) })

    static let npz = FuzzTarget(
        name: "npz",
        seeds: {
            let images = ArraySamples.npy("|u1", "(2, 2, 2)", [0, 1, 2, 3, 4, 5, 6, 7])
            let labels = ArraySamples.npy("<i8", "(2, 1)", ArraySamples.little([3, 1], 8))
            let words = ArraySamples.npy("<U1", "(2,)", ArraySamples.little([0x61, 0x732B], 4))
            return [
                try ArraySamples.zip([("x_train.npy", images), ("y_train.npy", labels)], isDeflated: false),
                try ArraySamples.zip([("images.npy", images), ("labels.npy", words)], isDeflated: true),
            ]
        },
        read: { bytes, place in try ArraySamples.read(bytes, as: "images.npz", in: place) })

    static let labelsFile = FuzzTarget(
        name: "labels-file",
        seeds: {
            [
                Array("cat\n\"dog\"\n 3.0\ncat\n".utf8),
                Array("\u{FEFF}id;label\r\n0;7\r\n1;8\r\n2;7\r\n3;9".utf8),
                ArraySamples.npy("<i2", "(4,)", ArraySamples.little([0, 9, 300, 0xFFFF], 2)),
                ArraySamples.npy("|u1", "(4, 3)", [1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0]),
                ArraySamples.npy("|S2", "(4,)", Array("a\0bcd\0e\0".utf8)),
                IDXFile.encoded(axes: [4], bytes: [0, 9, 255, 1]),
                try ArraySamples.zip(
                    [("y.npy", ArraySamples.npy("|u1", "(4,)", [1, 2, 3, 4]))], isDeflated: true),
            ]
        },
        read: { bytes, place in
            let list = try LabelsFile.read(try place.write(bytes, to: "labels"), count: 4, of: "4 images")
            let (labels, names) = try LabelList.numbered([list], given: nil, at: place.url)
            precondition(labels[0].count == 4)
            precondition(labels[0].allSatisfy { Int($0) < names?.count ?? 256 })
        })
}

/// What the targets begin from.
private enum ArraySamples {
    /// What is found is prepared and goes on as a data set.
    static func read(_ bytes: [UInt8], as name: String, in place: Workplace) throws {
        let file = try place.write(bytes, to: name)
        guard let found = try NumPyFormat().read(file) else { throw Refused() }
        precondition(found.train.labels.allSatisfy { Int($0) < found.classNames?.count ?? 256 })
        let dataset = try Dataset(found, at: file, name: "a", title: "A")
        precondition(dataset.preparation.isValid)
    }

    static func npy(
        _ type: String, _ shape: String, _ bytes: [UInt8], order: String = "False", version: UInt8 = 1
    ) -> [UInt8] {
        let header = "{'descr': '\(type)', 'fortran_order': \(order), 'shape': \(shape), }\n"
        return joined(
            [0x93], Array("NUMPY".utf8), [version, 0], little([header.utf8.count], version == 1 ? 2 : 4),
            Array(header.utf8), bytes)
    }

    private static func joined(_ parts: [UInt8]...) -> [UInt8] { Array(parts.joined()) }

    static func little(_ numbers: [Int], _ width: Int) -> [UInt8] {
        numbers.flatMap { number in (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
    }

    static func zip(_ entries: [(name: String, bytes: [UInt8])], isDeflated: Bool) throws -> [UInt8] {
        var archive: [UInt8] = [], directory: [UInt8] = []
        for (name, bytes) in entries {
            // Without what gzip puts around.
            let data = isDeflated ? Array(try Gzip.packed(bytes).dropFirst(10).dropLast(8)) : bytes
            let about = joined(
                little([0, isDeflated ? 8 : 0], 2), little([0, Int(Checksum.crc32(bytes))], 4),
                little([data.count, bytes.count], 4), little([name.utf8.count, 0], 2))
            directory += joined(
                little([0x0201_4B50], 4), little([45, 45], 2), about, little([0, 0, 0, 0, 0], 2),
                little([archive.count], 4), Array(name.utf8))
            archive += joined(little([0x0403_4B50], 4), little([45], 2), about, Array(name.utf8), data)
        }
        return joined(
            archive, directory, little([0x0605_4B50, 0], 4), little([entries.count, entries.count], 2),
            little([directory.count, archive.count], 4), [0, 0])
    }
}
