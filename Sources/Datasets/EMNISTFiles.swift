import Foundation
import Storage

/// What is special about EMNIST's files: rows and columns of their images are swapped, and a file beside them maps
/// labels to letters.
///
/// Source: G. Cohen, S. Afshar, J. Tapson, A. van Schaik, "EMNIST: an extension of MNIST to handwritten letters", 2017,
/// and the files' own readme.
enum EMNISTFiles {
    private static let prefix = "emnist-"

    /// Completes what was found by what the name of the images' file and the file of letters tell.
    ///
    /// - Throws: `FileError` of kind `damaged` for a file of letters that is none.
    static func complete(
        _ found: inout FoundDataset, ofImagesIn file: URL, beside folders: [URL]
    ) throws(FileError) {
        let name = file.lastPathComponent.lowercased()
        guard name.hasPrefix(prefix) else { return }
        found.isTransposed = true
        guard found.isLabelled, found.classNames == nil,
            let split = name.dropFirst(prefix.count).split(separator: "-").first
        else { return }
        for folder in folders {
            let mapping = folder.appendingPathComponent("\(prefix)\(split)-mapping.txt")
            guard FileManager.default.fileExists(atPath: mapping.path) else { continue }
            found.classNames = try letters(of: mapping)
            return
        }
    }

    /// The letters of each label: a line has the label and the ASCII codes of its letter, perhaps of both cases.
    static func letters(of file: URL) throws(FileError) -> [String] {
        var stream = try GzipReader(file)
        let text = String(decoding: try stream.read(1 << 16), as: UTF8.self)
        var names: [Int: String] = [:]
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .enumerated()
        where !line.allSatisfy(\.isWhitespace) {
            let numbers = line.split(whereSeparator: \.isWhitespace).map { Int($0) }
            let codes = numbers.dropFirst().compactMap { code in
                code.flatMap { (33...126).contains($0) ? $0 : nil }
            }
            let letters = codes.map { String(Character(Unicode.Scalar(UInt8($0)))) }
            guard let label = numbers.first ?? nil, (0...255).contains(label), !letters.isEmpty,
                letters.count == numbers.count - 1, names[label] == nil
            else {
                throw FileError(
                    .damaged, at: file.path,
                    "line \(index + 1) is not a label and the ASCII code of its letter")
            }
            names[label] = letters.joined(separator: "/")
        }
        guard let last = names.keys.max() else {
            throw FileError(.damaged, at: file.path, "no labels and letters")
        }
        let known = Set(names.values)
        return (0...last).map { label in
            names[label] ?? (known.contains("\(label)") ? "label \(label)" : "\(label)")
        }
    }
}
