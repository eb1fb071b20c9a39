/// The strings that LZW codes stand for, as a tree: each string is another one and a colour after it.
///
/// Children are found by a hash of parent and colour; a string knows roughly which colours its children end in. The
/// strings of pixels that stay as they are, which are long and many, are found by their length.
struct LZWDictionary: ~Copyable {
    /// Codes have at most 12 bits.
    static let capacity = 4096

    /// A string: another one and a colour after it.
    struct Node {
        /// The code of the string without its last colour; -1 for a single colour.
        var parent: Int16 = -1
        /// The last colour.
        var colour: UInt8
    }

    /// The code that means "forget all strings".
    let clearCode: Int
    /// The next code that will be given.
    private(set) var next: Int
    /// Bits of a code as of now.
    private(set) var width: Int
    /// The strings by their codes.
    let nodes: Scratch<Node>
    /// For each string a set of colours (``mark(_:)``), those of its children among them.
    private let children = Scratch<UInt64>(repeating: 0, count: Self.capacity)
    /// Open-addressed: parent, colour and code in 12, 8 and 12 bits; all bits set where a slot is free.
    private let table = Scratch(repeating: Self.free, count: Self.slots)
    /// The index that leaves a pixel as it is; -1 for none.
    private let transparent: Int
    /// The codes of the strings of 1, 2, 3... such pixels.
    private let runs: Scratch<UInt16>
    /// The length of the longest of these strings.
    private(set) var longestRun: Int

    private static let tableBits: UInt32 = 15
    private static let slots = 1 << Int(tableBits)
    private static let free = UInt32.max

    /// A dictionary of the single colours below `1 << codeSize`.
    init(codeSize: Int, transparent: Int) {
        clearCode = 1 << codeSize
        next = clearCode + 2
        width = codeSize + 1
        self.transparent = transparent
        nodes = Scratch(repeating: Node(colour: 0), count: Self.capacity)
        for colour in 0..<clearCode { nodes[colour].colour = UInt8(colour) }
        runs = Scratch(repeating: UInt16(max(transparent, 0)), count: Self.capacity)
        longestRun = transparent < 0 ? 0 : 1
    }

    /// Whether all codes are given.
    @inline(__always)
    var isFull: Bool { next == Self.capacity }

    /// Forgets all strings but the single colours.
    mutating func clear() {
        next = clearCode + 2
        width = clearCode.trailingZeroBitCount + 1
        longestRun = transparent < 0 ? 0 : 1
        children.start.update(repeating: 0, count: clearCode)
        table.start.update(repeating: Self.free, count: Self.slots)
    }

    /// The code of `length` pixels that stay as they are, 1 to ``longestRun``.
    @inline(__always)
    func run(of length: Int) -> Int { Int(runs[length &- 1]) }

    /// A set that a colour is in, and three others.
    @inline(__always)
    static func mark(_ colour: UInt8) -> UInt64 { 1 &<< UInt64(colour & 63) }

    /// Those of a set of colours (``mark(_:)``) in which a child of `code` may end; in others none does.
    @inline(__always)
    func children(of code: Int, among colours: UInt64) -> UInt64 { children[code] & colours }

    /// The code of the string of `code` and `colour`; -1 where there is none.
    @inline(__always)
    func child(of code: Int, _ colour: UInt8) -> Int {
        let key = UInt32(truncatingIfNeeded: code) &<< 8 | UInt32(colour)
        var slot = Self.slot(of: key)
        while table[slot] != Self.free {
            let entry = table[slot]
            if entry &>> 12 == key { return Int(entry & 0xFFF) }
            slot = (slot &+ 1) & (Self.slots &- 1)
        }
        return -1
    }

    /// Gives the next code to the string of `code` and `colour`. The dictionary must not be full.
    @inline(__always)
    mutating func add(_ colour: UInt8, to code: Int) {
        let key = UInt32(truncatingIfNeeded: code) &<< 8 | UInt32(colour)
        var slot = Self.slot(of: key)
        while table[slot] != Self.free { slot = (slot &+ 1) & (Self.slots &- 1) }
        table[slot] = key &<< 12 | UInt32(truncatingIfNeeded: next)
        nodes[next] = Node(parent: Int16(truncatingIfNeeded: code), colour: colour)
        children[next] = 0
        children[code] |= Self.mark(colour)
        if Int(colour) == transparent, run(of: longestRun) == code {
            runs[longestRun] = UInt16(truncatingIfNeeded: next)
            longestRun &+= 1
        }
        next &+= 1
        if next == 1 &<< width && width < 12 { width &+= 1 }
    }

    @inline(__always)
    private static func slot(of key: UInt32) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B1) &>> (32 &- tableBits))
    }
}
