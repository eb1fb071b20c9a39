public import Foundation
import Runs

extension RunViewer {
    /// Writes `report.html` with what the run folder holds: at any snapshot, whatever has been drawn by then.
    ///
    /// - Parameter templates: what the page is made with.
    /// - Returns: its place.
    /// - Throws: `FileError` where the run's files cannot be read or the page not be written.
    @discardableResult
    public func writeReport(templates: TemplateSet = .builtIn) throws -> URL {
        try PagePieces(self).refresh()
        if record.state != .running { try saveLayers() }
        return try ReportComposer(folder, templates: templates).write()
    }
}
