import Foundation
import Runs
import Storage
import TestSupport
import Testing
import VAE

@testable import Reporting

/// The page's scripts under TypeScript's compiler, and what the program writes into a page against the scripts' types.
@Suite struct ScriptTypesTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let types = root.appending(path: "Tests/ReportingTests/Scripts/Types")

    private static let hasCompiler: Bool = {
        let paths = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return paths.contains { FileManager.default.isExecutableFile(atPath: "\($0)/tsc") }
    }()
    /// Where everything must be tested, a missing compiler is an error rather than a reason to skip.
    private static let isTried = hasCompiler || ProcessInfo.processInfo.environment["CI"] == "true"
    private static let absence: Comment = "needs TypeScript's compiler, Debian's node-typescript"

    /// What the compiler says of a project's folder; nothing where all is well.
    private static func complaints(about project: URL) throws -> String {
        let process = Process(), pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["tsc", "--pretty", "false", "-p", project.path]
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return process.terminationStatus == 0 ? "" : "status \(process.terminationStatus)\n\(output)"
    }

    @Test(.enabled(if: isTried, absence)) func scriptsKeepToTheirTypes() throws {
        let complaints = try Self.complaints(about: Self.root)
        #expect(complaints == "")
    }

    /// What a page holds for its scripts is what `data.d.ts` and `elements.d.ts` say, no more and no less.
    @Test(.enabled(if: isTried, absence)) func pagesKeepToTheTypes() throws {
        let run = try TinyRun(), plain = try TinyRun(model: .autoencoder, latentDim: 1)
        defer { withExtendedLifetime((run, plain)) {} }
        let html = try Self.page(of: run)
        let pages = [html, try Self.page(of: plain), try ReportPageTests.full.html()]
        var text = ""
        for (index, page) in pages.enumerated() {
            // The archives of the last page are no archives.
            text += try Self.typed(page, as: "page\(index)", hasArchives: index < 2)
        }
        for id in ["archive-images", "archive-landmarks", "archive-codes", "archive-0"] {
            #expect(text.contains("Archives[\"\(id)\"]"))
        }
        let types = ["PageData", "MetricsData", "ArchiveEntry[]"]
        #expect(types.allSatisfy { text.contains(": \($0) = ") })
        var texts = ["data.ts": text]
        texts["names.ts"] = text.replacing("\"latentDim\":", with: "\"latentDims\":")
        texts["values.ts"] = text.replacing("\"bernoulli\"", with: "\"bernouli\"")
        // Once, of all three: the compiler takes its time to start.
        let complaints = try Self.complaints(aboutData: texts).split(separator: "\n")
        for name in ["names.ts", "values.ts"] {
            #expect(complaints.contains { $0.contains("\(name)(") && $0.contains("error TS") }, "\(name)")
        }
        let others = complaints.filter { line in
            line.contains("error") && !["names.ts(", "values.ts("].contains { line.contains($0) }
        }
        #expect(others == [])
        try Self.expectElements(in: HTMLDocument(html))
    }

    /// The page of a run with all that can be measured for it.
    private static func page(of run: TinyRun) throws -> String {
        let viewer = try run.viewer()
        #expect(try viewer.refreshPage().isEmpty)
        return try ReportComposer(run.folder).page().html()
    }

    /// What the compiler says of texts of declarations, by the names of their files.
    private static func complaints(aboutData texts: [String: String]) throws -> String {
        let folder = try TemporaryFolder()
        for (name, text) in texts { try folder.write(Array(text.utf8), to: name) }
        let names = texts.keys.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
        let project = """
            {"extends": "\(root.appending(path: "tsconfig.json").path)", "include": [],
             "files": [\(names), "\(types.appending(path: "data.d.ts").path)"]}
            """
        try folder.write(Array(project.utf8), to: "tsconfig.json")
        return try complaints(about: folder.url)
    }

    /// A page's data as declarations of their types.
    private static func typed(_ html: String, as name: String, hasArchives: Bool) throws -> String {
        var lines: [String] = []
        for part in html.components(separatedBy: "<script type=\"").dropFirst() {
            // application/json" id="NAME">TEXT</script>
            guard let end = part.range(of: "</script>"), let start = part.firstIndex(of: ">") else {
                continue
            }
            let head = part[..<start].split(separator: "\"", omittingEmptySubsequences: false)
            let text = String(part[part.index(after: start)..<end.lowerBound])
            let number = lines.count
            switch head.count > 2 ? head[2] : "" {
            case "explorer-data": lines.append("export const \(name)_\(number): PageData = \(text);")
            case "metrics-data": lines.append("export const \(name)_\(number): MetricsData = \(text);")
            case let id where id.hasPrefix("archive-") && hasArchives:
                let header = try archiveHeader(text)
                lines.append("export const \(name)_\(number): ArchiveEntry[] = \(header);")
                let arrays = try JSONDecoder().decode([Entry].self, from: Data(header.utf8)).map { entry in
                    let values = entry.type == "u8" ? "Uint8Array" : "Float32Array"
                    return "\"\(entry.name)\": { values: new \(values)(0), shape: \(entry.shape) }"
                }
                lines.append(
                    "export const \(name)_\(number + 1): Archives[\"\(id)\"] = {\(arrays.joined(separator: ", "))};"
                )
            default: break
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private struct Entry: Decodable {
        let name: String, type: String, shape: [Int]
    }

    /// The JSON by which a packed archive says what it holds.
    private static func archiveHeader(_ packed: String) throws -> String {
        let folder = try TemporaryFolder()
        let data = try #require(Data(base64Encoded: packed, options: .ignoreUnknownCharacters))
        var reader = try GzipReader(try folder.write([UInt8](data), to: "archive.gz"))
        let bytes = try reader.read(1 << 16)
        let length = (0..<4).reduce(0) { $0 | Int(bytes[$1]) << (8 * $1) }
        return String(decoding: bytes[4..<4 + length], as: UTF8.self)
    }

    /// Every element that the scripts count on is in the page, and of its kind.
    private static func expectElements(in page: HTMLDocument) throws {
        let tags = [
            "HTMLButtonElement": "button", "HTMLCanvasElement": "canvas", "HTMLDataListElement": "datalist",
            "HTMLInputElement": "input", "HTMLSelectElement": "select", "SVGSVGElement": "svg",
        ]
        let text = try String(contentsOf: types.appending(path: "elements.d.ts"), encoding: .utf8)
        let start = try #require(text.range(of: "interface PageElements {\n")).upperBound
        let end = try #require(text.range(of: "\n  }", range: start..<text.endIndex)).lowerBound
        // "id": Type;
        let lines = text[start..<end].split(separator: "\n").map {
            $0.split(separator: "\"").map(String.init)
        }
        #expect(lines.count > 80)
        // Those of a recorded run's plane are in the pages of such runs alone.
        let own = lines.filter { $0.count == 3 && !$0[1].hasPrefix("recorded-") }
        for line in own where !line[2].contains("null") {
            let element = page.elements.first { $0["id"] == line[1] }, kind = line[2].filter(\.isLetter)
            #expect(element != nil, "\(line[1])")
            #expect(kind == "HTMLElement" || tags[kind] == element?.name, "\(line[1])")
        }
    }
}
