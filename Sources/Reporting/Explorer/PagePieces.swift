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
    private let sharesViews: Bool

    /// - Parameter sharesViews: whether other pictures are drawn of every snapshot, so that what they encode and decode is
    ///   asked for; else the pieces take less than that.
    package init(_ viewer: RunViewer, sharesViews: Bool = false) {
        self.viewer = viewer
        self.sharesViews = sharesViews
    }

    /// Brings the pieces up to date with the run's snapshots.
    ///
    /// - Parameter isWanted: asked before each snapshot; once it answers false, the others' pieces stay as they are.
    /// - Returns: the snapshots of which there is no piece, because they cannot be read.
    /// - Throws: `FileError` where a piece cannot be written.
    @discardableResult
    public func refresh(while isWanted: () -> Bool = { true }) throws -> [Undrawn] {
        let run = viewer.folder
        if viewer.run.isRecorded { return try refreshRecorded() }
        try AtomicFile.createFolder(run.page)
        let indices = Self.sampled(viewer.images)
        let images = viewer.images.selecting(indices)
        let plane = try viewer.plane()
        try PieceFile.save(
            ExplorerSample(
                indices: indices, labels: indices.map { viewer.data.testLabels[$0] },
                pixels: Data(try Self.packed(images)), horizontal: plane.horizontal, vertical: plane.vertical,
                origin: plane.origin), to: ExplorerSample.file(in: run))
        var undrawn: [Undrawn] = []
        for step in viewer.steps where isWanted() {
            let piece: StepPiece?
            do { piece = try renewed(step: step, on: plane, indices) } catch {
                try? FileManager.default.removeItem(at: StepPiece.file(in: run, step: step))
                undrawn.append(Undrawn(picture: "step \(step) in the report", error: error))
                continue
            }
            try piece?.save(in: run, step: step)
        }
        return undrawn
    }

    /// The piece of a snapshot; `nil` where the one that is there is still right.
    private func renewed(step: Int, on plane: LatentPlane, _ indices: [Int]) throws -> StepPiece? {
        let snapshot = Checksum.crc32([UInt8](try AtomicFile.read(viewer.folder.snapshot(atStep: step))))
        let grid = Self.grid(for: viewer.record, isLine: plane.isLine)
        let key = "\(PlaneFrame.levels) \(snapshot) \(indices.count) \(grid.columns) \(grid.rows) \(plane)"
        if StepPiece(of: viewer.folder, step: step)?.key == key { return nil }
        let codes = plane.codes(at: grid.points)
        let cells: [DataImage], posterior: Posterior
        if sharesViews {
            let view = try viewer.view(atStep: step)
            cells = try view.decode(codes)
            posterior = view.posterior.selecting(indices)
        } else {
            let model = try viewer.model(atStep: step), images = viewer.images
            cells = DataImage.decoded(try model.means(codes), like: images)
            posterior = try model.encode(images.selecting(indices)).plain(unless: viewer.isVariational)
        }
        return StepPiece(
            key: key, posterior: posterior,
            frame: PlaneFrame(DataImage.mosaic(cells, across: grid.columns)))
    }

    /// Brings the pieces of a recorded run up to date: the frames of its film.
    private func refreshRecorded() throws -> [Undrawn] {
        let run = viewer.folder
        guard try viewer.lack(of: "training") == nil else { return [] }
        try AtomicFile.createFolder(run.page)
        let shown = try viewer.stepsOfPlane()
        return try viewer.steps.compactMap { step in
            guard shown.contains(step) else {
                try? FileManager.default.removeItem(at: StepPiece.file(in: run, step: step))
                do { _ = try viewer.view(atStep: step) } catch {
                    return Undrawn(picture: "step \(step) in the report", error: error)
                }
                return nil
            }
            let file = [UInt8](try AtomicFile.read(run.snapshot(atStep: step)))
            let key = "recorded \(PlaneFrame.levels) \(Checksum.crc32(file))"
            if StepPiece(of: run, step: step)?.key == key { return nil }
            let view = try viewer.view(atStep: step)
            let (grid, cells) = try viewer.decodedGrid(view)
            // As many cells as a frame has room for, evenly spread.
            let widest = viewer.images.channels == 1 ? 640 : 512
            let most = max(2, widest / max(1, viewer.images.columns))
            func chosen(_ count: Int) -> [Int] {
                count <= most ? Array(0..<count) : (0..<most).map { $0 * (count - 1) / (most - 1) }
            }
            let columns = chosen(grid.columns)
            let frame = DataImage.mosaic(
                chosen(grid.rows).flatMap { row in columns.map { cells[row * grid.columns + $0] } },
                across: columns.count)
            let sampled = Self.sampled(viewer.images).filter { $0 < view.posterior.count }
            try StepPiece(key: key, posterior: view.posterior.selecting(sampled), frame: PlaneFrame(frame))
                .save(in: run, step: step)
            return nil
        }
    }

    /// The first images of the test set: a thousand, or fewer where they are large, but whole micro-batches of the
    /// network, so that their codes are the same bytes if all images are encoded.
    private static func sampled(_ images: ModelledImages) -> [Int] {
        let room = 1_000_000 / max(1, images.imageSize), together = Network.imagesTogether
        return Array(0..<min(images.count, 1000 / together * together, max(24, room) / together * together))
    }

    /// The frame's cells: the run's latent grid, or fewer cells where the images are large or take more bytes.
    private static func grid(for record: RunRecord, isLine: Bool) -> LatentGrid {
        let architecture = record.configuration.architecture
        let widest = architecture.channels == 1 ? 640 : 512
        return LatentGrid.prior(
            pointsPerAxis: max(2, min(record.grid, widest / architecture.imageSide)), isLine: isLine)
    }

    /// The images' intensities; where they are paper or ink alone, eight to a byte.
    ///
    /// - Throws: `FileError` of kind `inputOutput` where they are in a file that cannot be read.
    static func packed(_ images: ModelledImages) throws -> [UInt8] {
        guard images.isBinary else { return try (0..<images.count).flatMap(images.bytes(of:)) }
        let size = images.imageSize, pixels = try images.binarised.pixels
        return (0..<images.count).flatMap { image in
            stride(from: 0, to: size, by: 8).map { start in
                (start..<min(start + 8, size)).reduce(UInt8(0)) { byte, pixel in
                    byte | pixels[image * size + pixel] << UInt8(7 - (pixel - start))
                }
            }
        }
    }
}

extension PlaneFrame {
    /// A frame of decoded images that lie side by side.
    init(_ image: DataImage) {
        let bytes =
            image.channels == 1
            ? image.bytes.map { UInt8((Int($0) * (Self.levels - 1) + 127) / 255) } : image.bytes
        self.init(
            bytes: Data(bytes), width: image.columns, height: image.rows, channels: image.channels)
    }
}
