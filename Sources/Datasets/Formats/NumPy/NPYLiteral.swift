/// The header of an array: a dictionary as Python writes it, of texts, truth values and tuples of whole numbers.
///
/// Read strictly, and nothing is evaluated: no escapes, no names, no expressions.
struct NPYLiteral {
    enum Value: Equatable {
        case text(String), flag(Bool), tuple([Int])
        /// A list, which describes the fields of a record.
        case list
    }

    private var rest: ArraySlice<UInt8>

    /// The dictionary that the bytes are, with space around; `nil` for anything else.
    static func dictionary(_ bytes: [UInt8]) -> [String: Value]? {
        var literal = NPYLiteral(rest: bytes[...])
        guard let values = literal.dictionary() else { return nil }
        literal.skipSpace()
        return literal.rest.isEmpty ? values : nil
    }

    private init(rest: ArraySlice<UInt8>) { self.rest = rest }

    private mutating func dictionary() -> [String: Value]? {
        guard take("{") else { return nil }
        var values: [String: Value] = [:]
        while !take("}") {
            guard let key = text(), take(":"), let value = value(), values[key] == nil else { return nil }
            values[key] = value
            // A list is not read further: it says enough.
            if value == .list {
                rest = []
                return values
            }
            if !take(",") { return take("}") ? values : nil }
        }
        return values
    }

    private mutating func value() -> Value? {
        if let text = text() { return .text(text) }
        if take("True") { return .flag(true) }
        if take("False") { return .flag(false) }
        if take("[") { return .list }
        guard take("(") else { return nil }
        var numbers: [Int] = []
        while !take(")") {
            guard numbers.count < NPYHeader.mostAxes, let number = number() else { return nil }
            numbers.append(number)
            if !take(",") { return take(")") ? .tuple(numbers) : nil }
        }
        return .tuple(numbers)
    }

    private mutating func text() -> String? {
        skipSpace()
        guard let quote = rest.first, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\""),
            let end = rest.dropFirst().firstIndex(of: quote)
        else { return nil }
        let bytes = rest[(rest.startIndex + 1)..<end]
        guard !bytes.contains(UInt8(ascii: "\\")) else { return nil }
        rest = rest[(end + 1)...]
        return String(validating: bytes, as: UTF8.self)
    }

    /// A whole number; Python 2 wrote an L behind a long one.
    private mutating func number() -> Int? {
        skipSpace()
        let digits = rest.prefix { (48...57).contains($0) }
        guard let number = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
        rest = rest[digits.endIndex...]
        if rest.first == UInt8(ascii: "L") { rest.removeFirst() }
        return number
    }

    private mutating func take(_ word: String) -> Bool {
        skipSpace()
        guard rest.starts(with: word.utf8) else { return false }
        rest = rest.dropFirst(word.utf8.count)
        return true
    }

    private mutating func skipSpace() {
        rest = rest.drop { [9, 10, 13, 32].contains($0) }
    }
}
