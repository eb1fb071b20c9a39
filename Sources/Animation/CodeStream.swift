/// LZW codes packed into bytes, and these into a GIF's data blocks.
struct CodeStream: ~Copyable {
    /// The packed bytes, and behind them room for the eight that are stored at once.
    private let bytes: UnsafeMutableRawPointer
    private var count = 0
    /// Bits that do not make a byte yet.
    private var pending: UInt64 = 0
    private var pendingBits: UInt64 = 0

    /// The bits written so far.
    @inline(__always)
    var bits: Int { count &<< 3 &+ Int(truncatingIfNeeded: pendingBits) }

    /// Has room for at most `codes` codes.
    init(codes: Int) {
        bytes = .allocate(byteCount: codes / 2 * 3 + 16, alignment: 8)
    }

    deinit { bytes.deallocate() }

    /// Appends the low `width` bits, at most 56, lowest bit first; the others are zero.
    @inline(__always)
    mutating func put(_ code: Int, width: Int) {
        pending |= UInt64(truncatingIfNeeded: code) &<< pendingBits
        pendingBits &+= UInt64(truncatingIfNeeded: width)
        // Eight bytes are stored; those that are whole are done, the others will be stored again.
        bytes.storeBytes(of: pending.littleEndian, toByteOffset: count, as: UInt64.self)
        count &+= Int(truncatingIfNeeded: pendingBits &>> 3)
        pending &>>= pendingBits & ~7
        pendingBits &= 7
    }

    /// The data blocks, one after another: each a length from 1 to 255, then as many bytes.
    ///
    /// The last byte is filled up with zeros.
    consuming func blocks() -> [UInt8] {
        let whole = pendingBits > 0 ? count + 1 : count
        let blocks = (whole + 254) / 255
        let bytes = bytes
        return [UInt8](unsafeUninitializedCapacity: whole + blocks) { target, filled in
            for block in 0..<blocks {
                let length = min(255, whole - block * 255)
                target[block * 256] = UInt8(length)
                guard let start = target.baseAddress else { return }
                UnsafeMutableRawPointer(start + block * 256 + 1)
                    .copyMemory(from: bytes + block * 255, byteCount: length)
            }
            filled = whole + blocks
        }
    }
}
