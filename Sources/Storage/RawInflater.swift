import CZlib

/// Unpacks deflate's data without anything around it, piece by piece.
///
/// Source: RFC 1951, by zlib.
final class RawInflater {
    /// What cannot be unpacked.
    enum Failure: Error { case damaged, outOfMemory }

    // zlib keeps its address.
    private let stream: UnsafeMutablePointer<z_stream>
    private var input: [UInt8] = []
    private var used = 0
    /// Whether the data has come to its end.
    private(set) var isAtEnd = false

    init() throws(Failure) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // No header, and the largest window.
        let code = inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else { throw .outOfMemory }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Whether all that was fed is used; where nothing more is unpacked then, more must be fed.
    var isHungry: Bool { !isAtEnd && used == input.count }

    /// Gives more packed bytes, once those from before are used.
    func feed(_ bytes: [UInt8]) {
        input = bytes
        used = 0
    }

    /// The next bytes, as many as there are of what was fed, up to `most`.
    func unpacked(_ most: Int) throws(Failure) -> [UInt8] {
        guard !isAtEnd, most > 0 else { return [] }
        var code = Z_OK
        let size = min(most, 1 << 20)
        let output = [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
            input.withUnsafeBufferPointer { source in
                if let base = source.baseAddress {
                    stream.pointee.next_in = UnsafeMutablePointer(mutating: base + used)
                }
                stream.pointee.avail_in = UInt32(source.count - used)
                stream.pointee.next_out = buffer.baseAddress
                stream.pointee.avail_out = UInt32(size)
                code = inflate(stream, Z_NO_FLUSH)
                used = source.count - Int(stream.pointee.avail_in)
                initialized = size - Int(stream.pointee.avail_out)
            }
        }
        switch code {
        // The second: nothing to go on with.
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: isAtEnd = true
        case Z_MEM_ERROR: throw .outOfMemory
        default: throw .damaged
        }
        return output
    }
}
