public import Foundation
public import Storage

/// The folder of one run: where each of its files is, and how they are read and written.
public struct RunFolder: Sendable, Equatable {
    public let url: URL

    /// The folder's name, by which the run is known.
    public var name: String { url.lastPathComponent }

    public init(_ url: URL) {
        self.url = url.standardizedFileURL
    }

    public var record: URL { url.appendingPathComponent("run.json") }
    /// The test sample of a recorded run.
    public var images: URL { url.appendingPathComponent("images.safetensors") }
    public var metrics: URL { url.appendingPathComponent("metrics.jsonl") }
    public var snapshots: URL { url.appendingPathComponent("snapshots", isDirectory: true) }
    public var checkpoint: URL { url.appendingPathComponent("checkpoint.safetensors") }
    /// The weights of the network trained as the other model, plain for variational, to compare the two.
    public var comparison: URL { url.appendingPathComponent("comparison.safetensors") }
    public var latents: URL { url.appendingPathComponent("latents.csv") }
    public var figures: URL { url.appendingPathComponent("figures", isDirectory: true) }
    public var animations: URL { url.appendingPathComponent("animations", isDirectory: true) }
    public var report: URL { url.appendingPathComponent("report.html") }
    /// Pieces of the report that are made once a snapshot; they can be deleted, and are then made again.
    public var page: URL { url.appendingPathComponent("page", isDirectory: true) }

    /// The file of the snapshot at `step`.
    public func snapshot(atStep step: Int) -> URL {
        let digits = String(step)
        let zeros = String(repeating: "0", count: max(0, 8 - digits.count))
        return snapshots.appendingPathComponent("step-\(zeros)\(digits).safetensors")
    }
}

extension RunFolder {
    /// Makes the folder of a new run below `output`: `name`, or `<dataset>-<n>` with the first free n.
    ///
    /// - Throws: `FileError` of kind `cannotCreate`, also where `name` is taken: a run overwrites no other.
    public static func create(in output: URL, name: String?, dataset: String) throws(FileError) -> RunFolder {
        try AtomicFile.createFolder(output)
        var number = 1
        while true {
            let folder = output.appendingPathComponent(name ?? "\(dataset)-\(number)", isDirectory: true)
            if try AtomicFile.createNewFolder(folder) {
                let run = RunFolder(folder)
                do throws(FileError) {
                    for part in run.parts { try AtomicFile.createFolder(part) }
                } catch {
                    run.removeIfEmpty()
                    throw error
                }
                return run
            }
            guard name == nil else {
                if RunFolder(folder).clearUnbegun() { continue }
                throw FileError(
                    .cannotCreate, at: folder.path,
                    "there is a run of this name; choose another, or continue it by --resume")
            }
            number += 1
        }
    }

    /// The folders that every run has.
    private var parts: [URL] { [snapshots, figures, animations] }

    /// Makes the folders of pictures, which a run by another trainer has not.
    ///
    /// - Throws: `FileError` of kind `cannotCreate`.
    public func makePictureFolders() throws(FileError) {
        for part in [figures, animations] { try AtomicFile.createFolder(part) }
    }

    /// Removes the folder of a run that was killed before it had a record, and which nobody is beginning now.
    ///
    /// - Returns: whether it is gone.
    private func clearUnbegun() -> Bool {
        guard !FileManager.default.fileExists(atPath: record.path) else { return false }
        return (try? locked { removeIfEmpty() }) != nil && !FileManager.default.fileExists(atPath: url.path)
    }

    /// Removes the run's folders, as far as they hold nothing.
    func removeIfEmpty() {
        for folder in parts + [url] { rmdir(folder.path) }
    }

    /// Whether `name` can be the name of a run's folder: one path component, not hidden, nothing odd.
    public static func isValidName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 100 && name.first != "." && name.first != "-"
            && name.unicodeScalars.allSatisfy { $0 != "/" && $0.value >= 32 && $0.value != 127 }
    }

    /// The run that started last below `output`.
    ///
    /// - Throws: `FileError` of kind `missing` where there is none.
    public static func newest(in output: URL) throws(FileError) -> RunFolder {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: output.path)) ?? []
        let runs = entries.sorted().compactMap { entry -> (RunFolder, Date)? in
            let run = RunFolder(output.appendingPathComponent(entry, isDirectory: true))
            guard let record = try? RunRecord(contentsOf: run.record) else { return nil }
            return (run, record.started)
        }
        // Of runs that started in the same second, the one made last has the higher number.
        let newest = runs.max { left, right in
            (left.1, left.0.name.count, left.0.name) < (right.1, right.0.name.count, right.0.name)
        }
        guard let newest else {
            throw FileError(
                .missing, at: output.path, "no run in this folder; make one by vae-viz train-and-report")
        }
        return newest.0
    }

    /// The run that the user means by a path, or by a name below `output`; the newest where `text` is `nil`.
    ///
    /// - Throws: `FileError` of kind `missing`.
    public static func find(_ text: String?, in output: URL) throws(FileError) -> RunFolder {
        guard let text else { return try newest(in: output) }
        let places = [URL(fileURLWithPath: text), output.appendingPathComponent(text)].map(RunFolder.init)
        let found = places.first { FileManager.default.fileExists(atPath: $0.record.path) }
        guard let found else {
            throw FileError(.missing, at: text, "no run here: there is no run.json in this folder")
        }
        return found
    }
}

extension RunFolder {
    /// Does `body` while no other process writes into the run; the lock goes with the process, even if killed.
    ///
    /// Temporary files that killed processes left are removed first.
    ///
    /// - Throws: `FileError` of kind `cannotCreate` where another process holds it; what `body` throws.
    public func locked<Result>(_ body: () throws -> Result) throws -> Result {
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError.system(errno, kind: .inputOutput, at: url.path) }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw FileError(.cannotCreate, at: url.path, "another vae-viz is writing into this run")
        }
        // A recorded run's trainer, who asks for no lock, may be writing there.
        let isRecorded = (try? RunRecord(contentsOf: record))?.isRecorded ?? false
        let own = isRecorded ? [figures, animations, page] : parts + [url, page]
        for folder in own { AtomicFile.removeLeftovers(in: folder) }
        return try body()
    }

    /// Marks a run as interrupted whose training was killed. - Precondition: this process holds the run's lock.
    ///
    /// - Throws: `FileError` where `run.json` is damaged or cannot be written.
    public func settle() throws {
        var record = try RunRecord(contentsOf: record)
        // A recorded run is its trainer's, who writes here without asking for the lock.
        guard record.state == .running, !record.isRecorded else { return }
        record.state = .interrupted
        try AtomicFile.write(try record.encoded(), to: self.record)
    }
}
