/// Finds the runs of equal pixels in a picture's bytes: eight pixels a step where they are equal, and where they are
/// not by the same steps for each, which leaves the processor nothing to guess.
struct RunScanner: ~Copyable {
    private var found: Found

    /// The runs so far, but for the one in hand: the colour as 0xRRGGBB, and in the low 8 bits the number of pixels.
    var runs: UnsafeBufferPointer<UInt32> { UnsafeBufferPointer(start: found.runs, count: found.count) }

    /// For `pixels` pixels at most.
    init(pixels: Int) {
        // At worst a run a pixel, and one wherever one is long.
        found = Found(runs: .allocate(capacity: pixels + pixels / Int(Found.longest) + 2))
    }

    deinit { found.runs.deallocate() }

    /// Takes red, green and blue of each pixel.
    mutating func scan(rgb: UnsafeRawBufferPointer) {
        guard let bytes = rgb.baseAddress, rgb.count >= 3 else { return }
        let end = rgb.count / 3 - 1
        // Four bytes are read at once, so the last pixel is not among these.
        scan(end) { pixel in
            UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: pixel &* 3, as: UInt32.self)) &>> 8
        } areLikeBefore: { pixel in
            let (old, new) = (bytes + (pixel &* 3 &- 3), bytes + pixel &* 3)
            return Self.differences(old, new, at: 0) | Self.differences(old, new, at: 8)
                | Self.differences(old, new, at: 16) == 0
        }
        let last = UInt32(rgb[end * 3]) << 16 | UInt32(rgb[end * 3 + 1]) << 8 | UInt32(rgb[end * 3 + 2])
        found.add(last)
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
        if found.length > 0 { found.endRun() }
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
        // A copy can be held in registers.
        var found = found
        found.add(colour(0))
        var pixel = 1
        while pixel &+ 8 <= count {
            if areLikeBefore(pixel) {
                found.length &+= 8
            } else {
                for offset in 0..<8 { found.put(colour(pixel &+ offset)) }
            }
            found.breakIfLong()
            pixel &+= 8
        }
        while pixel < count {
            found.add(colour(pixel))
            pixel &+= 1
        }
        self.found = found
    }

    @inline(__always)
    private static func differences(
        _ one: UnsafeRawPointer, _ other: UnsafeRawPointer, at offset: Int
    ) -> UInt64 {
        one.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            ^ other.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    /// The runs so far and the one in hand.
    private struct Found {
        let runs: UnsafeMutablePointer<UInt32>
        var count = 0
        /// The colour of the run in hand, and its pixels so far.
        var last: UInt32 = 0, length: UInt32 = 0

        /// Pixels of a run to which eight more can be added.
        static let longest: UInt32 = 255 - 8

        /// Takes a pixel.
        @inline(__always)
        mutating func add(_ colour: UInt32) {
            // The first run has the first pixel's colour.
            if count == 0, length == 0 { last = colour }
            put(colour)
            breakIfLong()
        }

        /// Takes a pixel that is not the first; the run in hand must not be too long for it.
        @inline(__always)
        mutating func put(_ colour: UInt32) {
            // Written in any case, and counted where another run begins.
            runs[count] = last &<< 8 | length
            let isNew = min(colour ^ last, 1)
            count &+= Int(isNew)
            length = length & (isNew &- 1) &+ 1
            last = colour
        }

        /// Begins another run of the same colour where eight pixels more would be too many.
        @inline(__always)
        mutating func breakIfLong() {
            if length > Self.longest { endRun() }
        }

        @inline(__always)
        mutating func endRun() {
            runs[count] = last &<< 8 | length
            count &+= 1
            length = 0
        }
    }
}
