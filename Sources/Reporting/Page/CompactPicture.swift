import Animation
import Drawing
import Foundation
import Runs
import Storage

/// A figure's PNG file made small for the page: few colours, at need half the pixels, and still fewer colours.
///
/// The results are kept in the run folder under the file's checksum, because making them takes a while.
struct CompactPicture {
    private let original: [UInt8]
    private let folder: URL, name: String

    init(_ figure: URL, in run: RunFolder) throws {
        original = [UInt8](try AtomicFile.read(figure))
        folder = run.page
        name = figure.deletingPathExtension().lastPathComponent
    }

    /// The file in 256 colours with all its pixels, then those of half the pixels across and down, in 256 colours
    /// and in 64, that take fewer bytes than the one before; none where the file is no picture.
    func forms() throws -> [[UInt8]] {
        let files = ["full", "half", "few"].map { PackedFile("\(name).\($0)", of: original, in: folder) }
        let known = files.compactMap(\.kept)
        let forms = known.count == files.count ? known : try made()
        if known.count != files.count {
            for (file, bytes) in zip(files, forms) { try file.keep(bytes) }
        }
        return forms.reduce(into: []) { smaller, form in
            if form.count < smaller.last?.count ?? .max { smaller.append(form) }
        }
    }

    private func made() throws -> [[UInt8]] {
        guard let image = try? PixelImage(png: original) else { return [] }
        let half = image.halved()
        let full = try Self.encoded(image, colours: 256)
        // A picture that gains nothing stays as it is.
        return [full.count < original.count ? full : original]
            + [try Self.encoded(half, colours: 256), try Self.encoded(half, colours: 64)]
    }

    private static func encoded(_ image: PixelImage, colours: Int) throws -> [UInt8] {
        let few = IndexedImage(image, colours: colours)
        return try PNGFile.encoded(
            width: few.width, height: few.height, indices: few.indices, palette: few.palette)
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
