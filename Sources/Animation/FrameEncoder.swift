/// Writes frame after frame into a GIF, and sets for how long each is shown.
struct FrameEncoder: ~Copyable {
    private let writer: GIFWriter
    private var delays = FrameDelays()
    /// The frame before, which lasts longer if the next one is the same, and its hundredths of a second.
    private var pending: (frame: CompressedFrame, delay: Int)?

    /// Begins a file of frames in `colours`.
    init(size: FrameSize, colours: [Colour], loops: AnimatedGIF.Loops) throws(GIFError) {
        writer = try GIFWriter.open(
            width: size.width, height: size.height, colours: colours, repeats: loops.repeats)
    }

    /// Adds a frame; its duration has been checked.
    mutating func add(_ frame: CompressedFrame, duration: Double) throws(GIFError) {
        let delay = delays.next(duration)
        if frame.isUnchanged, let last = pending, last.delay + delay <= FrameDelays.longest {
            pending?.delay += delay
            return
        }
        try flush()
        pending = (frame, delay)
    }

    /// The bytes of the file that are ready since the last time.
    borrowing func take() -> [UInt8] { writer.take() }

    /// Ends the file and gives the rest of its bytes.
    consuming func finish() throws(GIFError) -> [UInt8] {
        try flush()
        return try writer.finish()
    }

    private mutating func flush() throws(GIFError) {
        guard let pending else { return }
        try writer.put(pending.frame, delay: pending.delay)
        self.pending = nil
    }
}
