/// The strings that LZW codes stand for, as a tree: each string is another one and a colour after it.
///
/// Children are found in two ways: by a hash of parent and colour, or one after another along a list.
struct LZWDictionary: ~Copyable {
    /// Codes have at most 12 bits.
    static let capacity = 4096

    /// A string: another one and a colour after it. Eight bytes, so that one look at memory shows all of it.
    struct Node {
        /// The code of the string without its last colour; -1 for a single colour.
        var parent: Int16 = -1
        /// The newest string that goes on from here, and the next older one beside this; -1 for none.
        var firstChild: Int16 = -1, sibling: Int16 = -1
        /// The last colour.
        var colour: UInt8
        /// The number of children, or 255 for more.
        var childCount: UInt8 = 0
    }

    /// The code that means "forget all strings".
    let clearCode: Int
    /// The next code that will be given.
    private(set) var next: Int
    /// Bits of a code as of now.
    private(set) var width: Int
    /// The strings by their codes.
    let nodes: UnsafeMutablePointer<Node>
    /// Open-addressed: parent, colour and code in 12, 8 and 12 bits; all bits set where a slot is free.
    private let table: UnsafeMutablePointer<UInt32>

    private static let tableBits: UInt32 = 13
    private static let free = UInt32.max

    /// A dictionary of the single colours below `1 << codeSize`.
    init(codeSize: Int) {
        clearCode = 1 << codeSize
        next = clearCode + 2
        width = codeSize + 1
        nodes = .allocate(capacity: Self.capacity)
        table = .allocate(capacity: 1 << Self.tableBits)
        nodes.initialize(repeating: Node(colour: 0), count: Self.capacity)
        for colour in 0..<clearCode { nodes[colour].colour = UInt8(colour) }
        table.initialize(repeating: Self.free, count: 1 << Self.tableBits)
    }

    deinit {
        nodes.deallocate()
        table.deallocate()
    }

    /// Whether all codes are given.
    @inline(__always)
    var isFull: Bool { next == Self.capacity }

    /// Forgets all strings but the single colours.
    mutating func clear() {
        next = clearCode + 2
        width = clearCode.trailingZeroBitCount + 1
        for colour in 0..<clearCode { nodes[colour] = Node(colour: UInt8(truncatingIfNeeded: colour)) }
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
        nodes[next] = Node(
            parent: Int16(truncatingIfNeeded: code), sibling: nodes[code].firstChild, colour: colour)
        nodes[code].firstChild = Int16(truncatingIfNeeded: next)
        if nodes[code].childCount < .max { nodes[code].childCount += 1 }
        next += 1
        if next == 1 << width && width < 12 { width += 1 }
    }

    @inline(__always)
    private static func slot(of key: UInt32) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B1) >> (32 - tableBits))
    }
}
