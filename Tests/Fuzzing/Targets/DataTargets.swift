import Foundation
import Storage

@testable import Datasets
@testable import Reporting

// What people bring: data sets and their class names, and what they type.
extension FuzzTarget {
    static let idxImages = FuzzTarget(
        name: "idx-images",
        seeds: {
            let file = IDXFile.encoded(axes: [2, 3, 4], bytes: Array(0..<24))
            let coloured = IDXFile.encoded(axes: [2, 3, 4, 3], bytes: Array(0..<72))
            return [file, try Gzip.packed(file), coloured]
        },
        read: { bytes, place in
            let images = try IDXFile.readImages(try place.write(bytes, to: "images"))
            precondition(
                images.bytes.count == images.count
                    && images.bytes.size == images.rows * images.columns * images.channels)
        })

    static let idxLabels = FuzzTarget(
        name: "idx-labels",
        seeds: {
            let file = IDXFile.encoded(axes: [4], bytes: [0, 9, 255, 1])
            // As 16 and as 32 bits.
            let short: [UInt8] = [0, 0, 11, 1, 0, 0, 0, 4, 0, 0, 0, 9, 0, 255, 0, 1]
            let int: [UInt8] = [0, 0, 12, 1, 0, 0, 0, 4] + [0, 9, 255, 1].flatMap { [0, 0, 0, $0] }
            return [file, try Gzip.packed(file), short, int]
        },
        read: { bytes, place in
            let labels = try IDXFile.readLabels(try place.write(bytes, to: "labels"), count: 4)
            precondition(labels.count == 4)
        })

    static let csv = FuzzTarget(
        name: "csv",
        seeds: {
            let pixels = (0..<16).map { "\($0 * 16)" }.joined(separator: ",")
            let shares = (0..<16).map { "\(Double($0) / 16)" }.joined(separator: ";")
            let text =
                "label,\((0..<16).map { "p\($0)" }.joined(separator: ","))\n\"a, b\",\(pixels)\r\n7,\(pixels)\n"
            return [
                Array(text.utf8), Array("\u{FEFF}\(shares);1\n\(shares);2\n".utf8),
                try Gzip.packed(Array(text.utf8)),
            ]
        },
        read: { bytes, place in
            guard let found = try CSVFormat().read(try place.write(bytes, to: "images.csv")) else {
                throw Refused()
            }
            precondition(found.train.labels.allSatisfy { Int($0) < found.classNames?.count ?? 256 })
        })

    static let gzip = FuzzTarget(
        name: "gzip",
        seeds: {
            [
                try Gzip.packed(Array("some text, some text".utf8)),
                try Gzip.packed([], effort: .thorough) + Gzip.packed([1, 2, 3], effort: .quick),
            ]
        },
        read: { bytes, place in
            var file = try GzipReader(try place.write(bytes, to: "packed"))
            for count in [1, 100, 1 << 20] where try file.read(count).count < count { return }
        })

    static let classNames = FuzzTarget(
        name: "class-names",
        seeds: {
            ["a\nA\nC\nC++\nC#\n", "\u{FEFF}T-shirt/top\r\nAnkle boot\r\nBag\r\n", "あ\nい\nclass\nclass_0"].map
            {
                Array($0.utf8)
            }
        },
        read: { bytes, _ in
            let lookup = ClassLookup(try ClassNamesFile.names(from: bytes, at: "classes.txt"))
            precondition(Set(lookup.fileNameParts.map { $0.lowercased() }).count == lookup.names.count)
            for index in lookup.names.indices {
                precondition(lookup.index(of: lookup.fileNameParts[index]) == index)
                precondition(lookup.index(of: lookup.text(for: index)) == index)
            }
            // Once, as it goes through all names for each.
            _ = lookup.choices(for: lookup.names[0])
        })

    /// Class names, a zero byte, and what a person types for an end of a path.
    static let pathEnd = FuzzTarget(
        name: "path-end",
        seeds: {
            [
                "8", "bag", "ankle boot", "test:12", "code:0.5,-1.2", "-1.5,3e-1", "image:a b.png",
                "as-is:./x.PNG",
            ]
            .map { Array("0\nbag\nAnkle boot\n8\n\0\($0)".utf8) }
        },
        read: { bytes, _ in
            let halves = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2 else { throw Refused() }
            let lookup = ClassLookup(try ClassNamesFile.names(from: Array(halves[0]), at: "classes.txt"))
            let text = String(decoding: halves[1], as: UTF8.self)
            let end = try PathEnd(text, in: lookup, testCount: 50, latentDim: 2)
            precondition(!end.fileNamePart(in: lookup).contains("/"))
            let again = try PathEnd(end.argument(in: lookup), in: lookup, testCount: 50, latentDim: 2)
            precondition(again == end, "an end is read again as it is written")
        })
}
