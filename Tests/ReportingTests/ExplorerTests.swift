import Drawing
import Foundation
import Runs
import Storage
import TestSupport
import Testing

@testable import Reporting

@Suite struct ExplorerTests {
    private func rows(_ elbos: [Double]) throws -> [MetricsRow] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try elbos.enumerated().map { index, elbo in
            let fields: [String: Any] = [
                "step": index * 75, "epoch": 1, "batch": index * 75, "test_elbo": -1, "reconstruction": -1,
                "kl": 5, "kl_per_dimension": [5], "seconds": 1, "images_per_second": 1,
            ]
            let line = try JSONSerialization.data(withJSONObject: fields)
            var row = try decoder.decode(MetricsRow.self, from: line)
            row.testELBO = elbo
            return row
        }
    }

    @Test func embeddedSnapshotsSpreadInProgress() throws {
        // A hundred snapshots that approach -150 by halves every seven steps.
        var elbos: [Double] = []
        for step in 0..<100 { elbos.append(-150 - 400 * pow(0.5, Double(step) / 7)) }
        let rows = try rows(elbos)
        let steps = EmbeddedSnapshots.steps(of: rows, among: rows.map(\.step), count: 10)
        #expect(steps.count == 10)
        #expect(steps.first == 0 && steps.last == 99 * 75)
        #expect(steps == steps.sorted() && Set(steps).count == 10)
        // Early ones lie closer together than late ones.
        #expect(steps[2] - steps[0] < steps[9] - steps[7])
    }

    @Test func fewSnapshotsAreAllEmbedded() throws {
        let rows = try rows([-500, -200, .nan, -170])
        #expect(EmbeddedSnapshots.steps(of: rows, among: [0, 75, 150, 225], count: 10) == [0, 75, 225])
        #expect(EmbeddedSnapshots.steps(of: rows, among: [0, 75], count: 10) == [0, 75])
        #expect(EmbeddedSnapshots.steps(of: rows, among: [0, 75, 225], count: 1) == [225])
        #expect(EmbeddedSnapshots.steps(of: [], among: [0], count: 10) == [])
        // Progress that goes nowhere still gives as many different snapshots as asked for.
        let flat = try self.rows(Array(repeating: -100, count: 30))
        #expect(EmbeddedSnapshots.steps(of: flat, among: flat.map(\.step), count: 10).count == 10)
    }

    @Test func anArchiveSaysWhatItHolds() throws {
        var archive = PageArchive()
        archive.add("a", bytes: [1, 2, 3], shape: [3])
        archive.add("h", halves: [1, -2, 1e9], shape: [3])
        archive.add("s", shorts: [0.5, -1, .nan], shape: [1, 3])
        let folder = try TemporaryFolder()
        let file = try folder.write(try archive.packed(), to: "archive.gz")
        var reader = try GzipReader(file)
        let bytes = try reader.read(10_000)
        let length = Int(bytes[0]) | Int(bytes[1]) << 8
        struct Entry: Decodable, Equatable { let name: String, type: String, shape: [Int] }
        let entries = try JSONDecoder().decode([Entry].self, from: Data(bytes[4..<4 + length]))
        #expect(
            entries == [
                Entry(name: "a", type: "u8", shape: [3]), Entry(name: "h", type: "f16", shape: [3]),
                Entry(name: "s", type: "i16", shape: [1, 3]),
            ])
        let body = Array(bytes[(4 + length)...])
        #expect(body.prefix(4) == [1, 2, 3, 0])
        // 1 is 0x3C00, -2 is 0xC000, and the largest half is 0x7BFF.
        #expect(body[4..<12] == [0x3C, 0xC0, 0x7B, 0x00, 0x00, 0xFF, 0, 0])
        #expect(body[12..<18] == [0x00, 0x40, 0x01, 0x80, 0, 0])
    }

    @Test func layersComeBackWhole() throws {
        let folder = RunFolder(try TemporaryFolder().url)
        var layer = PlaneLayer(
            name: "loops", title: "Closed loops", kind: .continuous, rows: 1, columns: 3,
            window: [-2, 2, -2, 2], values: [1, nil, .infinity],
            legend: [
                PlaneLayer.Entry(label: "few", colour: "#ffffff"),
                PlaneLayer.Entry(label: "many", colour: "#000000"),
            ], step: 75)
        try layer.save(in: folder)
        layer.values[2] = nil
        #expect(PlaneLayer.all(in: folder) == [layer])
        layer.name = "broken"
        layer.values = [1]
        try layer.save(in: folder)
        #expect(PlaneLayer.all(in: folder).map(\.name) == ["loops"])
    }

    @Test func framesLieInReadingOrder() throws {
        let frames = (0..<5).map { level in
            PlaneFrame(
                bytes: Data(repeating: UInt8(level), count: 4), width: 2, height: 2, channels: 1)
        }
        let (picture, sheet) = try #require(try FrameMosaic(frames: frames).encoded())
        #expect((sheet.columns, sheet.count) == (4, 5))
        #expect((picture.width, picture.height) == (8, 4))
    }

    @Test func aSheetIsKeptAsItIsPackedAtTheEnd() throws {
        let folder = try TemporaryFolder()
        let bytes = Data((0..<4096).map { UInt8($0 * $0 / 7 % PlaneFrame.levels) })
        let mosaic = FrameMosaic(frames: [PlaneFrame(bytes: bytes, width: 64, height: 64, channels: 1)])
        func packed(_ effort: PackingEffort) throws -> [UInt8] {
            try #require(try mosaic.encoded(effort: effort, keptIn: folder.url)).picture.bytes
        }
        func kept() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        }
        let hasty = try packed(.quick)
        #expect(try kept() == [])
        let thorough = try packed(.thorough)
        #expect(try kept() == ["frames-thorough-64.piece"] && thorough != hasty)
        #expect(try packed(.quick) == thorough)
    }

    @Test func aFramesShadesAreEvenFromWhiteToBlack() throws {
        let frame = (0..<UInt8(PlaneFrame.levels)).map { $0 }
        let (picture, sheet) = try #require(
            try FrameMosaic(
                frames: [PlaneFrame(bytes: Data(frame), width: frame.count, height: 1, channels: 1)]
            ).encoded())
        let image = try PixelImage(png: picture.bytes)
        let shades = stride(from: 0, to: 3 * frame.count, by: 3).map { Int(image.rgb[$0]) }
        #expect(sheet.greys == PlaneFrame.levels)
        #expect(shades == shades.indices.map { 255 - $0 * 17 })
    }
}

@Suite struct TemplateSetTests {
    @Test func ownFilesReplaceThoseOfTheProgram() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array("Mine: {{page.title}}".utf8), to: "hero.mustache")
        try folder.write(Array("'</script>'".utf8), to: "page.js")
        let html = try ReportPageTests.full.html(templates: try TemplateSet(overridingFrom: folder.url))
        #expect(html.contains("Mine: Digits"))
        #expect(html.contains("'<\\/script>'"))
        #expect(html.contains("id=\"lab\""))
        #expect(HTMLDocument(html).problems == [])
    }

    @Test func aFolderOfOtherThingsIsRefused() throws {
        let folder = try TemporaryFolder()
        #expect(throws: FileError.self) { try TemplateSet(overridingFrom: folder.url) }
        #expect(throws: FileError.self) {
            try TemplateSet(overridingFrom: folder.url.appendingPathComponent("none"))
        }
    }

    @Test(arguments: [
        ("{{#open}}", "line 1"), ("\n{{#a}}{{/b}}", "line 2"), ("{{> nosuch}}", "it includes 'nosuch'"),
        ("{{<nosuch}}{{/nosuch}}", "it includes 'nosuch'"), ("{{#open", "line 1"),
        ("{{> hero}}", "it includes itself"), ("{{#x}}{{> page}}{{/x}}", "it includes itself"),
    ])
    func aBrokenTemplateIsRefusedWhereItIsRead(text: String, words: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Array(text.utf8), to: "hero.mustache")
        let error = #expect(throws: FileError.self) { try TemplateSet(overridingFrom: folder.url) }
        #expect(error?.kind == .damaged)
        // Of templates that include each other the first is named.
        #expect(
            error?.location
                == (text.contains("> page")
                    ? folder.url.appendingPathComponent("page.mustache").path : file.path))
        #expect(error?.reason.contains(words) == true, "\(String(describing: error))")
        #expect(error?.description.contains("\n") == false)
    }

    @Test(arguments: ["hero.mustache", "base.css", "page.js"])
    func aTemplateThatIsNoTextIsRefused(name: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write([0x7B, 0xFF, 0xFE], to: name)
        let error = #expect(throws: FileError.self) { try TemplateSet(overridingFrom: folder.url) }
        #expect(error?.kind == .damaged && error?.location == file.path)
        #expect(error?.reason == "not text in UTF-8")
    }
}
