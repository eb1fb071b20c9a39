package import Datasets
import Foundation
package import Runs
import Storage
import Synchronization

/// The report of a run that is still training.
///
/// Its words and numbers are written anew at each snapshot. Its pictures and the network in it take much longer
/// to make: they follow when there is time, and until then the page keeps those of an earlier snapshot. Both go on
/// beside the training, on threads of low priority, for a twentieth of the time at most.
public final class LiveReport: Sendable {
    private let folder: RunFolder
    private let record: RunRecord
    private let data: ModelledDataset
    private let renderer: PageRenderer
    private let size: PageSize
    /// The last page whose pictures were made for it.
    private let illustrated = Mutex<ReportPage?>(nil)
    private let writing = BackgroundRefresher("report", share: 0.02)
    private let illustrating = BackgroundRefresher("report pictures", share: 0.03)

    /// Prepares the report of a run; nothing is written yet.
    ///
    /// - Parameters:
    ///   - data: the images that the run is trained and tested on.
    ///   - templates: what the page is made with.
    ///   - size: the bytes that it may take.
    /// - Throws: `ReportPageError` where a template cannot be used.
    package init(
        _ folder: RunFolder, record: RunRecord, data: ModelledDataset, templates: TemplateSet,
        size: PageSize = .usual
    ) throws {
        self.folder = folder
        self.record = record
        self.data = data
        renderer = try PageRenderer(templates)
        self.size = size
    }

    /// Takes up what the run's folder newly holds.
    ///
    /// A page that cannot be written now is written at the end of the run, where its error counts.
    public func renew() {
        writing.offer { try? self.write() }
        illustrating.offer {
            guard (try? self.illustrate()) != nil else { return }
            self.writing.offer { try? self.write() }
        }
    }

    /// Waits for what is going on, which ends early, and writes the page once more, with the run as it stands now;
    /// nothing is renewed any more.
    public func finish() {
        illustrating.close()
        writing.close()
        try? write()
    }

    /// Writes the page with the numbers of now and the pictures that there are.
    func write() throws {
        var page = try ReportComposer(folder, renderer).words()
        if let illustrated = illustrated.withLock({ $0 }) { page.takePictures(of: illustrated) }
        try AtomicFile.write(try renderer.html(page), to: folder.report)
    }

    /// Makes the pictures of the newest snapshots, unless they are no longer wanted: what is made by then is kept.
    func illustrate() throws {
        let run = try RecordedRun(folder, record: record, data: data)
        try PagePieces(RunViewer(run, threads: 1)).refresh { !illustrating.isClosed }
        guard !illustrating.isClosed else { return }
        let page = try ReportComposer(folder, renderer, effort: .fair, size: size).page()
        illustrated.withLock { $0 = page }
    }
}

extension ReportPage {
    /// Takes everything over from another page of the run that is not words or numbers.
    fileprivate mutating func takePictures(of other: ReportPage) {
        explorer = other.explorer
        files = other.files
        figures = other.figures
        animations = other.animations
        elsewhere = other.elsewhere
        commonLines = other.commonLines
        undrawn = other.undrawn
    }
}
