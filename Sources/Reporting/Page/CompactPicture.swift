import Animation
import Drawing
import Foundation
import Runs
import Storage

/// A figure's PNG file made small for the page: few colours, at need half the pixels, and still fewer colours.
///
/// The results are kept in the run folder under the file's checksum, because making them takes a while.
struct CompactPicture {
    let original: [UInt8]
    private let folder: URL, name: String

    init(_ figure: URL, in run: RunFolder) throws {
        original = [UInt8](try AtomicFile.read(figure))
        folder = run.page
        name = figure.deletingPathExtension().lastPathComponent
    }

    /// The file with its pixels, in 256 colours.
    func full() throws -> [UInt8] {
        try kept("full") { try Self.encoded($0) }
    }

    /// The file with half the pixels across and down.
    func half() throws -> [UInt8] {
        try kept("half") { try Self.encoded($0.halved()) }
    }

    /// The file with half the pixels across and down, in 64 colours.
    func few() throws -> [UInt8] {
        try kept("few") { try Self.encoded($0.halved(), colours: 64) }
    }

    private static func encoded(_ image: PixelImage, colours: Int = 256) throws -> [UInt8] {
        let few = IndexedImage(image, colours: colours)
        return try PNGFile.encoded(
            width: few.width, height: few.height, indices: few.indices, palette: few.palette)
    }

    private func kept(_ form: String, _ make: (PixelImage) throws -> [UInt8]) throws -> [UInt8] {
        let prefix = "\(name).\(form)."
        let file = folder.appendingPathComponent(
            prefix + String(Checksum.crc32(original), radix: 16) + ".png")
        if let known = try? AtomicFile.read(file) { return [UInt8](known) }
        let made = try make(try PixelImage(png: original))
        // A picture that gains nothing stays as it is.
        let smaller = form == "full" && made.count >= original.count ? original : made
        try AtomicFile.createFolder(folder)
        for old in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        where old.hasPrefix(prefix) && old.hasSuffix(".png") {
            try? FileManager.default.removeItem(at: folder.appendingPathComponent(old))
        }
        try AtomicFile.write(smaller, to: file)
        return smaller
    }
}

extension PixelImage {
    /// Half as many pixels across and down, each the mean of four; an odd last row or column is left out.
    func halved() -> PixelImage {
        let across = max(1, width / 2), down = max(1, height / 2)
        var small = [UInt8](repeating: 0, count: across * down * 3)
        for row in 0..<down {
            for column in 0..<across {
                for channel in 0..<3 {
                    var sum = 0
                    for (y, x) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                        let sourceRow = min(2 * row + y, height - 1)
                        let sourceColumn = min(2 * column + x, width - 1)
                        sum += Int(rgb[(sourceRow * width + sourceColumn) * 3 + channel])
                    }
                    small[(row * across + column) * 3 + channel] = UInt8((sum + 2) / 4)
                }
            }
        }
        return PixelImage(width: across, height: down, rgb: small)
    }
}
