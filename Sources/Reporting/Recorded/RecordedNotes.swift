import Foundation
import Runs
import Storage

/// What drawing a recorded run found: what it lacks, and what is wrong with it. The run's own record is its trainer's, so
/// that this has a file of its own.
struct RecordedNotes: Codable, Equatable {
    var missing: [ReportPage.Missing] = []
    var warnings: [String] = []

    private static func file(in run: RunFolder) -> URL { run.page.appendingPathComponent("notes.piece") }

    /// The notes of a run; none where there is no such file, or it is damaged.
    static func read(from run: RunFolder) -> RecordedNotes {
        PieceFile.read(RecordedNotes.self, from: file(in: run)) ?? RecordedNotes()
    }

    func save(in run: RunFolder) throws {
        try AtomicFile.createFolder(run.page)
        try PieceFile.save(self, to: Self.file(in: run))
    }
}

extension RunViewer {
    /// Writes what the run lacks, and what is wrong with it.
    ///
    /// - Returns: what is wrong, a line each.
    func writeNotes(undrawn: [Undrawn]) throws -> [String] {
        let kinds = FigureKind.catalogue.map(\.name) + AnimationKind.catalogue.map(\.name)
        let lacks = try kinds.compactMap { try lack(of: $0) }
        // What a picture turned out to lack only as it was drawn.
        let others = undrawn.compactMap { undrawn -> ReportPage.Missing? in
            (undrawn.error as? NotRecorded).map {
                ReportPage.Missing(what: undrawn.picture, remedy: $0.description)
            }
        }
        var missing: [ReportPage.Missing] = []
        for one in lacks + (try lacksOfPage()) + others where !missing.contains(one) {
            if !missing.contains(where: { $0.what == one.what }) { missing.append(one) }
        }
        let broken = undrawn.filter { !($0.error is RecordingLack) && !($0.error is NotRecorded) }
        let warnings = try RecordedWarnings(self).lines + broken.lines(in: folder)
        try RecordedNotes(missing: missing, warnings: warnings).save(in: folder)
        return warnings
    }
}

/// A picture that takes what the run lacks.
struct RecordingLack: Error, CustomStringConvertible {
    let picture: String
    let missing: ReportPage.Missing

    var description: String {
        "\(picture): the run has not what this shows, \(missing.what); it would take \(missing.remedy)"
    }
}
