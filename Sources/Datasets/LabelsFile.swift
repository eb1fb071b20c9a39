import Foundation
import Storage

/// A file with nothing but labels: an array as NumPy saves it, an IDX file, or text with one a line; gzipped or not.
enum LabelsFile {
    /// More bytes than any list of labels has.
    private static let largestText = 1 << 28

    /// Reads a label for each of `count` images.
    ///
    /// - Throws: `FileError` of kind `missing`, or `damaged` where the file holds no labels, or another number of them.
    static func read(_ file: URL, count: Int, of images: String) throws(FileError) -> LabelList {
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw FileError(.missing, at: file.path, "no such file of labels")
        }
        let list = try list(file, count: count)
        guard list.count == count else {
            throw FileError(.damaged, at: file.path, "\(list.count) labels for \(images)")
        }
        return list
    }

    private static func list(_ file: URL, count: Int) throws(FileError) -> LabelList {
        var stream = try GzipReader(file)
        let start = try stream.read(8)
        if start.starts(with: NPYHeader.magic) || ZipArchive.begins(start) {
            guard let store = try ArrayStore(file: file), let name = name(in: store) else {
                throw FileError(
                    .damaged, at: file.path, "several arrays, and none is called labels; name a file with one"
                )
            }
            return try LabelList(try store.array(name))
        }
        if start.count == 8, start[0...1] == [0, 0], start[3] == 1 {
            let claimed = start[4...].reduce(0) { $0 << 8 | Int($1) }
            return .numbers(try IDXFile.readLabels(file, count: claimed))
        }
        let rest = try stream.read(min(largestText, stream.capacity))
        guard rest.count < largestText else {
            throw FileError(.damaged, at: file.path, "more than \(largestText) bytes of labels")
        }
        return try lines(start + rest, count: count, at: file.path)
    }

    private static func name(in store: ArrayStore) -> String? {
        if store.names.count == 1 { return store.names[0] }
        return store.names.first { ArrayName($0).map { $0.kind == .labels && $0.part == .whole } ?? false }
    }

    /// A label a line; of a table with names in its first line, the column that is called so.
    private static func lines(
        _ bytes: [UInt8], count: Int, at location: String
    ) throws(FileError) -> LabelList {
        guard let text = String(validating: bytes, as: UTF8.self), !text.utf8.contains(0) else {
            throw FileError(
                .damaged, at: location,
                "no labels: looked for an array (.npy), an IDX file, and text in UTF-8 with one label a line")
        }
        var lines = text.trimmingPrefix("\u{FEFF}")
            .split(omittingEmptySubsequences: false) { ["\n", "\r\n", "\r"].contains($0) }[...]
        while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
        var column: Int?, separator: Character = ","
        if lines.count == count + 1, let first = lines.first {
            separator = [",", ";", "\t"].first { first.contains($0) } ?? ","
            column = CSVTable.labelColumn(
                first.split(separator: separator, omittingEmptySubsequences: false).map(plain))
            if column != nil { lines.removeFirst() }
        }
        var labels: [String] = []
        labels.reserveCapacity(lines.count)
        for (index, line) in lines.enumerated() {
            let fields =
                column == nil ? [line] : line.split(separator: separator, omittingEmptySubsequences: false)
            guard fields.indices.contains(column ?? 0) else {
                throw FileError(
                    .damaged, at: location, "line \(index + 2) has no column \((column ?? 0) + 1)")
            }
            let label = plain(fields[column ?? 0])
            // A label that was saved as a number with a fraction, as 3.0, is the class 3.
            labels.append(Double(label).flatMap { Int(exactly: $0) }.map(String.init) ?? label)
        }
        return .texts(labels)
    }

    /// A field without space and quotes around it.
    private static func plain(_ field: Substring) -> String {
        field.trimmingCharacters(in: .whitespaces).trimmingCharacters(in: ["\""])
    }
}
