import Foundation
import Storage

/// A table of images as text: fields between commas, semicolons or tabs, and perhaps a first line of names.
struct CSVTable {
    /// Pixels across an image, which is square.
    let side: Int
    /// Intensities of each image [row, column].
    let images: ImageBytes
    /// A label an image; `nil` where there is no column for it.
    let labels: [String]?

    /// Fewer pixels across are no image.
    private static let leastSide = 4
    /// What the column of labels is called.
    private static let labelNames: Set = ["label", "labels", "class", "target", "y", "digit", "category"]

    /// Reads a table; `nil` where the file holds none.
    ///
    /// - Parameter memoryLimit: the most bytes of text, and of images, that are kept in memory; of more, all are in a file.
    /// - Throws: `FileError`, of kind `damaged` with the line where a field is not what it must be.
    init?(_ url: URL, memoryLimit: Int = ByteStore.usualLimit) throws(FileError) {
        var file = try GzipReader(url)
        let start = try file.read(min(CSVReader.longestLine, file.capacity))
        guard let first = CSVLine(firstOf: start), first.fields.count > Self.leastSide * Self.leastSide - 1
        else {
            return nil
        }
        var text = ByteStoreWriter(limit: memoryLimit)
        try text.append(start)
        _ = try text.append(max(0, file.capacity - start.count), from: &file)
        try self.init(first, CSVReader(text.finish(), first, at: url.path), at: url.path)
    }

    private init(_ first: CSVLine, _ table: CSVReader, at path: String) throws(FileError) {
        let count = first.fields.count
        let named =
            first.isHeader ? Self.labelColumn(first.fields) : nil
        let whole = named == nil ? Self.side(ofPixels: count) : nil
        guard let side = whole ?? Self.side(ofPixels: count - 1) else {
            throw FileError(
                .damaged, at: path,
                "\(count) columns; there must be one for each pixel of a square image, and perhaps one for the label"
            )
        }
        var table = table
        if first.isHeader { try table.skipLine() }
        let labelColumn: Int? =
            if whole != nil {
                nil
            } else if let named {
                named
            } else {
                // Pixels at an image's edge are mostly empty: a column of different numbers is the labels'.
                switch (try table.isConstant(0), try table.isConstant(count - 1)) {
                case (true, false): count - 1
                default: 0
                }
            }
        self.side = side
        let (pixels, labels) = try table.images(labelColumn: labelColumn)
        images = ImageBytes(pixels, size: side * side)
        self.labels = labels
    }

    /// The column of labels by its name; `nil` where none is called so.
    static func labelColumn(_ names: [String]) -> Int? {
        names.firstIndex { labelNames.contains($0.lowercased()) }
    }

    private static func side(ofPixels count: Int) -> Int? {
        let side = Int(Double(max(0, count)).squareRoot().rounded())
        return side >= leastSide && side * side == count ? side : nil
    }
}

/// The first line of a table.
struct CSVLine {
    let separator: UInt8
    let fields: [String]

    /// Whether it names the columns.
    var isHeader: Bool { fields.dropFirst().dropLast().contains { Double($0) == nil } }

    /// `nil` where the bytes are no text or the line does not end in them.
    init?(firstOf bytes: [UInt8]) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = bytes.starts(with: mark) ? bytes[3...] : bytes[...]
        guard let end = text.firstIndex(where: CSVReader.isEnd),
            let line = String(validating: text[..<end], as: UTF8.self), !line.utf8.contains(0)
        else { return nil }
        let counts = [",", ";", "\t"].map { sign in line.utf8.count { $0 == sign.utf8.first } }
        guard let most = counts.max(), most > 0, let place = counts.firstIndex(of: most) else { return nil }
        separator = Array(",;\t".utf8)[place]
        let sign = separator
        fields = line.utf8.split(separator: sign, omittingEmptySubsequences: false).map { field in
            String(decoding: field, as: UTF8.self).trimmingCharacters(in: .whitespaces)
                .trimmingCharacters(in: ["\""])
        }
    }
}
