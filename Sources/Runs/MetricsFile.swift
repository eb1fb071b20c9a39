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

    /// Reads the rows.
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
            guard row.step > rows.last?.step ?? -1, row.epoch >= 0, row.batch >= 0 else {
                throw FileError(.damaged, at: url.path, "line \(number + 1) is out of order")
            }
            // More steps or seconds than any training has are damage; arithmetic on them could overflow.
            guard row.step <= 1 << 40, row.epoch <= 1 << 40, row.batch <= 1 << 40, abs(row.seconds) < 1e12
            else {
                throw FileError(.damaged, at: url.path, "line \(number + 1) has impossible counts")
            }
            rows.append(row)
        }
        return rows
    }
}
