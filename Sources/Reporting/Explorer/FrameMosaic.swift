import Foundation
import Pictures
import Storage

/// The decoded plane of a snapshot as a frame of the page's film.
struct PlaneFrame: Codable, Equatable {
    /// [row, column, channel]: of grey images 0 (no ink) to ``levels`` - 1, else the intensities of colours.
    let bytes: Data
    /// The frame's pixels across and down, and numbers a pixel: 1 or 3.
    let width: Int, height: Int, channels: Int

    /// The steps of grey: as many as half a byte tells apart.
    static let levels = 16

    /// Whether the sizes make sense, and there are as many bytes.
    var isWhole: Bool {
        let sides = 1...1 << 16
        return sides.contains(width) && sides.contains(height) && [1, 3].contains(channels)
            && bytes.count == width * height * channels
    }

    /// One pixel of paper.
    static let blank = PlaneFrame(bytes: Data([0]), width: 1, height: 1, channels: 1)

    /// Paper of the same size and kind.
    var blank: PlaneFrame {
        PlaneFrame(
            bytes: Data(repeating: channels == 1 ? 0 : 255, count: bytes.count), width: width, height: height,
            channels: channels)
    }

    /// Whether both are of one size, and grey or in colours.
    func isLike(_ other: PlaneFrame) -> Bool {
        width == other.width && height == other.height && channels == other.channels
    }
}

/// Lays equally large frames out on one sheet, in reading order.
struct FrameMosaic {
    /// All of one size and kind, and whole; at least one.
    let frames: [PlaneFrame]

    /// Frames in a row of the sheet. So few that the images above and to the left, which are like each other, lie
    /// within the 32 KB that deflate looks back over: with six, the sheet of a run takes an eighth more.
    private static let mostAcross = 4
    /// Of a sheet in colours: high enough that no cell looks blocky at the size of the page.
    private static let quality = 88

    /// The sheet as a picture file: few greys as PNG, colours as JPEG.
    ///
    /// - Parameter folder: where a sheet of greys, packed as well as can be, is kept for the next page; `nil` for one
    ///   that is soon made.
    /// - Throws: `FileError` where it cannot be made; `nil` is returned for no frames.
    func encoded(effort: PackingEffort = .thorough, keptIn folder: URL? = nil) throws -> (
        picture: ReportPage.Picture, sheet: ReportPage.FrameSheet
    )? {
        guard let first = frames.first else { return nil }
        let columns = max(1, min(frames.count, Self.mostAcross))
        let (width, height) = (columns * first.width, (frames.count + columns - 1) / columns * first.height)
        let isGrey = first.channels == 1
        guard
            let file = isGrey
                ? try grey(sheet(across: columns), width: width, height: height, effort, keptIn: folder)
                : JPEGEncoder.encoded(
                    width: width, height: height, rgb: sheet(across: columns), quality: Self.quality)
        else { return nil }
        return (
            ReportPage.Picture(
                bytes: file, mediaType: isGrey ? .png : .jpeg, width: width, height: height),
            ReportPage.FrameSheet(
                width: first.width, height: first.height, count: frames.count, columns: columns,
                greys: isGrey ? PlaneFrame.levels : 0)
        )
    }

    /// The frames' bytes beside and below each other; what is left over is black, or paper.
    private func sheet(across columns: Int) -> [UInt8] {
        let line = frames[0].width * frames[0].channels, height = frames[0].height
        let rows = (frames.count + columns - 1) / columns
        var bytes = [UInt8](repeating: 0, count: columns * line * rows * height)
        for (index, frame) in frames.enumerated() {
            let corner = index / columns * height * columns * line + index % columns * line
            let own = [UInt8](frame.bytes)
            for row in 0..<height {
                let start = corner + row * columns * line
                bytes.replaceSubrange(start..<start + line, with: own[row * line..<(row + 1) * line])
            }
        }
        return bytes
    }

    private func grey(
        _ pixels: [UInt8], width: Int, height: Int, _ effort: PackingEffort, keptIn folder: URL?
    ) throws -> [UInt8] {
        // A page that training soon writes again keeps nothing, and takes what a better one has kept.
        let thorough = PackingEffort.thorough
        let file = folder.map { PackedFile("frames-\(thorough)-\(width)", of: pixels, in: $0) }
        if let kept = file?.kept { return kept }
        let darkest = PlaneFrame.levels - 1
        let palette = (0...darkest).flatMap { level in
            let grey = UInt8(255 - level * 255 / darkest)
            return [grey, grey, grey]
        }
        let made = try PNGFile.encoded(
            width: width, height: height, indices: pixels.map { min($0, UInt8(darkest)) }, palette: palette,
            effort: effort)
        if effort == thorough { try file?.keep(made) }
        return made
    }
}
