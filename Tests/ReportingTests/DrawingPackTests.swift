import Foundation
import Storage
import TestSupport
import Testing

@testable import Reporting

@Suite struct DrawingPackTests {
    private func text(_ packed: [UInt8]?) throws -> [String] {
        let folder = try TemporaryFolder()
        let file = try folder.write(try #require(packed), to: "packed.gz")
        var reader = try GzipReader(file)
        return String(decoding: try reader.read(1 << 20), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// A drawing as the page's script puts it together.
    private func opened(_ packed: [UInt8]?, _ lines: [String]) throws -> String {
        try text(packed).map { line in
            line.hasPrefix("=") ? lines[try #require(Int(line.dropFirst()))] : line
        }.joined(separator: "\n")
    }

    @Test func commonLinesAreHeldOnce() throws {
        let letter = "<path d=\"the outline of a letter, which is long\"/>"
        let documents = ["<svg>\n\(letter)\n<a/>\n</svg>\n", "<svg>\n=3\n\(letter)\n</svg>\n\n"]
        let pack = try DrawingPack([Array(documents[0].utf8), nil, Array(documents[1].utf8)])
        let lines = try text(pack.commonLines)
        #expect(lines == [letter, "=3"])
        #expect(try text(pack.drawings[0]) == ["<svg>", "=0", "<a/>", "</svg>", ""])
        #expect(pack.drawings[1] == nil)
        #expect(try opened(pack.drawings[0], lines) == documents[0])
        #expect(try opened(pack.drawings[2], lines) == documents[1])
    }

    @Test func nothingInCommonIsNothing() throws {
        let pack = try DrawingPack([Array("<svg/>".utf8), Array("<svg width=\"3\"/>".utf8)])
        #expect(pack.commonLines == nil)
        #expect(try text(pack.drawings[1]) == ["<svg width=\"3\"/>"])
        #expect(try DrawingPack([nil]).commonLines == nil)
    }
}
