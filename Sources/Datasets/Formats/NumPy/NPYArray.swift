import Storage

/// An array as NumPy saves it, with its elements as the file has them.
struct NPYArray: Sendable {
    /// Bytes of elements that are taken from the file's order at once.
    private static let blockSize = 1 << 18

    let header: NPYHeader
    /// The elements in the file's order.
    let content: ByteStore
    /// The file, for errors.
    let location: String

    /// Reads a whole array.
    ///
    /// - Parameter memoryLimit: the most bytes that are kept in memory; of more, all are in a file.
    /// - Throws: `FileError`, of kind `damaged` where the header is wrong, or there are more or fewer elements.
    init(
        _ stream: inout some ByteStream & ~Copyable, at location: String,
        memoryLimit: Int = ByteStore.usualLimit
    ) throws(FileError) {
        header = try NPYHeader(&stream, at: location)
        self.location = location
        // What cannot be there is refused before it takes memory or time.
        guard header.size <= stream.capacity else {
            throw FileError(
                .damaged, at: location,
                "its header claims \(header.form), more than a file of its size can hold; it may be cut short"
            )
        }
        var bytes = ByteStoreWriter(limit: memoryLimit, expected: header.size)
        let there = try bytes.append(header.size, from: &stream)
        guard there == header.size else {
            throw FileError(
                .damaged, at: location, "cut short: \(there) bytes of data instead of \(header.size)")
        }
        guard try stream.read(1).isEmpty else {
            throw FileError(.damaged, at: location, "data after the \(header.size) bytes of the array")
        }
        content = bytes.finish()
    }

    private init(_ header: NPYHeader, _ content: ByteStore, at location: String) {
        self.header = header
        self.content = content
        self.location = location
    }

    /// The part of the array that has these places on its first axis, in memory.
    ///
    /// - Precondition: there are such.
    /// - Throws: `FileError` of kind `inputOutput` where the elements are in a file that cannot be read.
    func part(_ places: Range<Int>) throws(FileError) -> NPYArray {
        let length = header.shape[0], part = header.shortened(to: places.count)
        guard places.count < length else { return self }
        guard header.isFortran else {
            let size = header.size / length
            let bytes = try content.read(places.lowerBound * size..<places.upperBound * size)
            return NPYArray(part, ByteStore(bytes), at: location)
        }
        // The first axis is that of neighbours: so many of them, for each place on the other axes.
        let width = header.element.width
        var bytes: [UInt8] = []
        bytes.reserveCapacity(part.size)
        for start in stride(from: 0, to: header.count, by: length) {
            let range = (start + places.lowerBound) * width..<(start + places.upperBound) * width
            try content.withBytes(range) { bytes += $0 }
        }
        return NPYArray(part, ByteStore(bytes), at: location)
    }
}

extension NPYArray {
    /// Gives all numbers in the file's order, truth values as 0 and 1; a text is no number.
    ///
    /// - Throws: `FileError` of kind `inputOutput` where the elements are in a file that cannot be read.
    @inline(__always)
    func forEachNumber(_ body: (Double) -> Void) throws(FileError) {
        let width = header.element.width
        let step = content.isInMemory ? max(1, header.size) : max(1, Self.blockSize / width) * width
        for start in stride(from: 0, to: header.size, by: step) {
            try content.withBytes(start..<min(header.size, start + step)) { bytes in
                header.element.forEachNumber(in: UnsafeRawBufferPointer(bytes), body)
            }
        }
    }

    /// All texts in the file's order.
    ///
    /// - Precondition: the elements are text.
    /// - Throws: `FileError` of kind `damaged` for what is no text.
    func texts() throws(FileError) -> [String] {
        precondition(header.element.isText, "numbers are no text")
        let width = header.element.width, bytes = try content.read(0..<header.size)
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
