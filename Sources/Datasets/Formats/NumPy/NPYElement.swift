import Storage

/// The type of an array's elements, as NumPy describes it: a sign for the order of bytes, a letter, a count.
///
/// Source: NumPy's documentation, "The array interface protocol", `typestr`.
struct NPYElement: Sendable, Equatable {
    enum Kind: Sendable {
        case boolean, signed, unsigned, floating
        /// Unicode's scalars of 32 bits, or bytes, filled up with zeros.
        case text, bytes
    }

    let kind: Kind
    /// Bytes an element.
    let width: Int
    let isBigEndian: Bool
    /// As the file has it.
    let description: String

    /// The longest text, in letters.
    private static let longestText = 1 << 16

    /// - Throws: `FileError` of kind `damaged` for types that are no numbers and no text.
    init(_ description: String, at location: String) throws(FileError) {
        var rest = description[...]
        let order = rest.first.flatMap { "<>=|".contains($0) ? $0 : nil }
        if order != nil { rest.removeFirst() }
        let first = rest.popFirst()
        let digits = rest.utf8.allSatisfy { (48...57).contains($0) } ? Int(rest) : nil
        guard first != "O" else {
            throw FileError(
                .damaged, at: location,
                "an array of Python objects (pickled), which could run any program when read; save it again as "
                    + "numbers, by astype(\"uint8\") say")
        }
        guard let letter = first, let count = digits else {
            throw FileError(
                .damaged, at: location, "\"\(description.prefix(40))\" describes no type of elements")
        }
        let known: Kind? =
            switch (letter, count) {
            case ("b", 1): .boolean
            case ("i", 1), ("i", 2), ("i", 4), ("i", 8): .signed
            case ("u", 1), ("u", 2), ("u", 4), ("u", 8): .unsigned
            case ("f", 2), ("f", 4), ("f", 8): .floating
            case ("U", 1...Self.longestText): .text
            case ("S", 1...Self.longestText): .bytes
            default: nil
            }
        guard let kind = known else {
            throw FileError(
                .damaged, at: location,
                "elements of type \(description.prefix(40)); whole numbers of 8 to 64 bits, fractions of 16 to 64, "
                    + "truth values and text are read")
        }
        self.kind = kind
        width = kind == .text ? 4 * count : count
        isBigEndian = order == ">"
        self.description = description
    }

    var isText: Bool { kind == .text || kind == .bytes }
    /// Whether it holds numbers that are intensities as they are.
    var isByte: Bool { kind == .unsigned && width == 1 }
}

extension NPYElement {
    /// Gives the numbers of elements that lie behind each other, truth values as 0 and 1; a text is no number.
    @inline(__always)
    func forEachNumber(in bytes: UnsafeRawBufferPointer, _ body: (Double) -> Void) {
        switch (kind, width) {
        case (.boolean, _): each(UInt8.self, in: bytes, { $0 == 0 ? 0 : 1 }, body)
        case (.unsigned, 1): each(UInt8.self, in: bytes, { Double($0) }, body)
        case (.unsigned, 2): each(UInt16.self, in: bytes, { Double($0) }, body)
        case (.unsigned, 4): each(UInt32.self, in: bytes, { Double($0) }, body)
        case (.unsigned, _): each(UInt64.self, in: bytes, { Double($0) }, body)
        case (.signed, 1): each(UInt8.self, in: bytes, { Double(Int8(bitPattern: $0)) }, body)
        case (.signed, 2): each(UInt16.self, in: bytes, { Double(Int16(bitPattern: $0)) }, body)
        case (.signed, 4): each(UInt32.self, in: bytes, { Double(Int32(bitPattern: $0)) }, body)
        case (.signed, _): each(UInt64.self, in: bytes, { Double(Int64(bitPattern: $0)) }, body)
        case (.floating, 2): each(UInt16.self, in: bytes, { Double(Float16(bitPattern: $0)) }, body)
        case (.floating, 4): each(UInt32.self, in: bytes, { Double(Float(bitPattern: $0)) }, body)
        case (.floating, _): each(UInt64.self, in: bytes, { Double(bitPattern: $0) }, body)
        case (.text, _), (.bytes, _): for _ in 0..<bytes.count / width { body(.nan) }
        }
    }

    @inline(__always)
    private func each<Bits: FixedWidthInteger & BitwiseCopyable>(
        _ type: Bits.Type, in bytes: UnsafeRawBufferPointer, _ number: (Bits) -> Double,
        _ body: (Double) -> Void
    ) {
        for start in stride(from: 0, to: bytes.count, by: MemoryLayout<Bits>.size) {
            let bits = bytes.loadUnaligned(fromByteOffset: start, as: Bits.self)
            body(number(isBigEndian ? Bits(bigEndian: bits) : Bits(littleEndian: bits)))
        }
    }
}
