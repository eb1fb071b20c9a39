import Foundation
import Runs
import TestSupport
import Testing

/// A copy of a run of three epochs with all that is drawn of it, which is made once.
struct DrawnRun {
    /// Holds the run in `Output/tiny-1`, and a copy of its data set in `tiny`.
    let folder: TemporaryFolder
    let run: RunFolder
    /// Where the run found its data set.
    let data: URL

    private static let original: Result<TemporaryFolder, any Error> = Result {
        let folder = try TemporaryFolder()
        try TinyData.make(in: folder)
        let outcome = try Program.run(
            [
                "train-and-report", "--dataset", "tiny", "--epochs", "3", "--grid", "4", "--progress", "none",
                "--threads", "2",
            ], in: folder.url)
        try #require(outcome.status == 0, "\(outcome.diagnostics)")
        return folder
    }

    init() throws {
        let original = try Self.original.get().url
        folder = try TemporaryFolder()
        for name in ["Output", "tiny"] {
            try FileManager.default.copyItem(
                at: original.appendingPathComponent(name), to: folder.url.appendingPathComponent(name))
        }
        run = RunFolder(folder.url.appendingPathComponent("Output/tiny-1"))
        data = original.appendingPathComponent("tiny")
    }
}
