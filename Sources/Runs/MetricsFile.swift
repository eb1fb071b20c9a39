public import Foundation
public import Storage

/// The file `metrics.jsonl`: one JSON object a line, in the order of the snapshots.
public enum MetricsFile {
    /// The file's text.
    public static func encoded(_ rows: [MetricsRow]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return try rows.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }.joined()
    }

    /// Reads the rows; those of a run are better read by `RunRecord.rows`, which knows what they can be.
    ///
    /// - Throws: `FileError`, of kind `damaged` naming the first line that is wrong.
    public static func rows(contentsOf url: URL) throws(FileError) -> [MetricsRow] {
        let lines = try AtomicFile.read(url).split(separator: UInt8(ascii: "\n"))
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        var rows: [MetricsRow] = []
        for (number, line) in lines.enumerated() {
            guard let row = try? decoder.decode(MetricsRow.self, from: Data(line)) else {
                throw FileError(.damaged, at: url.path, "line \(number + 1) is no row of metrics")
            }
            if let wrong = row.wrongField {
                throw FileError(.damaged, at: url.path, "line \(number + 1) has an impossible \(wrong)")
            }
            guard row.step > rows.last?.step ?? -1 else {
                throw FileError(.damaged, at: url.path, "line \(number + 1) is out of order")
            }
            rows.append(row)
        }
        return rows
    }
}
