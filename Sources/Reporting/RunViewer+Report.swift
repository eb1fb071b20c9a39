public import Foundation
import Runs

extension RunViewer {
    /// Makes the pieces of the report that need the network: the model, its frames, the layers of its plane.
    ///
    /// - Parameters:
    ///   - isMeasured: whether paths and the metric are measured for the page, if they are not yet; else it measures
    ///     them itself, and not as finely.
    ///   - areAllDrawn: whether pictures are drawn of every snapshot meanwhile.
    /// - Returns: what the report will lack, because a snapshot cannot be read.
    /// - Throws: `FileError` where a piece cannot be written.
    public func refreshPage(isMeasured: Bool = true, areAllDrawn: Bool = false) throws -> [Undrawn] {
        let undrawn = try PagePieces(self, sharesViews: try areAllDrawn && keepsViews).refresh()
        if record.state != .running, !run.isRecorded {
            try saveClusters()
            try saveLayers()
            if isMeasured { try saveLandmarks() }
        }
        return undrawn
    }

    /// Writes `report.html` with what the run folder holds: at any snapshot, whatever has been drawn by then.
    ///
    /// - Parameters:
    ///   - templates: what the page is made with.
    ///   - size: the bytes that it may take.
    /// - Returns: its place.
    /// - Throws: `FileError` where the run's files cannot be read or the page not be written.
    @discardableResult
    public func writeReport(templates: TemplateSet = .builtIn, size: PageSize = .usual) throws -> URL {
        try ReportComposer(folder, templates: templates, size: size).write()
    }

    /// Writes `slides.html` with what the run folder holds.
    ///
    /// - Parameter templates: what the slides are made with.
    /// - Returns: its place.
    /// - Throws: `FileError` where the run's files cannot be read or the slides not be written.
    @discardableResult
    public func writeSlides(templates: TemplateSet = .builtIn) throws -> URL {
        try ReportComposer(folder, templates: templates).writeSlides()
    }
}
