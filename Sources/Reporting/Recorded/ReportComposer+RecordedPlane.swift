import Figures
import Foundation
import Runs
import VAE

extension ReportComposer {
    /// Codes in the page at the most.
    private static let mostPoints = 1000

    /// The recorded planes that stand in the page where a described run has its network; `nil` without one.
    ///
    /// - Parameter landscape: the decoded plane as a picture.
    func recordedPlane(_ landscape: ReportPage.Landscape?) throws -> ReportPage.RecordedPlane? {
        guard record.isRecorded, let step = rows.last?.step,
            let recording = try? RecordedSnapshot(contentsOf: folder.snapshot(atStep: step), of: record)
        else { return nil }
        let planes = shownPlanes(of: recording)
        let grids = planes.compactMap { plane in
            plane.vertical.map {
                ReportPage.RecordedPlane.Grid(
                    columnValues: plane.columnValues, rowValues: plane.rowValues,
                    horizontal: plane.horizontal, vertical: $0,
                    isInterpolated: plane == recording.fine || plane != recording.plane)
            }
        }
        guard let first = planes.first else { return nil }
        var page = ReportPage.RecordedPlane(
            grids: grids, imageSide: record.configuration.architecture.imageSide,
            channels: record.configuration.architecture.channels, archive: [], landscape: landscape)
        var archive = PageArchive()
        archive.add(
            "images",
            bytes: planes.flatMap(Self.differences(of:)),
            shape: [planes.reduce(0) { $0 + $1.cells.count }, first.cells.images.imageSize])
        let labels = try? SampleFile.labels(of: folder, record)
        let count = min(recording.posterior?.count ?? 0, labels?.count ?? 0, Self.mostPoints)
        let means = recording.posterior?.means ?? [], latentDim = first.cells.latentDim
        let points = (0..<count).flatMap { image in page.dimensions.map { means[image * latentDim + $0] } }
        archive.add("points", shorts: points, shape: [count, page.dimensions.count])
        archive.add("labels", bytes: Array((labels ?? []).prefix(count)), shape: [count])
        page.archive = try archive.packed(effort)
        return page
    }

    /// The images of a plane as bytes, each less what those to the left and above let expect, modulo 256: less the left,
    /// less the upper, and the upper left again. Neighbours are alike, so that this packs much better.
    private static func differences(of plane: RecordedPlane) -> [UInt8] {
        let size = plane.cells.images.imageSize, row = plane.columns * size
        let bytes = (0..<plane.cells.count).flatMap { cell in
            plane.cells.images[cell].map { UInt8((min(max($0, 0), 1) * 255).rounded()) }
        }
        return bytes.indices.map { place in
            let hasLeft = place % row >= size, hasUpper = place >= row
            let left = hasLeft ? bytes[place - size] : 0, upper = hasUpper ? bytes[place - row] : 0
            let both = hasLeft && hasUpper ? bytes[place - row - size] : 0
            return bytes[place] &- left &- upper &+ both
        }
    }

    /// The finest plane of those that figures show that has room in a page, and as many further ones as have room beside
    /// it.
    private func shownPlanes(of recording: RecordedSnapshot) -> [RecordedPlane] {
        func size(_ plane: RecordedPlane) -> Int { plane.cells.count * plane.cells.images.imageSize }
        let own = [recording.fine, recording.plane].compactMap(\.self)
        guard let first = own.first(where: { $0.vertical != nil && size($0) <= PageAllowance.mostRecorded })
        else { return [] }
        var left = allowance.recordedNumbers - size(first)
        return [first]
            + recording.further.filter { plane in
                guard size(plane) <= left else { return false }
                left -= size(plane)
                return true
            }
    }
}
