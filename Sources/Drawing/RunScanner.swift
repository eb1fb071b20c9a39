/// Finds the runs of equal pixels in a picture's bytes: eight pixels a step where they are equal, and where they are
/// not by the same steps for each, which leaves the processor nothing to guess.
struct RunScanner: ~Copyable {
    private let memory: UnsafeMutablePointer<UInt32>
    private var state = State()

    /// What changes from pixel to pixel; a copy of it can be held in registers.
    private struct State {
        /// The runs so far.
        var count = 0
        /// The colour of the run in hand, and its pixels so far.
        var last: UInt32 = 0, length: UInt32 = 0
    }

    /// The runs so far, but for the one in hand: the colour as 0xRRGGBB, and in the low 8 bits the number of pixels.
    var runs: UnsafeBufferPointer<UInt32> { UnsafeBufferPointer(start: memory, count: state.count) }

    /// Pixels of a run to which eight more can be added.
    private static let longest: UInt32 = 255 - 8

    /// For `pixels` pixels at most.
    init(pixels: Int) {
        // At worst a run a pixel, and one wherever one is long.
        memory = .allocate(capacity: pixels + pixels / Int(Self.longest) + 2)
    }

    deinit { memory.deallocate() }

    /// Takes red, green and blue of each pixel.
    mutating func scan(rgb: UnsafeRawBufferPointer) {
        guard let bytes = rgb.baseAddress, rgb.count >= 3 else { return }
        let end = rgb.count / 3 - 1
        // Four bytes are read, so the last pixel is not among these.
        scan(
            end
        ) { pixel in
            UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: pixel &* 3, as: UInt32.self)) &>> 8
        } areLikeBefore: { pixel in
            let (old, new) = (bytes + (pixel &* 3 &- 3), bytes + pixel &* 3)
            return Self.differences(old, new, at: 0) | Self.differences(old, new, at: 8)
                | Self.differences(old, new, at: 16) == 0
        }
        let last = UInt32(rgb[end * 3]) << 16 | UInt32(rgb[end * 3 + 1]) << 8 | UInt32(rgb[end * 3 + 2])
        scan(1) { _ in
            last
        } areLikeBefore: { _ in
            false
        }
    }

    /// Takes `count` pixels of 32 bits, 0xRRGGBB in the low 24.
    mutating func scan(_ pixels: UnsafeRawPointer, count: Int) {
        scan(count) { pixel in
            pixels.loadUnaligned(fromByteOffset: pixel &* 4, as: UInt32.self) & 0xFF_FFFF
        } areLikeBefore: { pixel in
            let (old, new) = (pixels + (pixel &* 4 &- 4), pixels + pixel &* 4)
            let all =
                Self.differences(old, new, at: 0) | Self.differences(old, new, at: 8)
                | Self.differences(old, new, at: 16) | Self.differences(old, new, at: 24)
            return all & 0x00FF_FFFF_00FF_FFFF == 0
        }
    }

    /// Ends the run in hand.
    mutating func finish() {
        memory[state.count] = state.last << 8 | state.length
        state.count += state.length > 0 ? 1 : 0
        state.length = 0
    }

    /// Takes `count` pixels.
    ///
    /// - Parameters:
    ///   - colour: that of a pixel, as 0xRRGGBB.
    ///   - areLikeBefore: whether each of eight pixels, from the given one on, is like the one before it.
    @inline(__always)
    private mutating func scan(
        _ count: Int, colour: (_ pixel: Int) -> UInt32, areLikeBefore: (_ pixel: Int) -> Bool
    ) {
        guard count > 0 else { return }
        var state = state
        if state.count == 0, state.length == 0 { state.last = colour(0) }
        put(colour(0), &state)
        breakIfLong(&state)
        var pixel = 1
        while pixel &+ 8 <= count {
            if areLikeBefore(pixel) {
                state.length &+= 8
            } else {
                for offset in 0..<8 { put(colour(pixel &+ offset), &state) }
            }
            breakIfLong(&state)
            pixel &+= 8
        }
        while pixel < count {
            put(colour(pixel), &state)
            breakIfLong(&state)
            pixel &+= 1
        }
        self.state = state
    }

    @inline(__always)
    private func put(_ colour: UInt32, _ state: inout State) {
        // Written in any case, and counted where another run begins.
        memory[state.count] = state.last &<< 8 | state.length
        let isNew = min(colour ^ state.last, 1)
        state.count &+= Int(isNew)
        state.length = state.length & (isNew &- 1) &+ 1
        state.last = colour
    }

    @inline(__always)
    private func breakIfLong(_ state: inout State) {
        guard state.length > Self.longest else { return }
        memory[state.count] = state.last &<< 8 | state.length
        state.count &+= 1
        state.length = 0
    }

    @inline(__always)
    private static func differences(
        _ one: UnsafeRawPointer, _ other: UnsafeRawPointer, at offset: Int
    ) -> UInt64 {
        one.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            ^ other.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
}
