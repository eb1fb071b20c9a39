/// A frame ready to be written: a rectangle of the screen and its compressed pixels.
struct CompressedFrame: Sendable {
    let left: Int, top: Int, width: Int, height: Int
    /// The palette index that leaves a pixel as it was; nil where none does.
    let transparentIndex: Int?
    /// The data blocks.
    let blocks: [UInt8]
    /// Whether the screen shows all of it already.
    let isUnchanged: Bool
}

/// Finds what changed from one frame to the next, and compresses it.
struct FrameCompressor: Sendable {
    private let size: FrameSize
    private let substitutes: Substitutes
    /// Whether the pictures are full of shades.
    private let isShaded: Bool
    /// The file's colours, with one more where an index is left for pixels that stay as they are.
    let colours: [Colour]
    /// An index that no colour has, to leave pixels as they are; nil where all 256 are taken.
    private let spare: UInt8?
    /// Whether each pixel gets the palette's nearest colour, so that the screen shows what was wanted.
    var isExact: Bool { substitutes.areNone }

    /// For frames in the palette's colours.
    ///
    /// - Parameters:
    ///   - bound: how far off a channel may be from the palette's colour, of 255.
    ///   - background: a colour that is shown as it is.
    ///   - isShaded: whether the pictures are full of shades.
    init(
        size: FrameSize, palette: Palette, bound: Int, background: Colour?, isShaded: Bool, isAnimated: Bool
    ) {
        let hasSpare = isAnimated && palette.colours.count < 256
        spare = hasSpare ? UInt8(palette.colours.count) : nil
        colours = palette.colours + (hasSpare ? [Colour(packed: 0)] : [])
        self.size = size
        self.isShaded = isShaded
        substitutes = Substitutes(palette.colours, bound: bound, background: background)
    }

    /// The frame that shows `next` [row, column].
    ///
    /// - Parameter screen: the palette indices that are shown before, empty at the first frame, and afterwards.
    func compress(_ next: [UInt8], over screen: inout [UInt8]) -> CompressedFrame {
        let isFirst = screen.isEmpty
        if isFirst { screen = next }
        let change =
            isFirst
            ? FrameDifference(width: size.width, height: size.height)
            : FrameDifference(from: screen, to: next, width: size.width, substitutes: substitutes)
        let area = change ?? FrameDifference(width: 1, height: 1)
        let wanted = area.crop(next, width: size.width)
        let transparent = isFirst ? nil : spare ?? Self.unused(in: wanted)
        let codeSize = GIFWriter.codeSize(colours: colours.count)
        var shown = area.crop(screen, width: size.width)
        let blocks = LZWEncoder.encode(
            wanted, over: &shown, transparent: transparent, substitutes: substitutes, codeSize: codeSize,
            isShaded: isShaded)
        if isExact { screen = next } else { area.paste(shown, into: &screen, width: size.width) }
        return CompressedFrame(
            left: area.left, top: area.top, width: area.width, height: area.height,
            transparentIndex: transparent.map(Int.init), blocks: blocks, isUnchanged: change == nil)
    }

    /// The first index that a picture does without.
    private static func unused(in indices: [UInt8]) -> UInt8? {
        var isUsed = [Bool](repeating: false, count: 256)
        for index in indices { isUsed[Int(index)] = true }
        return isUsed.firstIndex(of: false).map { UInt8($0) }
    }
}
