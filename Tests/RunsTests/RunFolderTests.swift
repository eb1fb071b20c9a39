import Foundation
import Storage
import TestSupport
import Testing
import VAE

@testable import Runs

@Suite struct RunFolderTests {
    @Test func runsAreNumberedAndNeverOverwritten() throws {
        let folder = try TemporaryFolder()
        let output = folder.url.appendingPathComponent("Output")
        let names = try (0..<3).map { _ in try RunFolder.create(in: output, name: nil, dataset: "mnist").name
        }
        #expect(names == ["mnist-1", "mnist-2", "mnist-3"])
        let mine = try RunFolder.create(in: output, name: "mine", dataset: "mnist")
        #expect(mine.name == "mine")
        try AtomicFile.write(try Fixtures.record().encoded(), to: mine.record)
        let error = #expect(throws: FileError.self) {
            try RunFolder.create(in: output, name: "mine", dataset: "mnist")
        }
        #expect(error?.kind == .cannotCreate)
    }

    /// As a run leaves it that is killed between making its folders and writing its record.
    @Test func aNameIsFreeAgainWhereNothingWasBegun() throws {
        let folder = try TemporaryFolder()
        let run = try RunFolder.create(in: folder.url, name: "mine", dataset: "x")
        try Data([1]).write(to: run.url.appendingPathComponent(".run.json.1-2.tmp"))
        #expect(try RunFolder.create(in: folder.url, name: "mine", dataset: "x") == run)
        #expect(try FileManager.default.contentsOfDirectory(atPath: run.snapshots.path).isEmpty)
        // While another process begins it, or with a file of somebody's in it, it is not.
        try run.locked {
            _ = #expect(throws: FileError.self) {
                try RunFolder.create(in: folder.url, name: "mine", dataset: "x")
            }
        }
        let note = run.url.appendingPathComponent("note.txt")
        try Data([1]).write(to: note)
        #expect(throws: FileError.self) { try RunFolder.create(in: folder.url, name: "mine", dataset: "x") }
        #expect(FileManager.default.fileExists(atPath: note.path))
    }

    @Test(arguments: [
        "", ".", "..", "a/b", "/etc", "-x", ".hidden", "a\nb", String(repeating: "x", count: 101),
    ])
    func namesThatAreNoFolderNamesAreRefused(name: String) {
        #expect(!RunFolder.isValidName(name))
        #expect(RunFolder.isValidName("trial 2, β = 4"))
    }

    @Test func theNewestRunIsTheOneThatStartedLast() throws {
        let folder = try TemporaryFolder()
        for (name, seconds) in [("b-9", 50.0), ("a-1", 100.0), ("a-10", 100), ("a-2", 100)] {
            let run = try RunFolder.create(in: folder.url, name: name, dataset: "x")
            var record = try Fixtures.record()
            record.started = Date(timeIntervalSince1970: seconds)
            try AtomicFile.write(try record.encoded(), to: run.record)
        }
        try AtomicFile.createFolder(folder.url.appendingPathComponent("no run"))
        #expect(try RunFolder.newest(in: folder.url).name == "a-10")
        #expect(try RunFolder.find(nil, in: folder.url).name == "a-10")
        #expect(try RunFolder.find("b-9", in: folder.url).name == "b-9")
        #expect(try RunFolder.find(folder.url.path + "/a-1", in: folder.url).name == "a-1")
        let error = #expect(throws: FileError.self) { try RunFolder.find("no run", in: folder.url) }
        #expect(error?.kind == .missing)
    }

    @Test func withoutRunsThereIsNoNewest() {
        let error = #expect(throws: FileError.self) {
            try RunFolder.newest(in: URL(fileURLWithPath: "/nowhere/at/all"))
        }
        #expect(error?.kind == .missing)
    }

    @Test func snapshotsAreFoundByTheirNames() throws {
        let folder = try TemporaryFolder()
        let run = try RunFolder.create(in: folder.url, name: nil, dataset: "x")
        for step in [75, 0, 123_456_789] { try AtomicFile.write("", to: run.snapshot(atStep: step)) }
        for name in [
            "step-1.safetensors", "step--0000001.safetensors", "notes.txt",
            ".step-00000001.safetensors.1.tmp",
        ] {
            try AtomicFile.write("", to: run.snapshots.appendingPathComponent(name))
        }
        #expect(run.snapshot(atStep: 75).lastPathComponent == "step-00000075.safetensors")
        #expect(try run.snapshotSteps() == [0, 75, 123_456_789])
    }

    @Test func resumingDropsWhatCameAfterTheCheckpoint() throws {
        let folder = try TemporaryFolder()
        let run = try RunFolder.create(in: folder.url, name: nil, dataset: "x")
        var record = try Fixtures.record()
        record.state = .interrupted
        try AtomicFile.write(try MetricsFile.encoded([0, 75, 150].map(Fixtures.row)), to: run.metrics)
        for step in [0, 75, 150] { try AtomicFile.write("", to: run.snapshot(atStep: step)) }
        let leftover = run.snapshots.appendingPathComponent(".step-00000225.safetensors.1-2.tmp")
        try Data([1]).write(to: leftover)
        let writer = try run.locked {
            try RunWriter(resuming: record, from: try Fixtures.state(step: 80), in: run)
        }
        #expect(writer.rows.map(\.step) == [0, 75])
        #expect(try run.snapshotSteps() == [0, 75])
        #expect(!FileManager.default.fileExists(atPath: leftover.path))
        #expect(try RunRecord(contentsOf: run.record).state == .running)
        #expect(try MetricsFile.rows(contentsOf: run.metrics).map(\.step) == [0, 75])
    }

    @Test func aRunWithoutACheckpointBeginsAnew() throws {
        let folder = try TemporaryFolder()
        let run = try RunFolder.create(in: folder.url, name: nil, dataset: "x")
        let record = try Fixtures.record()
        _ = try RunWriter(starting: record, in: run)
        #expect(try CheckpointFile.state(of: run, record) == nil)
        // Killed while the first snapshot was written: nothing of it counts.
        try AtomicFile.write("", to: run.snapshot(atStep: 0))
        let writer = try RunWriter(resuming: record, from: nil, in: run)
        #expect(writer.rows.isEmpty)
        #expect(try run.snapshotSteps() == [])
        #expect(writer.record.machines?.map(\.threads) == [record.configuration.threads])
        // One that got further has lost its checkpoint, and is not overwritten.
        try AtomicFile.write("", to: run.snapshot(atStep: 75))
        let error = #expect(throws: FileError.self) { try CheckpointFile.state(of: run, record) }
        #expect(error?.kind == .missing && error?.location == run.checkpoint.path)
    }

    @Test func aRunThatCannotBeginLeavesNoFolder() throws {
        let folder = try TemporaryFolder()
        let run = try RunFolder.create(in: folder.url, name: "x", dataset: "x")
        try FileManager.default.removeItem(at: run.figures)
        // A name too long for a temporary file beside it stands in for a full disk.
        let long = RunFolder(folder.url.appendingPathComponent("y"))
        #expect(throws: FileError.self) { try RunWriter(starting: try Fixtures.record(), in: long) }
        run.removeIfEmpty()
        #expect(try folder.names() == [])
    }

    @Test func aKilledRunIsSettledByTheNextCommand() throws {
        let folder = try TemporaryFolder()
        let run = try RunFolder.create(in: folder.url, name: nil, dataset: "x")
        _ = try RunWriter(starting: try Fixtures.record(), in: run)
        try folder.write([1], to: "x-1/figures/.grid.png.1-2.tmp")
        try run.locked { try run.settle() }
        #expect(try RunRecord(contentsOf: run.record).state == .interrupted)
        #expect(try FileManager.default.contentsOfDirectory(atPath: run.figures.path) == [])
    }

    @Test func oneProcessAtATimeWrites() throws {
        let folder = try TemporaryFolder()
        let run = try RunFolder.create(in: folder.url, name: nil, dataset: "x")
        try run.locked {
            let error = #expect(throws: FileError.self) { try run.locked { 1 } }
            #expect(error?.kind == .cannotCreate)
        }
        #expect(try run.locked { 5 } == 5)
    }
}
