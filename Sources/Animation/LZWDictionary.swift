/// The strings that LZW codes stand for, as a tree: each string is another one and a colour after it.
///
/// Children are found in two ways: by a hash of parent and colour, or one after another along a list.
struct LZWDictionary: ~Copyable {
    /// Codes have at most 12 bits.
    static let capacity = 4096

    /// The code that means "forget all strings".
    let clearCode: Int
    /// The next code that will be given.
    private(set) var next: Int
    /// Bits of a code as of now.
    private(set) var width: Int
    /// For each code its string's last colour.
    let colours: UnsafeMutablePointer<UInt8>
    /// For each code that of its string without the last colour.
    let parents: UnsafeMutablePointer<Int16>
    /// For each code the newest child, and the next older child of its parent; -1 for none.
    let firstChildren: UnsafeMutablePointer<Int16>, siblings: UnsafeMutablePointer<Int16>
    /// For each code the number of its children.
    let childCounts: UnsafeMutablePointer<Int16>
    /// Open-addressed: parent, colour and code in 12, 8 and 12 bits; all bits set where a slot is free.
    private let table: UnsafeMutablePointer<UInt32>

    private static let tableBits: UInt32 = 13
    private static let free = UInt32.max

    /// A dictionary of the single colours below `1 << codeSize`.
    init(codeSize: Int) {
        clearCode = 1 << codeSize
        next = clearCode + 2
        width = codeSize + 1
        colours = .allocate(capacity: Self.capacity)
        parents = .allocate(capacity: Self.capacity)
        firstChildren = .allocate(capacity: Self.capacity)
        siblings = .allocate(capacity: Self.capacity)
        childCounts = .allocate(capacity: Self.capacity)
        table = .allocate(capacity: 1 << Self.tableBits)
        colours.initialize(repeating: 0, count: Self.capacity)
        for list in [parents, firstChildren, siblings] {
            list.initialize(repeating: -1, count: Self.capacity)
        }
        childCounts.initialize(repeating: 0, count: Self.capacity)
        for colour in 0..<clearCode { colours[colour] = UInt8(colour) }
        table.initialize(repeating: Self.free, count: 1 << Self.tableBits)
    }

    deinit {
        colours.deallocate()
        for list in [parents, firstChildren, siblings, childCounts] { list.deallocate() }
        table.deallocate()
    }

    /// Whether all codes are given.
    @inline(__always)
    var isFull: Bool { next == Self.capacity }

    /// Forgets all strings but the single colours.
    mutating func clear() {
        next = clearCode + 2
        width = clearCode.trailingZeroBitCount + 1
        firstChildren.update(repeating: -1, count: clearCode)
        childCounts.update(repeating: 0, count: clearCode)
        table.update(repeating: Self.free, count: 1 << Self.tableBits)
    }

    /// The code of the string of `code` and `colour`; nil where there is none.
    @inline(__always)
    func child(of code: Int, _ colour: UInt8) -> Int? {
        let key = UInt32(truncatingIfNeeded: code) << 8 | UInt32(colour)
        var slot = Self.slot(of: key)
        while table[slot] != Self.free {
            if table[slot] >> 12 == key { return Int(table[slot] & 0xFFF) }
            slot = (slot + 1) & (1 << Int(Self.tableBits) - 1)
        }
        return nil
    }

    /// Gives the next code to the string of `code` and `colour`. The dictionary must not be full.
    @inline(__always)
    mutating func add(_ colour: UInt8, to code: Int) {
        let key = UInt32(truncatingIfNeeded: code) << 8 | UInt32(colour)
        var slot = Self.slot(of: key)
        while table[slot] != Self.free { slot = (slot + 1) & (1 << Int(Self.tableBits) - 1) }
        table[slot] = key << 12 | UInt32(truncatingIfNeeded: next)
        colours[next] = colour
        parents[next] = Int16(truncatingIfNeeded: code)
        siblings[next] = firstChildren[code]
        firstChildren[code] = Int16(truncatingIfNeeded: next)
        childCounts[code] += 1
        firstChildren[next] = -1
        childCounts[next] = 0
        next += 1
        if next == 1 << width && width < 12 { width += 1 }
    }

    @inline(__always)
    private static func slot(of key: UInt32) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B1) >> (32 - tableBits))
    }
}
