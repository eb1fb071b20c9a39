internal import Drawing

/// How often each colour occurs in a number of pictures.
///
/// Memory is bounded: with more than 262,144 different colours, the lowest bit of each channel is given up, then
/// the second lowest.
struct ColourHistogram {
    /// Low bits of each channel that are left out: 0 while all colours are told apart, at most 2.
    private(set) var droppedBits: UInt32 = 0
    /// The number of colours.
    private(set) var count = 0
    /// Open-addressed table: a colour as 0xRRGGBB with the low bits dropped, plus 1; 0 where a slot is free.
    private(set) var keys = [UInt32](repeating: 0, count: 1 << 12)
    /// The pixels of the colour in the same slot.
    private(set) var pixels = [Int](repeating: 0, count: 1 << 12)

    /// The most colours that are told apart.
    private static let limit = 1 << 18

    /// One colour and the number of its pixels.
    struct Entry {
        let colour: Colour
        let pixels: Int
    }

    /// The runs of equal pixels that were counted.
    private(set) var runs = 0

    /// Whether the pictures consist of shades: a pixel mostly differs from that before it.
    var isShaded: Bool { 4 * runs > pixels.reduce(0, +) }

    /// The colour that more than half of all pixels have; nil where none does.
    var background: Colour? {
        let half = pixels.reduce(0, +) / 2
        return pixels.firstIndex { $0 > half }.map(colour(at:))
    }

    /// All colours in ascending order of their values.
    var entries: [Entry] {
        var found: [Entry] = []
        found.reserveCapacity(count)
        for slot in keys.indices where keys[slot] != 0 {
            found.append(Entry(colour: colour(at: slot), pixels: pixels[slot]))
        }
        return found.sorted { $0.colour < $1.colour }
    }

    /// The colour that the slot stands for, with dropped bits filled so that black and white stay themselves.
    func colour(at slot: Int) -> Colour {
        let kept = Colour(packed: keys[slot] - 1)
        guard droppedBits > 0 else { return kept }
        func filled(_ channel: UInt8) -> UInt8 { channel | channel >> (8 - UInt8(droppedBits)) }
        return Colour(red: filled(kept.red), green: filled(kept.green), blue: filled(kept.blue))
    }

    /// No pictures so far.
    init() {}

    /// The colours of one picture.
    init(_ picture: PixelRuns) {
        add(picture)
    }

    /// Counts the pixels that `other` has counted.
    mutating func add(_ other: ColourHistogram) {
        if other.droppedBits > droppedBits { rebuild(capacity: keys.count, droppedBits: other.droppedBits) }
        runs += other.runs
        for slot in other.keys.indices where other.keys[slot] != 0 {
            add(other.keys[slot] - 1, pixels: other.pixels[slot])
        }
    }

    /// Counts the pixels of `picture`.
    mutating func add(_ picture: PixelRuns) {
        runs += picture.runs.count
        for (colour, pixels) in zip(picture.colours, picture.pixels) { add(colour, pixels: pixels) }
    }

    private mutating func add(_ packed: UInt32, pixels added: Int) {
        let key = Self.key(packed, droppedBits)
        let slot = Self.slot(of: key, in: keys)
        pixels[slot] += added
        guard keys[slot] == 0 else { return }
        keys[slot] = key
        count += 1
        if count > Self.limit {
            rebuild(capacity: keys.count, droppedBits: droppedBits + 1)
        } else if count * 2 > keys.count {
            rebuild(capacity: keys.count * 2, droppedBits: droppedBits)
        }
    }

    private mutating func rebuild(capacity: Int, droppedBits: UInt32) {
        let oldKeys = keys
        let oldPixels = pixels
        keys = [UInt32](repeating: 0, count: capacity)
        pixels = [Int](repeating: 0, count: capacity)
        count = 0
        self.droppedBits = droppedBits
        for slot in oldKeys.indices where oldKeys[slot] != 0 {
            let key = Self.key(oldKeys[slot] - 1, droppedBits)
            let target = Self.slot(of: key, in: keys)
            if keys[target] == 0 { count += 1 }
            keys[target] = key
            pixels[target] += oldPixels[slot]
        }
    }

    /// The table's key of a colour 0xRRGGBB.
    @inline(__always)
    static func key(_ packed: UInt32, _ droppedBits: UInt32) -> UInt32 {
        packed & (0x010101 * ((0xFF << droppedBits) & 0xFF)) + 1
    }

    /// The slot that holds `key`, or the free one where it belongs. The table is never full.
    @inline(__always)
    static func slot(of key: UInt32, in keys: [UInt32]) -> Int {
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B1) >> 8) & mask
        while keys[slot] != key && keys[slot] != 0 { slot = (slot + 1) & mask }
        return slot
    }
}
