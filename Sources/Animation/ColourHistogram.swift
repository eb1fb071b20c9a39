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
    /// An open-addressed table of the colours; at most half of the slots are taken.
    private(set) var slots = [Slot](repeating: Slot(), count: 1 << 12)

    /// A place of the table.
    struct Slot {
        /// A colour as 0xRRGGBB with the low bits dropped, plus 1; 0 where the slot is free.
        var key: UInt32 = 0
        /// The colour's pixels.
        var pixels = 0
    }

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
    var isShaded: Bool { 4 * runs > slots.reduce(0) { $0 + $1.pixels } }

    /// The colour that more than half of all pixels have; nil where none does.
    var background: Colour? {
        let half = slots.reduce(0) { $0 + $1.pixels } / 2
        return slots.first { $0.pixels > half }.map(colour(of:))
    }

    /// All colours in ascending order of their values.
    var entries: [Entry] {
        var found: [Entry] = []
        found.reserveCapacity(count)
        for slot in slots where slot.key != 0 {
            found.append(Entry(colour: colour(of: slot), pixels: slot.pixels))
        }
        return Self.sorted(Self.sorted(found, shift: 0), shift: 12)
    }

    /// Entries in ascending order of 12 bits of their values, otherwise in the order that they had.
    private static func sorted(_ entries: [Entry], shift: UInt32) -> [Entry] {
        var places = [Int](repeating: 0, count: 4096)
        func digit(_ entry: Entry) -> Int { Int(entry.colour.packed >> shift & 0xFFF) }
        for entry in entries { places[digit(entry)] += 1 }
        var sum = 0
        for value in places.indices { (places[value], sum) = (sum, sum + places[value]) }
        return [Entry](unsafeUninitializedCapacity: entries.count) { target, count in
            for entry in entries {
                target.initializeElement(at: places[digit(entry)], to: entry)
                places[digit(entry)] += 1
            }
            count = entries.count
        }
    }

    /// The colour that the slot stands for, with dropped bits filled so that black and white stay themselves.
    func colour(of slot: Slot) -> Colour {
        let kept = Colour(packed: slot.key - 1)
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

    /// Counts the pixels of `picture`.
    mutating func add(_ picture: PixelRuns) {
        runs += picture.runs.count
        var added = add(picture, from: 0)
        while added < picture.colours.count {
            if count < Self.limit {
                rebuild(capacity: min(slots.count * 4, Self.limit * 2), droppedBits: droppedBits)
            } else {
                rebuild(capacity: slots.count, droppedBits: droppedBits + 1)
            }
            added = add(picture, from: added)
        }
    }

    /// Counts the pixels of the picture's colours from the given one on.
    ///
    /// - Returns: the first colour for which there was no room.
    private mutating func add(_ picture: PixelRuns, from first: Int) -> Int {
        var count = count
        defer { self.count = count }
        return slots.withUnsafeMutableBufferPointer { slots in
            picture.colours.withUnsafeBufferPointer { colours in
                for place in first..<colours.count {
                    let key = Self.key(colours[place], droppedBits)
                    var slot = Self.start(of: key, in: slots.count)
                    while slots[slot].key != key {
                        if slots[slot].key == 0 {
                            guard count < slots.count / 2 else { return place }
                            slots[slot].key = key
                            count += 1
                            break
                        }
                        slot = (slot &+ 1) & (slots.count &- 1)
                    }
                    slots[slot].pixels &+= picture.pixels[place]
                }
                return colours.count
            }
        }
    }

    private mutating func rebuild(capacity: Int, droppedBits: UInt32) {
        let old = slots
        slots = [Slot](repeating: Slot(), count: capacity)
        count = 0
        self.droppedBits = droppedBits
        for entry in old where entry.key != 0 {
            let key = Self.key(entry.key - 1, droppedBits)
            var slot = Self.start(of: key, in: capacity)
            while slots[slot].key != key && slots[slot].key != 0 { slot = (slot + 1) & (capacity - 1) }
            if slots[slot].key == 0 { count += 1 }
            slots[slot].key = key
            slots[slot].pixels += entry.pixels
        }
    }

    /// The table's key of a colour 0xRRGGBB.
    @inline(__always)
    static func key(_ packed: UInt32, _ droppedBits: UInt32) -> UInt32 {
        packed & (0x010101 * ((0xFF << droppedBits) & 0xFF)) + 1
    }

    /// Where the search for `key` begins in a table of so many slots.
    @inline(__always)
    static func start(of key: UInt32, in slots: Int) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B1) &>> 8) & (slots &- 1)
    }
}
