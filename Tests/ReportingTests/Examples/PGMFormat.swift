import Datasets
import Foundation
import Storage

/// A folder with a folder for each class, of binary PGM pictures (Netpbm's "P5" with one byte a pixel).
struct PGMFormat: DatasetFormat {
    var sought: String { "PGM pictures in a folder for each class" }

    func read(_ place: URL) throws(FileError) -> FoundDataset? {
        let classNames = names(in: place).filter { !pictures(in: place.appendingPathComponent($0)).isEmpty }
        var side = 0, pixels: [UInt8] = [], labels: [UInt8] = []
        for (label, name) in zip(UInt8(0)...255, classNames) {
            for file in pictures(in: place.appendingPathComponent(name)) {
                let bytes = [UInt8](try AtomicFile.read(file))
                // P5, width, height, the greatest intensity, one space, the pixels.
                let fields = bytes.prefix(40).split(maxSplits: 4) { [9, 10, 13, 32].contains($0) }
                let header = fields.prefix(4).map { String(decoding: $0, as: UTF8.self) }
                guard fields.count == 5, header[0] == "P5", header[3] == "255", let width = Int(header[1]),
                    header[1] == header[2], (1...4096).contains(width), side == 0 || side == width,
                    bytes.count - fields[4].startIndex == width * width
                else {
                    throw FileError(
                        .damaged, at: file.path, "no binary PGM picture, square as the others are")
                }
                side = width
                pixels += bytes[fields[4].startIndex...]
                labels.append(label)
            }
        }
        guard side > 0 else { return nil }
        return FoundDataset(
            train: ImageSet(rows: side, columns: side, pixels: pixels, labels: labels), test: nil,
            isLabelled: true,
            classNames: classNames)
    }

    private func pictures(in folder: URL) -> [URL] {
        names(in: folder).filter { $0.hasSuffix(".pgm") }.map(folder.appendingPathComponent)
    }

    private func names(in folder: URL) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? []
    }
}
