internal import Drawing

/// Writes frame after frame into a GIF: looks up colours, finds what changed, sets delays.
struct FrameEncoder: ~Copyable {
    private let size: FrameSize
    private let indexer: PaletteIndexer
    private let writer: GIFWriter
    /// The palette index that leaves a pixel as it was; nil for a still picture.
    private let transparent: UInt8?
    private var delays = FrameDelays()
    /// The palette indices [row, column] of the picture so far; empty before the first.
    private var screen: [UInt8] = []

    /// Begins a file for frames whose colours are those of `histogram`.
    init(
        size: FrameSize, histogram: ColourHistogram, loops: AnimatedGIF.Loops, isAnimated: Bool
    ) throws(GIFError) {
        // Where there is a second frame, one index is kept free to mean "as it was".
        let palette = Palette(histogram, limit: isAnimated ? 255 : 256)
        var colours = palette.colours
        if isAnimated { colours.append(Colour(packed: 0)) }
        self.size = size
        indexer = PaletteIndexer(histogram, palette: palette)
        transparent = isAnimated ? UInt8(palette.colours.count) : nil
        writer = try GIFWriter.open(
            width: size.width, height: size.height, colours: colours, repeats: loops.repeats)
    }

    /// Adds a frame whose size and duration have been checked.
    mutating func add(_ frame: AnimationFrame) throws(GIFError) {
        let next = indexer.indices(of: frame.image)
        let delay = delays.next(frame.duration)
        if let transparent, !screen.isEmpty {
            let change = FrameDifference(from: screen, to: next, width: size.width)
            let header = GIFWriter.ImageHeader(
                left: change.left, top: change.top, width: change.width, height: change.height, delay: delay,
                transparentIndex: Int(transparent))
            var indices = change.crop(next, width: size.width)
            let shown = change.crop(screen, width: size.width)
            for pixel in indices.indices where indices[pixel] == shown[pixel] { indices[pixel] = transparent }
            try writer.put(header, indices: indices)
        } else {
            let header = GIFWriter.ImageHeader(
                left: 0, top: 0, width: size.width, height: size.height, delay: delay, transparentIndex: nil)
            try writer.put(header, indices: next)
        }
        screen = next
    }

    /// Ends the file and gives its bytes.
    consuming func finish() throws(GIFError) -> [UInt8] { try writer.finish() }
}
