/// A message in the wire format of Protocol Buffers, written field by field.
///
/// Source: "Encoding", https://protobuf.dev/programming-guides/encoding
struct ProtobufMessage {
    private(set) var bytes: [UInt8] = []

    /// Adds a whole number, of an enumeration as well.
    mutating func add(_ field: Int, number: Int) {
        varint(UInt64(field) << 3)
        varint(UInt64(bitPattern: Int64(number)))
    }

    /// Adds bytes, a text or a message within this one.
    mutating func add(_ field: Int, bytes content: [UInt8]) {
        varint(UInt64(field) << 3 | 2)
        varint(UInt64(content.count))
        bytes += content
    }

    mutating func add(_ field: Int, text: String) { add(field, bytes: Array(text.utf8)) }

    mutating func add(_ field: Int, _ message: ProtobufMessage) { add(field, bytes: message.bytes) }

    /// Seven bits a byte, the lowest first; the highest bit says that more follow.
    private mutating func varint(_ number: UInt64) {
        var rest = number
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
