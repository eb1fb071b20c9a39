import Animation
import Drawing
import Foundation
import Runs
import Storage

/// A figure's PNG file made small for the page: few colours, and at need half the pixels.
///
/// The results are kept in the run folder under the file's checksum, because making them takes a while.
struct CompactPicture {
    /// How small, from best to smallest.
    enum Form: String, CaseIterable {
        /// All pixels in 256 colours; the file itself where that takes no fewer bytes.
        case full
        /// Half the pixels across and down, in 64 colours.
        case small
    }

    private let original: [UInt8]
    private let folder: URL, name: String
    /// What the file shows, where it is at hand.
    private let image: PixelImage?

    /// A figure's file.
    init(_ figure: URL, in run: RunFolder) throws {
        self.init([UInt8](try AtomicFile.read(figure)), showing: nil, of: figure, in: run)
    }

    /// - Parameters:
    ///   - original: the content of a figure's file.
    ///   - image: the picture in it, where that is at hand.
    init(_ original: [UInt8], showing image: PixelImage?, of figure: URL, in run: RunFolder) {
        self.original = original
        self.image = image
        folder = run.page
        name = figure.deletingPathExtension().lastPathComponent
    }

    /// The wanted forms, without those that take no fewer bytes than the one before; none where the file is no
    /// picture.
    func forms(_ wanted: [Form] = Form.allCases) throws -> [[UInt8]] {
        var image = image, forms: [[UInt8]] = []
        for form in wanted {
            let file = PackedFile("\(name).\(form.rawValue)", of: original, in: folder)
            let bytes: [UInt8]
            if let kept = file.kept {
                bytes = kept
            } else {
                image = image ?? (try? PixelImage(png: original))
                guard let image else { return [] }
                bytes = try made(form, of: image)
                try file.keep(bytes)
            }
            if bytes.count < forms.last?.count ?? .max { forms.append(bytes) }
        }
        return forms
    }

    private func made(_ form: Form, of image: PixelImage) throws -> [UInt8] {
        switch form {
        case .full:
            let packed = try Self.encoded(image, colours: 256)
            return packed.count < original.count ? packed : original
        case .small: return try Self.encoded(image.halved(), colours: 64)
        }
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
        // From a byte to those of the pixels beside and below; there are none where the picture is one pixel wide or
        // high.
        let beside = width > 1 ? 3 : 0, below = height > 1 ? 3 * width : 0
        var small: [UInt8] = []
        small.reserveCapacity(across * down * 3)
        for row in 0..<down {
            for column in 0..<across {
                let first = 6 * (row * width + column)
                for place in first..<first + 3 {
                    let sum =
                        Int(rgb[place]) + Int(rgb[place + beside]) + Int(rgb[place + below])
                        + Int(rgb[place + below + beside])
                    small.append(UInt8((sum + 2) / 4))
                }
            }
        }
        return PixelImage(width: across, height: down, rgb: small)
    }
}
