import Foundation
import Pictures
import Storage
import Synchronization

/// Decodes pictures and makes them squares, one by one on all cores.
struct PictureReader: Sendable {
    /// Pictures that are read before the next are begun and before progress is told.
    static let block = 128
    /// Of larger ones, one is decoded at a time, so that memory does not grow with the cores.
    private static let largePixels = 12_000_000
    private static let isDecodingLarge = Mutex(())

    /// Paths begin here.
    let root: String
    let scaling: SquareScaling
    /// What is seen where pictures are transparent.
    let ground: OpaqueColour

    /// Red, green and blue [row, column, channel] of a picture as a square.
    func square(of file: PictureFile) throws(UnreadablePicture) -> [UInt8] {
        guard file.width * file.height > Self.largePixels else { return try decoded(file) }
        return try Self.isDecodingLarge.withLock { (_: inout Void) throws(UnreadablePicture) -> [UInt8] in
            try decoded(file)
        }
    }

    private func decoded(_ file: PictureFile) throws(UnreadablePicture) -> [UInt8] {
        let url = URL(fileURLWithPath: root + "/" + file.path)
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = Array(try AtomicFile.read(url))
        } catch {
            throw UnreadablePicture(path: file.path, reason: error.reason)
        }
        do throws(PictureError) {
            // As much as leaves two pixels of the short side for each that is wanted.
            let (short, long) = (min(file.width, file.height), max(file.width, file.height))
            let wanted = 2 * scaling.side * long / max(1, short) + 1
            let picture = try PixelPicture(file: bytes, wantedSide: wanted)
            return scaling.square(
                of: picture.laid(over: ground), width: picture.width, height: picture.height, channels: 3,
                ground: ground.channels)
        } catch {
            throw UnreadablePicture(path: file.path, reason: error.description)
        }
    }

    /// The pictures as a set, in their order, without those that cannot be read.
    ///
    /// - Parameters:
    ///   - memoryLimit: the most bytes that are kept in memory; of more, all are in a file.
    ///   - done: told how many have been read.
    /// - Throws: `FileError` where there is no room for that file.
    func images(
        of files: [PictureFile], _ treatment: PictureTreatment, memoryLimit: Int, done: (Int) -> Void
    ) throws(FileError) -> (images: ImageSet, unreadable: [UnreadablePicture]) {
        let channels = treatment.isColoured ? 3 : 1
        let size = scaling.side * scaling.side * channels
        var pixels = ByteStoreWriter(limit: memoryLimit, expected: files.count * size)
        var labels: [UInt8] = [], unreadable: [UnreadablePicture] = []
        labels.reserveCapacity(files.count)
        for start in stride(from: 0, to: files.count, by: Self.block) {
            done(start)
            let some = Array(files[start..<min(start + Self.block, files.count)])
            let results = concurrentMap(some.count) { index -> Result<[UInt8], UnreadablePicture> in
                Result { () throws(UnreadablePicture) -> [UInt8] in
                    let square = try square(of: some[index])
                    return treatment.isColoured ? square : Self.ink(square, isInverted: treatment.isInverted)
                }
            }
            for (file, result) in zip(some, results) {
                switch result {
                case .success(let square):
                    try pixels.append(square)
                    labels.append(file.label)
                case .failure(let error): unreadable.append(error)
                }
            }
        }
        return (
            ImageSet(
                rows: scaling.side, columns: scaling.side, channels: channels,
                bytes: ImageBytes(pixels.finish(), size: size), labels: labels),
            unreadable
        )
    }

    private static func ink(_ square: [UInt8], isInverted: Bool) -> [UInt8] {
        stride(from: 0, to: square.count, by: 3).map { pixel in
            let luma = OpaqueColour.luma(square[pixel], square[pixel + 1], square[pixel + 2])
            return isInverted ? 255 - luma : luma
        }
    }
}
