import Foundation
import Storage
import TestSupport
import Testing

@testable import Runs

/// The schemas in `docs/schemas`, against what this program writes and what it reads.
struct SchemaTests {
    private static let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docs")

    private static func schema(_ name: String) throws -> JSONSchema {
        try JSONSchema(contentsOf: docs.appendingPathComponent("schemas/\(name).schema.json"))
    }

    /// The first JSON object of the page on the format: the smallest record.
    private static func smallest() throws -> [String: Any] {
        let page = try String(contentsOf: docs.appendingPathComponent("run-format.md"), encoding: .utf8)
        let block = try #require(page.components(separatedBy: "```json\n").dropFirst().first)
        let text = try #require(block.components(separatedBy: "```").first)
        return try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func whatTheProgramWritesFits() throws {
        var record = try Fixtures.record()
        record.measurements = Fixtures.measurements(step: 75)
        record.warnings = ["one"]
        let object = try JSONSerialization.jsonObject(with: try record.encoded())
        #expect(try Self.schema("run").faults(of: object) == [])
        #expect(
            (object as? [String: Any])?["producer"] as? [String: String] == [
                "name": "vae-viz", "version": "1.2.3",
            ])
        for line in try MetricsFile.encoded([0, 75].map(Fixtures.row)).split(separator: "\n") {
            let row = try JSONSerialization.jsonObject(with: Data(line.utf8))
            #expect(try Self.schema("metrics").faults(of: row) == [])
        }
    }

    @Test func theSmallestRecordFitsAndIsRead() throws {
        let object = try Self.smallest()
        #expect(try Self.schema("run").faults(of: object) == [])
        let folder = try TemporaryFolder(), file = folder.url.appendingPathComponent("run.json")
        try JSONSerialization.data(withJSONObject: object).write(to: file)
        let record = try RunRecord(contentsOf: file)
        #expect(record.isRecorded && record.recorded?.latentDim == 2 && record.dataset.testCount == 1000)
        #expect(record.producer?.words == "my-trainer 1.0" && record.knownStepsPerEpoch == nil)
    }

    /// What the schema refuses, the program refuses, and the other way round.
    @Test(arguments: [
        ("recorded", "latent_dim", "0"), ("recorded", "latent_dim", "\"2\""),
        ("recorded", "image_shape", "[2, 28, 28]"), ("recorded", "image_shape", "[1, 28]"),
        ("recorded", "image_shape", "[1, 2, 2]"), ("recorded", "likelihood", "\"poisson\""),
        ("recorded", "model", "\"gan\""), ("recorded", "steps_per_epoch", "0"),
        ("recorded", "latent_shape", "[4, 4]"), ("recorded", "network", "\"two\\nlines\""),
        ("dataset", "test_count", "0"), ("dataset", "test_count", "100001"),
        ("dataset", "class_names", "3"), ("dataset", "sha256", "\"abc\""), ("dataset", "title", "\"\""),
        ("producer", "name", "\"\""), ("producer", "framework", "7"),
        ("", "state", "\"lost\""), ("", "started", "\"yesterday\""), ("", "producer", "null"),
        ("", "format", "3"), ("", "seed", "-1"), ("", "probes", "[-1]"),
    ])
    func whatOneRefusesTheOtherDoes(part: String, field: String, value: String) throws {
        var object = try Self.smallest()
        let json = try JSONSerialization.jsonObject(with: Data(value.utf8), options: .fragmentsAllowed)
        if part.isEmpty {
            object[field] = json
        } else {
            var inner = try #require(object[part] as? [String: Any])
            inner[field] = json
            object[part] = inner
        }
        #expect(try Self.schema("run").faults(of: object) != [], "the schema takes \(part).\(field) \(value)")
        let folder = try TemporaryFolder(), file = folder.url.appendingPathComponent("run.json")
        try JSONSerialization.data(withJSONObject: object).write(to: file)
        let error = #expect(throws: FileError.self) { try RunRecord(contentsOf: file) }
        #expect(error?.kind == .damaged && !(error?.reason.contains("\n") ?? true))
    }

    @Test func everyFieldThatMustBeThereIsAskedFor() throws {
        let whole = try Self.smallest()
        let folder = try TemporaryFolder(), file = folder.url.appendingPathComponent("run.json")
        var cut = ["format", "producer", "dataset", "started", "state"].map { field in
            whole.filter { $0.key != field }
        }
        for (part, fields) in [
            ("recorded", ["latent_dim", "image_shape", "model"]),
            ("dataset", ["name", "title", "test_count", "class_names"]), ("producer", ["name", "version"]),
        ] {
            for field in fields {
                var object = whole
                object[part] = (whole[part] as? [String: Any])?.filter { $0.key != field }
                cut.append(object)
            }
        }
        for object in cut {
            #expect(try Self.schema("run").faults(of: object) != [])
            try JSONSerialization.data(withJSONObject: object).write(to: file)
            #expect(throws: FileError.self) { try RunRecord(contentsOf: file) }
        }
    }
}
