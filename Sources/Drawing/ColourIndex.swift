/// Numbers colours in the order in which they first occur, and counts their pixels.
struct ColourIndex: ~Copyable {
    /// The colours so far.
    private var count = 0
    /// The colours as 0xRRGGBB and the pixels of each, by their numbers; there is room for half as many as there are
    /// slots.
    private var names: UnsafeMutablePointer<UInt32>, pixelsOfEach: UnsafeMutablePointer<Int>
    /// Open-addressed: a colour, and above it its number and 1; 0 where a slot is free.
    private var slots: UnsafeMutablePointer<UInt64>
    private var bits = 10

    /// No colours so far.
    init() {
        (names, pixelsOfEach, slots) = Self.memory(bits: bits)
    }

    deinit {
        names.deallocate()
        pixelsOfEach.deallocate()
        slots.deallocate()
    }

    /// The colours as 0xRRGGBB, by their numbers.
    var colours: [UInt32] { Array(UnsafeBufferPointer(start: names, count: count)) }

    /// The pixels of each colour.
    var pixels: [Int] { Array(UnsafeBufferPointer(start: pixelsOfEach, count: count)) }

    /// Counts pixels of a colour.
    ///
    /// - Returns: the colour's number.
    @inline(__always)
    mutating func add(_ colour: UInt32, pixels: Int) -> UInt32 {
        var slot = Self.slot(of: colour, bits)
        while slots[slot] != 0 {
            let entry = slots[slot]
            if UInt32(truncatingIfNeeded: entry) == colour {
                let number = UInt32(truncatingIfNeeded: entry &>> 32) &- 1
                pixelsOfEach[Int(number)] &+= pixels
                return number
            }
            slot = (slot &+ 1) & (1 &<< bits &- 1)
        }
        return insert(colour, pixels: pixels, slot)
    }

    @inline(never)
    private mutating func insert(_ colour: UInt32, pixels: Int, _ slot: Int) -> UInt32 {
        slots[slot] = UInt64(count + 1) << 32 | UInt64(colour)
        (names + count).initialize(to: colour)
        (pixelsOfEach + count).initialize(to: pixels)
        count += 1
        if count == 1 << (bits - 1) { grow() }
        return UInt32(count - 1)
    }

    /// Makes room for twice as many.
    private mutating func grow() {
        let old = (names, pixelsOfEach, slots)
        bits += 1
        (names, pixelsOfEach, slots) = Self.memory(bits: bits)
        names.initialize(from: old.0, count: count)
        pixelsOfEach.initialize(from: old.1, count: count)
        for number in 0..<count {
            var slot = Self.slot(of: names[number], bits)
            while slots[slot] != 0 { slot = (slot + 1) & (1 << bits - 1) }
            slots[slot] = UInt64(number + 1) << 32 | UInt64(names[number])
        }
        old.0.deallocate()
        old.1.deallocate()
        old.2.deallocate()
    }

    private static func memory(
        bits: Int
    ) -> (UnsafeMutablePointer<UInt32>, UnsafeMutablePointer<Int>, UnsafeMutablePointer<UInt64>) {
        let slots = UnsafeMutablePointer<UInt64>.allocate(capacity: 1 << bits)
        slots.initialize(repeating: 0, count: 1 << bits)
        return (.allocate(capacity: 1 << (bits - 1)), .allocate(capacity: 1 << (bits - 1)), slots)
    }

    @inline(__always)
    private static func slot(of colour: UInt32, _ bits: Int) -> Int {
        Int(truncatingIfNeeded: (colour &* 0x9E37_79B1) &>> UInt32(truncatingIfNeeded: 32 &- bits))
    }
}
