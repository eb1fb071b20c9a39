/// The directory at the end of a zip archive.
enum ZipDirectory {
    /// More bytes than the names of so many files as an archive can have without fields of 64 bits.
    private static let largestSize = 1 << 24

    /// What the directory lists, in its order.
    ///
    /// - Throws: `FileError` of kind `damaged` where it is not whole, or lists a name twice.
    static func entries(of file: SeekableFile, at location: String) throws(FileError) -> [ZipArchive.Entry] {
        func damaged(_ reason: String) -> FileError { FileError(.damaged, at: location, reason) }
        let (start, size, count) = try place(in: file, at: location)
        guard size <= largestSize, start >= 0, start <= file.size - size else {
            throw damaged("the zip archive's directory is not where it says; copy or fetch the file again")
        }
        let bytes = LittleEndianBytes(try file.read(size, at: start))
        var entries: [ZipArchive.Entry] = [], names: Set<String> = [], next = 0
        while entries.count < count {
            guard let (entry, length) = entry(in: bytes, at: next) else {
                throw damaged(
                    "entry \(entries.count + 1) of the zip archive's directory is damaged; copy or fetch the file "
                        + "again")
            }
            guard names.insert(entry.name).inserted else {
                throw damaged("the zip archive holds \"\(entry.name.prefix(100))\" twice")
            }
            entries.append(entry)
            next += length
        }
        return entries
    }

    /// Where the directory is, its bytes and its entries, from the record at the archive's end.
    private static func place(
        in file: SeekableFile, at location: String
    ) throws(FileError) -> (start: Int, size: Int, count: Int) {
        // A comment of up to 65,535 bytes may follow the record of 22.
        let tailStart = max(0, file.size - 22 - 0xFFFF)
        let tail = LittleEndianBytes(try file.read(file.size - tailStart, at: tailStart))
        func isRecord(_ place: Int) -> Bool {
            tail.word(place) == 0x0605_4B50 && place + 22 + (tail.short(place + 20) ?? 0) == tail.count
        }
        guard
            let place = stride(from: tail.count - 22, through: 0, by: -1).first(where: isRecord),
            let count = tail.short(place + 10), let size = tail.word(place + 12),
            let start = tail.word(place + 16)
        else {
            throw FileError(
                .damaged, at: location,
                "the zip archive has no directory, it may be cut short; copy or fetch the file again")
        }
        guard count == 0xFFFF || size == 0xFFFF_FFFF || start == 0xFFFF_FFFF,
            tail.word(place - 20) == 0x0706_4B50, let second = tail.long(place - 12)
        else { return (start, size, count) }
        // The record of 64 bits, where another one in front of the first says.
        let record = LittleEndianBytes(try file.read(56, at: second))
        guard record.word(0) == 0x0606_4B50, let longCount = record.long(32),
            let longSize = record.long(40), let longStart = record.long(48)
        else {
            throw FileError(
                .damaged, at: location,
                "the zip archive's directory is not where it says; copy or fetch the file again")
        }
        return (longStart, longSize, longCount)
    }

    /// The entry at a place of the directory, and the bytes that it takes there.
    private static func entry(
        in bytes: LittleEndianBytes, at place: Int
    ) -> (entry: ZipArchive.Entry, length: Int)? {
        guard bytes.word(place) == 0x0201_4B50, let flags = bytes.short(place + 8),
            let method = bytes.short(place + 10), let checksum = bytes.word(place + 16),
            var packedSize = bytes.word(place + 20), var size = bytes.word(place + 24),
            let nameLength = bytes.short(place + 28), let extraLength = bytes.short(place + 30),
            let commentLength = bytes.short(place + 32), var start = bytes.word(place + 42),
            let name = bytes.slice(place + 46, nameLength),
            bytes.slice(place + 46 + nameLength, extraLength + commentLength) != nil
        else { return nil }
        // Of the three, those that do not fit into 32 bits, in an extra field of kind 1.
        var extra = place + 46 + nameLength
        let extraEnd = extra + extraLength
        while extra + 4 <= extraEnd, let kind = bytes.short(extra), let length = bytes.short(extra + 2) {
            if kind == 1 {
                var next = extra + 4
                func wide(_ number: inout Int) -> Bool {
                    guard number == 0xFFFF_FFFF else { return true }
                    guard next + 8 <= min(extraEnd, extra + 4 + length), let value = bytes.long(next) else {
                        return false
                    }
                    number = value
                    next += 8
                    return true
                }
                guard wide(&size), wide(&packedSize), wide(&start) else { return nil }
            }
            extra += 4 + length
        }
        let obstacle: String? =
            if flags & 1 != 0 {
                "it is encrypted"
            } else if method != 0, method != 8 {
                "it is packed by method \(method), and only stored and deflated entries are read"
            } else {
                nil
            }
        let entry = ZipArchive.Entry(
            name: String(decoding: name, as: UTF8.self), packedSize: packedSize, size: size,
            checksum: UInt32(truncatingIfNeeded: checksum), isDeflated: method == 8, obstacle: obstacle,
            place: start)
        return (entry, 46 + nameLength + extraLength + commentLength)
    }
}

/// Numbers in bytes, the least byte first; `nil` where there are none.
struct LittleEndianBytes {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var count: Int { bytes.count }

    func slice(_ place: Int, _ length: Int) -> ArraySlice<UInt8>? {
        guard place >= 0, length >= 0, place <= bytes.count, length <= bytes.count - place else { return nil }
        return bytes[place..<place + length]
    }

    /// 16 bits.
    func short(_ place: Int) -> Int? { number(place, 2) }
    /// 32 bits.
    func word(_ place: Int) -> Int? { number(place, 4) }
    /// 64 bits; `nil` too where they are more than an `Int` holds.
    func long(_ place: Int) -> Int? { number(place, 8) }

    private func number(_ place: Int, _ length: Int) -> Int? {
        guard let slice = slice(place, length) else { return nil }
        return Int(exactly: slice.reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) })
    }
}
