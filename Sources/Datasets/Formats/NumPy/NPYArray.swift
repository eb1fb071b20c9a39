import Storage

/// An array as NumPy saves it, with its elements as the file has them.
struct NPYArray: Sendable {
    let header: NPYHeader
    /// The elements in the file's order.
    let bytes: [UInt8]
    /// The file, for errors.
    let location: String

    /// Reads a whole array.
    ///
    /// - Throws: `FileError`, of kind `damaged` where the header is wrong, or there are more or fewer elements.
    init(_ stream: inout some ByteStream & ~Copyable, at location: String) throws(FileError) {
        header = try NPYHeader(&stream, at: location)
        self.location = location
        // What cannot be there is refused before it takes memory or time.
        guard header.size <= stream.capacity else {
            throw FileError(
                .damaged, at: location,
                "its header claims \(header.form), more than a file of its size can hold; it may be cut short"
            )
        }
        bytes = try stream.read(header.size)
        guard bytes.count == header.size else {
            throw FileError(
                .damaged, at: location, "cut short: \(bytes.count) bytes of data instead of \(header.size)")
        }
        guard try stream.read(1).isEmpty else {
            throw FileError(.damaged, at: location, "data after the \(header.size) bytes of the array")
        }
    }

    /// Elements from one to the next along each axis.
    var strides: [Int] {
        var strides = Array(repeating: 0, count: header.shape.count), step = 1
        for axis in header.isFortran ? Array(strides.indices) : strides.indices.reversed() {
            strides[axis] = step
            step &*= header.shape[axis]
        }
        return strides
    }
}

extension NPYArray {
    /// Gives all numbers in the file's order, truth values as 0 and 1; a text is no number.
    @inline(__always)
    func forEachNumber(_ body: (Double) -> Void) {
        switch (header.element.kind, header.element.width) {
        case (.boolean, _): each(UInt8.self, { $0 == 0 ? 0 : 1 }, body)
        case (.unsigned, 1): each(UInt8.self, { Double($0) }, body)
        case (.unsigned, 2): each(UInt16.self, { Double($0) }, body)
        case (.unsigned, 4): each(UInt32.self, { Double($0) }, body)
        case (.unsigned, _): each(UInt64.self, { Double($0) }, body)
        case (.signed, 1): each(UInt8.self, { Double(Int8(bitPattern: $0)) }, body)
        case (.signed, 2): each(UInt16.self, { Double(Int16(bitPattern: $0)) }, body)
        case (.signed, 4): each(UInt32.self, { Double(Int32(bitPattern: $0)) }, body)
        case (.signed, _): each(UInt64.self, { Double(Int64(bitPattern: $0)) }, body)
        case (.floating, 2): each(UInt16.self, { Double(Float16(bitPattern: $0)) }, body)
        case (.floating, 4): each(UInt32.self, { Double(Float(bitPattern: $0)) }, body)
        case (.floating, _): each(UInt64.self, { Double(bitPattern: $0) }, body)
        case (.text, _), (.bytes, _): for _ in 0..<header.count { body(.nan) }
        }
    }

    @inline(__always)
    private func each<Bits: FixedWidthInteger & BitwiseCopyable>(
        _ type: Bits.Type, _ number: (Bits) -> Double, _ body: (Double) -> Void
    ) {
        let isSwapped = header.element.isBigEndian
        bytes.withUnsafeBytes { bytes in
            for index in 0..<header.count {
                let bits = bytes.loadUnaligned(
                    fromByteOffset: index * MemoryLayout<Bits>.size, as: Bits.self)
                body(number(isSwapped ? Bits(bigEndian: bits) : Bits(littleEndian: bits)))
            }
        }
    }

    /// All texts in the file's order.
    ///
    /// - Precondition: the elements are text.
    /// - Throws: `FileError` of kind `damaged` for what is no text.
    func texts() throws(FileError) -> [String] {
        precondition(header.element.isText, "numbers are no text")
        let width = header.element.width
        var texts: [String] = []
        for start in stride(from: 0, to: bytes.count, by: width) {
            let element = bytes[start..<start + width]
            let text =
                header.element.kind == .bytes
                ? String(validating: element[..<Self.end(of: element)], as: UTF8.self) : scalars(element)
            guard let text else {
                throw FileError(.damaged, at: location, "element \(texts.count) is no text")
            }
            texts.append(text)
        }
        return texts
    }

    /// Where the zeros that fill an element up begin.
    private static func end(of element: ArraySlice<UInt8>) -> Int {
        element.lastIndex { $0 != 0 }.map { $0 + 1 } ?? element.startIndex
    }

    private func scalars(_ element: ArraySlice<UInt8>) -> String? {
        var text = String.UnicodeScalarView()
        for start in stride(from: element.startIndex, to: Self.end(of: element), by: 4) {
            let bytes = element[start..<start + 4]
            let number =
                header.element.isBigEndian
                ? bytes.reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
                : bytes.reversed().reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
            guard let scalar = Unicode.Scalar(number) else { return nil }
            text.append(scalar)
        }
        return String(text)
    }
}
