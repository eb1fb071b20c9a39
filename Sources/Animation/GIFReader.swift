internal import CGIF
internal import Drawing

/// A GIF file taken apart again, to check what was written.
struct GIFReader {
    /// One image of the file as the screen shows it.
    struct Frame: Equatable {
        /// The whole screen after this image has been drawn.
        let image: PixelImage
        /// Hundredths of a second.
        let delay: Int
        /// The rectangle that the file stores.
        let left: Int, top: Int, width: Int, height: Int
    }

    /// The frames in order.
    private(set) var frames: [Frame] = []
    /// How often the animation is played again, 0 for without end; nil where the file does not say.
    private(set) var repeats: Int?

    /// Bytes to be read, and how many of them have been.
    private final class Source {
        let bytes: [UInt8]
        var position = 0
        init(_ bytes: [UInt8]) { self.bytes = bytes }
    }

    /// Decodes the file; images must keep the screen below them, as those of ``AnimatedGIF`` do.
    init(_ bytes: [UInt8]) throws(GIFError) {
        let source = Source(bytes)
        var code: Int32 = 0
        let opened = withExtendedLifetime(source) {
            DGifOpen(
                Unmanaged.passUnretained(source).toOpaque(),
                { file, target, count in
                    guard let data = file?.pointee.UserData, let target else { return 0 }
                    let source = Unmanaged<Source>.fromOpaque(data).takeUnretainedValue()
                    let available = min(Int(count), source.bytes.count - source.position)
                    for offset in 0..<available { target[offset] = source.bytes[source.position + offset] }
                    source.position += available
                    return Int32(available)
                }, &code)
        }
        guard let file = opened else { throw .library("open a file", code: code) }
        defer { DGifCloseFile(file, &code) }
        let status = withExtendedLifetime(source) { DGifSlurp(file) }
        guard status == GIF_OK else { throw .library("read a file", code: file.pointee.Error) }
        try compose(file.pointee, file)
    }

    private mutating func compose(
        _ content: GifFileType, _ file: UnsafeMutablePointer<GifFileType>
    ) throws(GIFError) {
        let width = Int(content.SWidth), height = Int(content.SHeight)
        var screen = [UInt8](repeating: 0, count: width * height * 3)
        guard let palette = content.SColorMap?.pointee else {
            throw .library("read a file", code: D_GIF_ERR_NO_COLOR_MAP)
        }
        for index in 0..<Int(content.ImageCount) {
            let saved = content.SavedImages[index]
            if index == 0 { repeats = Self.repeats(saved) }
            var control = GraphicsControlBlock()
            DGifSavedExtensionToGCB(file, Int32(index), &control)
            let area = saved.ImageDesc
            guard area.Left >= 0, area.Top >= 0, Int(area.Left) + Int(area.Width) <= width,
                Int(area.Top) + Int(area.Height) <= height
            else { throw .library("read a file", code: D_GIF_ERR_IMAGE_DEFECT) }
            for row in 0..<Int(area.Height) {
                for column in 0..<Int(area.Width) {
                    let value = Int(saved.RasterBits[row * Int(area.Width) + column])
                    guard value != Int(control.TransparentColor), value < palette.ColorCount else { continue }
                    let colour = palette.Colors[value]
                    let target = ((row + Int(area.Top)) * width + column + Int(area.Left)) * 3
                    screen[target] = colour.Red
                    screen[target + 1] = colour.Green
                    screen[target + 2] = colour.Blue
                }
            }
            frames.append(
                Frame(
                    image: PixelImage(width: width, height: height, rgb: screen),
                    delay: Int(control.DelayTime),
                    left: Int(area.Left), top: Int(area.Top), width: Int(area.Width), height: Int(area.Height)
                ))
        }
    }

    /// The count in the Netscape extension before the first image.
    private static func repeats(_ saved: SavedImage) -> Int? {
        for index in 0..<Int(saved.ExtensionBlockCount) {
            let block = saved.ExtensionBlocks[index]
            if block.Function == CONTINUE_EXT_FUNC_CODE, block.ByteCount == 3, block.Bytes[0] == 1 {
                return Int(block.Bytes[1]) | Int(block.Bytes[2]) << 8
            }
        }
        return nil
    }
}
