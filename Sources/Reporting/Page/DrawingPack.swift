import Storage

/// The figures' drawings as the page holds them: a line of text that several have, such as the outline of a letter
/// or the dots of the same images, is held once.
///
/// In a drawing such a line is "=" and its position among the common lines.
struct DrawingPack {
    /// The common lines, gzipped; `nil` where there are none.
    let commonLines: [UInt8]?
    /// Each drawing, gzipped; `nil` where a figure has none.
    let drawings: [[UInt8]?]

    /// Below this many bytes, a line is hardly longer than the reference to it.
    private static let shortest = 24

    /// Packs SVG documents, one or none for each figure.
    ///
    /// - Throws: `FileError` where there is no memory for it.
    init(_ documents: [[UInt8]?]) throws {
        let newline = UInt8(ascii: "\n"), mark = UInt8(ascii: "=")
        let texts = documents.map { document in
            document?.split(separator: newline, omittingEmptySubsequences: false).map(Line.init)
        }
        var counts: [Line: Int] = [:]
        for line in texts.compactMap(\.self).joined() { counts[line, default: 0] += 1 }
        var positions: [Line: Int] = [:]
        var common: [ArraySlice<UInt8>] = []
        for line in texts.compactMap(\.self).joined() where positions[line] == nil {
            // A line of its own that looks like a reference must not be taken for one.
            guard (counts[line] ?? 0) > 1 && line.bytes.count >= Self.shortest || line.bytes.first == mark
            else { continue }
            positions[line] = common.count
            common.append(line.bytes)
        }
        let place = positions
        let packs =
            [common.isEmpty ? nil : common]
            + texts.map { lines in
                lines?.map { line in
                    place[line].map { ([mark] + Array(String($0).utf8))[...] } ?? line.bytes
                }
            }
        // The common lines first: they take longest.
        let packed = try concurrentMap(packs.count) { index throws(FileError) -> [UInt8]? in
            guard let lines = packs[index] else { return nil }
            return try Gzip.packed(Array(lines.joined(separator: [newline])), effort: .thorough)
        }
        commonLines = packed[0]
        drawings = Array(packed.dropFirst())
    }

    /// A line, told from others by its bytes all at once.
    private struct Line: Hashable {
        let bytes: ArraySlice<UInt8>

        func hash(into hasher: inout Hasher) {
            bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
        }
    }
}
