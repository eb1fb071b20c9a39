import Figures
import Foundation
import LatentSpace
import Runs
import VAE

extension ReportComposer {
    /// Codes and pixels of a recorded plane in the page at the most.
    private static let mostPoints = 1000, mostPixels = 6_000_000

    /// The recorded plane that stands in the page where a described run has its network; `nil` without one.
    ///
    /// - Parameter landscape: the decoded plane as a picture.
    func recordedPlane(_ landscape: ReportPage.Landscape?) throws -> ReportPage.RecordedPlane? {
        guard record.isRecorded, let step = rows.last?.step,
            let recording = try? RecordedSnapshot(contentsOf: folder.snapshot(atStep: step), of: record),
            let plane = [recording.fine, recording.plane].compactMap(\.self).first(where: fits),
            let vertical = plane.vertical
        else { return nil }
        let side = record.configuration.architecture.imageSide
        var archive = PageArchive()
        let size = plane.cells.images.imageSize
        archive.add(
            "images",
            bytes: (0..<plane.cells.count).flatMap { cell in
                plane.cells.images[cell].map { UInt8((min(max($0, 0), 1) * 255).rounded()) }
            }, shape: [plane.rows, plane.columns, size])
        let labels = try? SampleFile.labels(of: folder, record)
        let count = min(recording.posterior?.count ?? 0, labels?.count ?? 0, Self.mostPoints)
        let points = LatentPlane(plane).points(
            of: Array(recording.posterior?.means.prefix(count * plane.origin.count) ?? []))
        archive.add("points", shorts: points.flatMap { [Float($0.x), Float($0.y)] }, shape: [count, 2])
        archive.add("labels", bytes: Array((labels ?? []).prefix(count)), shape: [count])
        return ReportPage.RecordedPlane(
            columnValues: plane.columnValues, rowValues: plane.rowValues, horizontal: plane.horizontal,
            vertical: vertical, imageSide: side, channels: record.configuration.architecture.channels,
            archive: try archive.packed(effort), isInterpolated: recording.fine == plane,
            landscape: landscape)
    }

    /// Whether a plane has room in a page.
    private func fits(_ plane: RecordedPlane) -> Bool {
        plane.vertical != nil && plane.cells.count * plane.cells.images.imageSize <= Self.mostPixels
    }
}
