/// LZW codes packed into a GIF's data blocks: each a length from 1 to 255, then as many bytes.
struct CodeStream {
    /// The blocks so far, one after another.
    private(set) var blocks: [UInt8] = []
    /// Where the block that is being filled has its length.
    private var start = 0
    private var pending: UInt32 = 0
    private var pendingBits: UInt32 = 0

    /// Appends the low `width` bits of a code, 3 to 12 of them, lowest bit first.
    @inline(__always)
    mutating func put(_ code: Int, width: Int) {
        pending |= UInt32(truncatingIfNeeded: code) << pendingBits
        pendingBits += UInt32(truncatingIfNeeded: width)
        while pendingBits >= 8 {
            putByte(UInt8(truncatingIfNeeded: pending))
            pending >>= 8
            pendingBits -= 8
        }
    }

    /// Fills up the last byte; nothing may follow.
    mutating func finish() {
        if pendingBits > 0 { putByte(UInt8(truncatingIfNeeded: pending)) }
        pending = 0
        pendingBits = 0
    }

    @inline(__always)
    private mutating func putByte(_ byte: UInt8) {
        if blocks.isEmpty || blocks[start] == 255 {
            start = blocks.count
            blocks.append(0)
        }
        blocks.append(byte)
        blocks[start] += 1
    }
}
