/// What a frame's LZW stream has to show, and with what freedom.
///
/// The pointers are only valid while the stream is made.
struct LZWSource: ~Copyable {
    /// The palette indices of the picture.
    let wanted: UnsafePointer<UInt8>
    /// The palette indices that the screen shows; those that are chosen are put there.
    let shown: UnsafeMutablePointer<UInt8>
    /// The number of pixels.
    let count: Int
    /// The index that leaves a pixel as it is; -1 for none.
    let transparent: Int
    /// Whether each colour stands for itself alone.
    let isExact: Bool
    /// ``Substitutes/bits``, ``Substitutes/distances``, ``Substitutes/members`` and ``Substitutes/starts``.
    let bits: UnsafePointer<UInt64>, distances: UnsafePointer<UInt16>
    let members: UnsafePointer<UInt8>, starts: UnsafePointer<Int>

    /// Whether the colour that is shown already will do.
    @inline(__always)
    func mayStay(_ position: Int) -> Bool {
        guard transparent >= 0 else { return false }
        let (shown, wanted) = (shown[position], wanted[position])
        return shown == wanted || !isExact && Substitutes.allow(shown, for: wanted, in: bits)
    }

    /// How far off the colour is that is shown already; exactly right, it wins a tie.
    @inline(__always)
    func distanceOfStaying(_ position: Int) -> Int32 {
        let (shown, wanted) = (shown[position], wanted[position])
        return shown == wanted ? -1 : Int32(distances[Int(wanted) &<< 8 | Int(shown)])
    }

    /// Whether no other colour may stand in for a wanted one.
    @inline(__always)
    func isAlone(_ wanted: UInt8) -> Bool {
        isExact || starts[Int(wanted) &+ 1] &- starts[Int(wanted)] == 1
    }

    /// The colours that may stand in for a wanted one, as a set of ``LZWDictionary/mark(_:)``.
    @inline(__always)
    func marks(of wanted: UInt8) -> UInt64 {
        let row = bits + Int(wanted) &* 4
        return row[0] | row[1] | row[2] | row[3]
    }

    /// Whether `index`, which may be the transparent one, will do.
    @inline(__always)
    func allows(_ index: UInt8, at position: Int) -> Bool {
        if Int(index) == transparent { return mayStay(position) }
        return index == wanted[position]
            || !isExact && Substitutes.allow(index, for: wanted[position], in: bits)
    }

    /// Where the pixels from `position` on that may stay come to an end.
    @inline(__always)
    func endOfStaying(from position: Int) -> Int {
        var end = position
        while end < count, mayStay(end) {
            end &+= 1
            // Most pixels that stay are exactly right: eight are compared at once.
            while end &+ 8 <= count, Self.word(wanted, at: end) == Self.word(shown, at: end) { end &+= 8 }
        }
        return end
    }

    @inline(__always)
    private static func word(_ pixels: UnsafePointer<UInt8>, at position: Int) -> UInt64 {
        UnsafeRawPointer(pixels).loadUnaligned(fromByteOffset: position, as: UInt64.self)
    }
}
