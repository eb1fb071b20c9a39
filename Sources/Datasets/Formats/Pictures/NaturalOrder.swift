/// The order in which people read names: runs of digits by their numbers, all else by its bytes, so that "2.png" comes
/// before "10.png" on every machine.
enum NaturalOrder {
    /// The names in this order.
    static func sorted(_ names: some Sequence<String>) -> [String] {
        names.map { (name: $0, bytes: Array($0.utf8)) }.sorted { precedes($0.bytes, $1.bytes) }.map(\.name)
    }

    /// Whether the first of two names, in UTF-8, comes before the second.
    static func precedes(_ first: [UInt8], _ second: [UInt8]) -> Bool {
        var (left, right) = (first[...], second[...])
        while let one = left.first, let other = right.first {
            if isDigit(one), isDigit(other) {
                let (a, b) = (digits(&left), digits(&right))
                if a.count != b.count { return a.count < b.count }
                if !a.elementsEqual(b) { return a.lexicographicallyPrecedes(b) }
            } else {
                if one != other { return one < other }
                left = left.dropFirst()
                right = right.dropFirst()
            }
        }
        if left.isEmpty != right.isEmpty { return left.isEmpty }
        // Alike but for zeros before numbers.
        return first.lexicographicallyPrecedes(second)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    /// Takes a run of digits from the beginning; what is left of it without leading zeros.
    private static func digits(_ text: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let run = text.prefix(while: isDigit)
        text = text.dropFirst(run.count)
        return run.drop { $0 == 48 }
    }
}
