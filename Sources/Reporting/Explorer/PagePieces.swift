import Datasets
import Drawing
import Foundation
import LatentSpace
import Runs
import Storage
import VAE

/// Makes the pieces of the page that need the network and the images, and keeps them in the run folder.
///
/// What is there already and still right is not made again, so a refresh after a snapshot costs that snapshot only.
public struct PagePieces {
    private let viewer: RunViewer

    public init(_ viewer: RunViewer) {
        self.viewer = viewer
    }

    /// Brings the pieces up to date with the run's snapshots.
    ///
    /// - Throws: `FileError` where a snapshot cannot be read or a piece not be written.
    public func refresh() throws {
        let run = viewer.folder
        try AtomicFile.createFolder(run.page)
        let indices = Self.sampled(viewer.images)
        let images = viewer.images.selecting(indices)
        let plane = try viewer.plane()
        try PieceFile.save(
            ExplorerSample(
                indices: indices, labels: indices.map { viewer.data.testLabels[$0] },
                pixels: Data(Self.packed(images)), horizontal: plane.horizontal, vertical: plane.vertical,
                origin: plane.origin), to: ExplorerSample.file(in: run))
        for step in viewer.steps {
            let snapshot = try AtomicFile.read(run.snapshot(atStep: step))
            let grid = Self.grid(for: viewer.record, isLine: plane.isLine)
            let key =
                "\(StepPiece.levels) \(Checksum.crc32([UInt8](snapshot))) \(indices.count) \(grid.columns) \(grid.rows) \(plane)"
            if StepPiece(of: run, step: step)?.key == key { continue }
            let cells = try viewer.decode(plane.codes(at: grid.points), atStep: step)
            let frame = InkImage.mosaic(cells, across: grid.columns)
            let levels = frame.ink.map { UInt8((Int($0) * (StepPiece.levels - 1) + 127) / 255) }
            try StepPiece(
                key: key, posterior: try viewer.encode(images, atStep: step), frame: levels,
                width: frame.columns, height: frame.rows
            ).save(in: run, step: step)
        }
    }

    /// The first images of the test set: a thousand, or fewer where they are large.
    private static func sampled(_ images: ModelledImages) -> [Int] {
        let room = 1_000_000 / max(1, images.rows * images.columns)
        return Array(0..<min(images.count, 1000, max(20, room)))
    }

    /// The frame's cells: the run's latent grid, or fewer cells where the images are large.
    private static func grid(for record: RunRecord, isLine: Bool) -> LatentGrid {
        let side = record.configuration.architecture.imageSide
        return LatentGrid.prior(pointsPerAxis: max(2, min(record.grid, 640 / side)), isLine: isLine)
    }

    /// The images' intensities; where they are paper or ink alone, eight to a byte.
    private static func packed(_ images: ModelledImages) -> [UInt8] {
        guard images.isBinary else { return (0..<images.count).flatMap(images.bytes(of:)) }
        let size = images.imageSize, pixels = images.binarised.pixels
        return (0..<images.count).flatMap { image in
            stride(from: 0, to: size, by: 8).map { start in
                (start..<min(start + 8, size)).reduce(UInt8(0)) { byte, pixel in
                    byte | pixels[image * size + pixel] << UInt8(7 - (pixel - start))
                }
            }
        }
    }
}
