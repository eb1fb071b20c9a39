internal import CGIF

/// A GIF file under construction in memory: header, then images, then ``finish()``.
struct GIFWriter: ~Copyable {
    private let file: UnsafeMutablePointer<GifFileType>
    /// Released when the file is closed.
    private let sink: Unmanaged<Sink>

    /// Collects what giflib writes.
    private final class Sink {
        var bytes: [UInt8] = []
    }

    /// Starts a file for a screen of `width` x `height` pixels.
    ///
    /// - Parameters:
    ///   - colours: 1 to 256 colours; the table is filled up to a power of two.
    ///   - repeats: how often the animation is played again, 0 for without end; nil plays it once.
    static func open(
        width: Int, height: Int, colours: [Colour], repeats: UInt16?
    ) throws(GIFError) -> GIFWriter {
        let writer = try GIFWriter()
        try writer.putScreen(width: width, height: height, colours: colours)
        if let repeats { try writer.putLoop(repeats) }
        return writer
    }

    private init() throws(GIFError) {
        let retained = Unmanaged.passRetained(Sink())
        var code: Int32 = 0
        let opened = EGifOpen(
            retained.toOpaque(),
            { file, bytes, count in
                guard let data = file?.pointee.UserData, let bytes else { return 0 }
                let sink = Unmanaged<Sink>.fromOpaque(data).takeUnretainedValue()
                sink.bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
                return count
            }, &code)
        guard let opened else {
            retained.release()
            throw .library("begin a file", code: code)
        }
        file = opened
        sink = retained
        EGifSetGifVersion(file, true)
    }

    deinit {
        var code: Int32 = 0
        EGifCloseFile(file, &code)
        sink.release()
    }

    private borrowing func putScreen(width: Int, height: Int, colours: [Colour]) throws(GIFError) {
        var entries = colours.map { GifColorType(Red: $0.red, Green: $0.green, Blue: $0.blue) }
        let size = 1 << max(1, GifBitSize(Int32(entries.count)))
        while entries.count < size { entries.append(GifColorType(Red: 0, Green: 0, Blue: 0)) }
        guard let map = GifMakeMapObject(Int32(size), entries) else {
            throw .library("make a colour table", code: E_GIF_ERR_NOT_ENOUGH_MEM)
        }
        defer { GifFreeMapObject(map) }
        try check(EGifPutScreenDesc(file, Int32(width), Int32(height), 8, 0, map), "write the header")
    }

    /// The application extension of Netscape Navigator 2.0, which every reader follows.
    private borrowing func putLoop(_ repeats: UInt16) throws(GIFError) {
        let loop: [UInt8] = [1, UInt8(repeats & 0xFF), UInt8(repeats >> 8)]
        let name = Array("NETSCAPE2.0".utf8)
        try check(EGifPutExtensionLeader(file, APPLICATION_EXT_FUNC_CODE), "write the loop")
        try check(EGifPutExtensionBlock(file, Int32(name.count), name), "write the loop")
        try check(EGifPutExtensionBlock(file, Int32(loop.count), loop), "write the loop")
        try check(EGifPutExtensionTrailer(file), "write the loop")
    }

    /// Adds an image that stays on the screen under those that follow.
    ///
    /// - Parameters:
    ///   - image: its data blocks are for codes of ``codeSize(colours:)``.
    ///   - delay: hundredths of a second.
    borrowing func put(_ image: CompressedFrame, delay: Int) throws(GIFError) {
        var control = GraphicsControlBlock(
            DisposalMode: DISPOSE_DO_NOT, UserInputFlag: false, DelayTime: Int32(delay),
            TransparentColor: Int32(image.transparentIndex ?? Int(NO_TRANSPARENT_COLOR)))
        var packed: [UInt8] = [0, 0, 0, 0]
        let size = EGifGCBToExtension(&control, &packed)
        try check(
            EGifPutExtension(file, GRAPHICS_EXT_FUNC_CODE, Int32(size), packed), "write a frame's delay")
        try check(
            EGifPutImageDesc(
                file, Int32(image.left), Int32(image.top), Int32(image.width), Int32(image.height), false,
                nil),
            "begin a frame")
        var position = 0
        let status = image.blocks.withUnsafeBufferPointer { blocks in
            while position < blocks.count, let start = blocks.baseAddress {
                guard EGifPutCodeNext(file, start + position) == GIF_OK else { return GIF_ERROR }
                position += Int(blocks[position]) + 1
            }
            return EGifPutCodeNext(file, nil)
        }
        try check(status, "write a frame")
    }

    /// The bytes written since the last time, which are then no longer kept.
    borrowing func take() -> [UInt8] {
        sink._withUnsafeGuaranteedRef { sink in
            let bytes = sink.bytes
            sink.bytes = []
            return bytes
        }
    }

    /// The bits that giflib announces for the indices of so many colours.
    static func codeSize(colours: Int) -> Int { max(2, Int(GifBitSize(Int32(colours)))) }

    /// Closes the file and gives the bytes written since ``take()``.
    consuming func finish() throws(GIFError) -> [UInt8] {
        let file = self.file
        let sink = self.sink
        discard self
        var code: Int32 = 0
        let status = EGifCloseFile(file, &code)
        let bytes = sink.takeRetainedValue().bytes
        guard status == GIF_OK else { throw .library("end the file", code: code) }
        return bytes
    }

    private borrowing func check(_ status: Int32, _ operation: String) throws(GIFError) {
        guard status == GIF_OK else { throw .library(operation, code: file.pointee.Error) }
    }
}
