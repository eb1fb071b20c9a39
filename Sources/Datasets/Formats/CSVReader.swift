import Foundation
import Storage

/// The lines of a table of images, one after another.
struct CSVReader {
    /// A longer line is none of a table.
    static let longestLine = 1 << 22

    private let text: ByteStore
    private let separator: UInt8, columns: Int, path: String
    /// The part of the text that is at hand, and where in the text it ends.
    private var bytes: [UInt8] = [], end = 0
    /// Where in that part the next line begins, and the line's number from 1.
    private var place = 0, line = 1

    /// A reader of all lines.
    ///
    /// - Parameter first: the first of them.
    /// - Throws: `FileError` of kind `inputOutput` where the text is in a file that cannot be read.
    init(_ text: ByteStore, _ first: CSVLine, at path: String) throws(FileError) {
        self.text = text
        self.path = path
        separator = first.separator
        columns = first.fields.count
        try fill()
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    }

    /// Has at least a line at hand, where there is one.
    private mutating func fill() throws(FileError) {
        guard bytes.count - place < Self.longestLine, end < text.count else { return }
        let next = min(text.count, end + Self.longestLine)
        bytes.removeFirst(place)
        bytes += try text.read(end..<next)
        (place, end) = (0, next)
    }

    static func isEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

    mutating func skipLine() throws(FileError) {
        while place < bytes.count, !Self.isEnd(bytes[place]) { place += 1 }
        try skipEnds()
    }

    /// Whether a column of the first lines holds one text only.
    func isConstant(_ column: Int) throws(FileError) -> Bool {
        var reader = self
        var known: ArraySlice<UInt8>?
        for _ in 0..<100 where reader.place < bytes.count {
            for field in 0..<columns {
                guard let range = try? reader.field(field) else { return false }
                if field == column {
                    if let known, known != reader.bytes[range] { return false }
                    known = reader.bytes[range]
                }
            }
            try reader.skipEnds()
        }
        return true
    }

    /// The remaining lines: intensities [image, pixel], and a label an image where there is a column for it.
    ///
    /// Whole numbers are intensities from 0 to 255; where any pixel has a fraction, all go from 0 to 1.
    func images(labelColumn: Int?) throws(FileError) -> (pixels: ByteStore, labels: [String]?) {
        for scale in [1.0, 255] {
            var reader = self
            if let images = try reader.images(labelColumn: labelColumn, scale: scale) { return images }
        }
        throw damaged("fractions beside whole numbers above 1")
    }

    /// `nil` where a pixel is no whole number and `scale` is 1.
    private mutating func images(
        labelColumn: Int?, scale: Double
    ) throws(FileError) -> (pixels: ByteStore, labels: [String]?)? {
        var pixels = ByteStoreWriter(limit: text.limit)
        var image: [UInt8] = [], labels: [String] = []
        try skipEnds()
        while place < bytes.count {
            image.removeAll(keepingCapacity: true)
            for column in 0..<columns {
                let range = try field(column)
                guard column != labelColumn else {
                    labels.append(try label(range))
                    continue
                }
                let number = try number(range, column: column)
                if scale == 1, number != number.rounded() { return nil }
                let intensity = (number * scale).rounded()
                guard (0...255).contains(intensity) else {
                    throw damaged(
                        "\(number) in column \(column + 1) is no intensity from 0 to \(255 / Int(scale))")
                }
                image.append(UInt8(intensity))
            }
            try pixels.append(image)
            try skipEnds()
        }
        guard pixels.count > 0 else { throw damaged("the table has no lines of images") }
        return (pixels.finish(), labelColumn == nil ? nil : labels)
    }

    /// The place of a column's text, without quotes and space; what ends it is passed.
    private mutating func field(_ column: Int) throws(FileError) -> Range<Int> {
        let quote = UInt8(ascii: "\""), start = place
        var isQuoted = false
        while place < bytes.count {
            let byte = bytes[place]
            if byte == quote { isQuoted.toggle() }
            if !isQuoted, byte == separator || Self.isEnd(byte) { break }
            place += 1
        }
        let isLast = place == bytes.count || Self.isEnd(bytes[place])
        guard isLast == (column == columns - 1) else {
            throw damaged(
                "\(isLast ? "\(column + 1)" : "more than \(columns)") columns instead of \(columns)")
        }
        var range = start..<place
        if !isLast { place += 1 }
        func isAround(_ byte: UInt8) -> Bool { byte == quote || byte == UInt8(ascii: " ") }
        while let first = range.first, isAround(bytes[first]) { range = first + 1..<range.upperBound }
        while let last = range.last, isAround(bytes[last]) { range = range.lowerBound..<last }
        return range
    }

    private func label(_ range: Range<Int>) throws(FileError) -> String {
        guard let text = String(validating: bytes[range], as: UTF8.self), !text.isEmpty,
            text.utf8.count <= 4 * ClassNamesFile.longestName
        else { throw damaged("the label is empty, too long, or no text in UTF-8") }
        // A label that was saved as a number with a fraction, as 3.0, is the class 3.
        if let number = Double(text), let whole = Int(exactly: number) { return "\(whole)" }
        return text
    }

    private func number(_ range: Range<Int>, column: Int) throws(FileError) -> Double {
        // Most are whole numbers of a few digits, which need no more than this.
        if (1...3).contains(range.count) {
            var value = 0
            for index in range {
                guard (48...57).contains(bytes[index]) else {
                    value = -1
                    break
                }
                value = 10 * value + Int(bytes[index] - 48)
            }
            if value >= 0 { return Double(value) }
        }
        let text = String(decoding: bytes[range], as: UTF8.self)
        guard let number = Double(text), number.isFinite else {
            throw damaged("\"\(text.prefix(40))\" in column \(column + 1) is no number")
        }
        return number
    }

    private mutating func skipEnds() throws(FileError) {
        repeat {
            while place < bytes.count, Self.isEnd(bytes[place]) {
                // A carriage return before a line feed belongs to it.
                if bytes[place] == UInt8(ascii: "\n") { line += 1 }
                place += 1
            }
            try fill()
        } while place < bytes.count && Self.isEnd(bytes[place])
    }

    private func damaged(_ reason: String) -> FileError {
        FileError(.damaged, at: path, "line \(line): \(reason)")
    }
}
