/// Writes frame after frame into a GIF: finds what changed, compresses it, sets delays.
struct FrameEncoder: ~Copyable {
    private let size: FrameSize
    private let writer: GIFWriter
    private let substitutes: Substitutes
    private let codeSize: Int
    /// An index that no colour has, to leave pixels as they are; nil where all 256 are taken.
    private let spare: UInt8?
    private var delays = FrameDelays()
    /// The palette indices [row, column] of what is shown so far; empty before the first frame.
    private var screen: [UInt8] = []
    /// The frame before, which lasts longer if the next one is the same.
    private var pending: (header: GIFWriter.ImageHeader, blocks: [UInt8])?

    /// Begins a file of frames in the palette's colours.
    ///
    /// - Parameter bound: how far off a channel may be from the palette's colour, of 255.
    init(
        size: FrameSize, palette: Palette, bound: Int, loops: AnimatedGIF.Loops, isAnimated: Bool
    ) throws(GIFError) {
        var colours = palette.colours
        let hasSpare = isAnimated && colours.count < 256
        spare = hasSpare ? UInt8(colours.count) : nil
        if hasSpare { colours.append(Colour(packed: 0)) }
        self.size = size
        substitutes = Substitutes(palette.colours, bound: bound)
        codeSize = GIFWriter.codeSize(colours: colours.count)
        writer = try GIFWriter.open(
            width: size.width, height: size.height, colours: colours, repeats: loops.repeats)
    }

    /// Adds a frame by its palette indices [row, column]; its duration has been checked.
    mutating func add(_ next: [UInt8], duration: Double) throws(GIFError) {
        let delay = delays.next(duration)
        guard !screen.isEmpty else {
            screen = next
            encode(FrameDifference(width: size.width, height: size.height), next, delay, transparent: nil)
            return
        }
        let change = FrameDifference(from: screen, to: next, width: size.width, substitutes: substitutes)
        if change == nil, let last = pending, last.header.delay + delay <= FrameDelays.longest {
            pending?.header.delay += delay
            return
        }
        try flush()
        let area = change ?? FrameDifference(width: 1, height: 1)
        let wanted = area.crop(next, width: size.width)
        encode(area, wanted, delay, transparent: spare ?? Self.unused(in: wanted))
    }

    /// The bytes of the file that are ready since the last time.
    borrowing func take() -> [UInt8] { writer.take() }

    /// Ends the file and gives the rest of its bytes.
    consuming func finish() throws(GIFError) -> [UInt8] {
        try flush()
        return try writer.finish()
    }

    private mutating func encode(
        _ area: FrameDifference, _ wanted: [UInt8], _ delay: Int, transparent: UInt8?
    ) {
        var shown = area.crop(screen, width: size.width)
        let blocks = LZWEncoder.encode(
            wanted, over: &shown, transparent: transparent, substitutes: substitutes, codeSize: codeSize)
        area.paste(shown, into: &screen, width: size.width)
        pending = (
            GIFWriter.ImageHeader(
                left: area.left, top: area.top, width: area.width, height: area.height, delay: delay,
                transparentIndex: transparent.map(Int.init)), blocks
        )
    }

    private mutating func flush() throws(GIFError) {
        guard let pending else { return }
        try writer.put(pending.header, blocks: pending.blocks)
        self.pending = nil
    }

    /// The first index that a picture does without.
    private static func unused(in indices: [UInt8]) -> UInt8? {
        var isUsed = [Bool](repeating: false, count: 256)
        for index in indices { isUsed[Int(index)] = true }
        return isUsed.firstIndex(of: false).map { UInt8($0) }
    }
}
