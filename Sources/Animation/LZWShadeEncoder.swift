/// Compresses palette indices that leave no choice by the LZW of GIF, quickly.
///
/// In a picture full of shades strings are short, and where one ends is hard to foretell: a processor that guesses at
/// each pixel is mostly wrong. So there is nothing to guess: each pixel takes the same steps, whether it makes the
/// string longer or begins another. Full dictionaries are kept as long as they serve (``DictionaryLife``).
struct LZWShadeEncoder: ~Copyable {
    /// Open-addressed: parent, colour and code in 12, 8 and 12 bits; all bits set where a slot is free.
    private let table = Scratch(repeating: Self.free, count: Self.tableSize)
    /// Where the search for a string begins: the slot of its parent and this one of its colour, added bit by bit.
    private let slots = Scratch<UInt32>(capacity: 256)
    /// The codes of a stretch.
    private let codes: Scratch<UInt16>
    private var stream: CodeStream
    private var life = DictionaryLife(stretch: 16_384)
    private let clearCode: Int
    /// The string so far, and the next code that will be given.
    private var code: UInt32 = 0, next: UInt32
    /// Bits of a code as of now, and the next code that the reader will give.
    private var width: Int, nextOfReader: Int

    private static let tableBits: UInt32 = 15
    private static let tableSize = 1 << Int(tableBits)
    private static let free = UInt32.max
    private static let capacity = UInt32(LZWDictionary.capacity)

    private init(pixels: Int, codeSize: Int) {
        clearCode = 1 << codeSize
        width = codeSize + 1
        next = UInt32(clearCode + 2)
        nextOfReader = clearCode + 1
        for colour in 0..<256 {
            slots[colour] = (UInt32(colour) &* 0x9E37_79B1) >> (32 - Self.tableBits)
        }
        codes = Scratch(capacity: max(life.stretch, LZWDictionary.capacity) + 1)
        // At worst a code a pixel, two for each clearing and two around all.
        stream = CodeStream(codes: pixels + pixels / 128 + 8)
    }

    /// The data blocks of palette indices [row, column], at least one.
    ///
    /// - Parameter codeSize: bits that hold any index, 2 to 8.
    static func encode(_ indices: [UInt8], codeSize: Int) -> [UInt8] {
        indices.withUnsafeBufferPointer { indices in
            LZWShadeEncoder(pixels: indices.count, codeSize: codeSize).blocks(indices)
        }
    }

    private consuming func blocks(_ indices: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        stream.put(clearCode, width: width)
        code = UInt32(indices[0])
        var position = 1
        while position < indices.count {
            let start = position, bits = stream.bits
            if next < Self.capacity {
                position = follow(indices, in: position..<indices.count, isFilling: true)
            } else {
                position = follow(
                    indices, in: position..<min(position + life.stretch, indices.count), isFilling: false)
            }
            let goesOn = life.goesOn(bits: stream.bits - bits, pixels: position - start)
            guard !goesOn, position < indices.count else { continue }
            put(Int(code))
            clear()
            code = UInt32(indices[position])
            position += 1
        }
        put(Int(code))
        stream.put(clearCode + 1, width: width)
        return stream.blocks()
    }

    /// Forgets all strings.
    private mutating func clear() {
        stream.put(clearCode, width: width)
        table.start.update(repeating: Self.free, count: Self.tableSize)
        width = clearCode.trailingZeroBitCount + 1
        next = UInt32(clearCode + 2)
        nextOfReader = clearCode + 1
    }

    /// Writes a code; all but the first let the reader add a string.
    @inline(__always)
    private mutating func put(_ code: Int) {
        stream.put(code, width: width)
        guard nextOfReader < LZWDictionary.capacity else { return }
        nextOfReader &+= 1
        if nextOfReader == 1 &<< width && width < 12 { width &+= 1 }
    }

    /// Writes codes, four at once where each takes twelve bits.
    @inline(__always)
    private mutating func put(_ codes: UnsafePointer<UInt16>, count: Int) {
        var index = 0
        while nextOfReader == LZWDictionary.capacity, index &+ 4 <= count {
            let four = UnsafeRawPointer(codes + index).loadUnaligned(as: SIMD4<UInt16>.self)
            stream.put(
                Int(four.x) | Int(four.y) &<< 12 | Int(four.z) &<< 24 | Int(four.w) &<< 36, width: 48)
            index &+= 4
        }
        while index < count {
            put(Int(codes[index]))
            index &+= 1
        }
    }

    /// Takes pixels into account and writes the codes of the strings that end.
    ///
    /// - Parameter isFilling: whether strings are added, and no more pixels are taken once the dictionary is full.
    /// - Returns: the position after the last pixel taken.
    @inline(__always)
    private mutating func follow(
        _ indices: UnsafeBufferPointer<UInt8>, in range: Range<Int>, isFilling: Bool
    ) -> Int {
        let (table, slots, codes) = (table.start, slots.start, codes.start)
        var (code, next) = (code, next)
        var position = range.lowerBound, count = 0
        while position < range.upperBound, !isFilling || next < Self.capacity {
            let colour = UInt32(indices[position])
            let key = code &<< 8 | colour
            var slot = Int(code &<< (Self.tableBits &- 12) ^ slots[Int(colour)])
            var entry = table[slot]
            // Neither the string nor free: rare, and the only guess. (One of the two is zero at the end.)
            while min(entry &>> 12 ^ key, entry ^ Self.free) != 0 {
                slot = (slot &+ 1) & (Self.tableSize &- 1)
                entry = table[slot]
            }
            let isKnown = entry != Self.free
            if isFilling {
                table[slot] = isKnown ? entry : key &<< 12 | next
                next &+= isKnown ? 0 : 1
            }
            codes[count] = UInt16(truncatingIfNeeded: code)
            count &+= isKnown ? 0 : 1
            code = isKnown ? entry & 0xFFF : colour
            position &+= 1
        }
        (self.code, self.next) = (code, next)
        put(UnsafePointer(codes), count: count)
        return position
    }
}
