/// Which palette colours may stand in for which, and how far off each is.
///
/// One colour may stand in for another where no channel differs by more than the bound. With a bound of 0 each
/// colour stands for itself alone.
struct Substitutes {
    /// 256 bits for each wanted colour: bit `other` of row `wanted` is set where `other` may stand in.
    let bits: [UInt64]
    /// The squared distance [wanted, other] over the three channels, at most 65,535.
    let distances: [UInt16]
    /// For each wanted colour those that may stand in, in ascending order, one list after another.
    let members: [UInt8]
    /// Where in `members` each colour's list starts; one more entry than there are colours.
    let starts: [Int]

    /// The substitutes within `bound` of 255 a channel.
    ///
    /// - Parameter background: a colour for which no other may stand in: on large even areas a mixture shows.
    init(_ palette: [Colour], bound: Int, background: Colour? = nil) {
        var bits = [UInt64](repeating: 0, count: 256 * 4)
        var distances = [UInt16](repeating: .max, count: 256 * 256)
        var members: [UInt8] = []
        var starts = [0]
        for (wanted, colour) in palette.enumerated() {
            for (other, candidate) in palette.enumerated() {
                let steps = [
                    Int(colour.red) - Int(candidate.red), Int(colour.green) - Int(candidate.green),
                    Int(colour.blue) - Int(candidate.blue),
                ]
                let distance = steps.reduce(0) { $0 + $1 * $1 }
                distances[wanted << 8 | other] = UInt16(clamping: distance)
                guard other == wanted || colour != background && steps.allSatisfy({ abs($0) <= bound })
                else { continue }
                bits[wanted << 2 | other >> 6] |= 1 << UInt64(other & 63)
                members.append(UInt8(other))
            }
            starts.append(members.count)
        }
        self.bits = bits
        self.distances = distances
        self.members = members
        self.starts = starts
    }

    /// Whether each colour stands for itself alone.
    var areNone: Bool { members.count + 1 == starts.count }

    /// Whether `other` may stand in for `wanted`.
    @inline(__always)
    static func allow(_ other: UInt8, for wanted: UInt8, in bits: UnsafePointer<UInt64>) -> Bool {
        bits[Int(wanted) << 2 | Int(other) >> 6] >> UInt64(other & 63) & 1 != 0
    }
}

extension Substitutes {
    /// Lends the four tables to code that must not check each access.
    func withUnsafePointers<Result>(
        _ body: (
            _ bits: UnsafePointer<UInt64>, _ distances: UnsafePointer<UInt16>,
            _ members: UnsafePointer<UInt8>, _ starts: UnsafePointer<Int>
        ) -> Result
    ) -> Result {
        // An array lends itself as a pointer for the time of a call.
        body(bits, distances, members, starts)
    }
}
