import CDeflate

/// A file in a zip archive, read as a stream and unpacked on the way.
public struct ZipEntryReader: ByteStream, ~Copyable {
    /// Deflate packs no more than so many times (zlib's technical details).
    private static let largestRatio = 1032
    /// Packed bytes that are read at once.
    private static let portion = 1 << 17

    private let file: SeekableFile, location: String
    /// `nil` where the bytes are stored as they are.
    private let inflater: RawInflater?
    /// What the entry unpacks to, by the directory.
    private let size: Int, checksum: UInt32
    private let packedSize: Int
    /// Where the next packed bytes are, and where they end.
    private var place: Int
    private let end: Int
    /// Bytes given so far, and their checksum.
    private var given = 0, sum: UInt32 = 0

    init(_ entry: ZipArchive.Entry, of file: SeekableFile, at location: String) throws(FileError) {
        func damaged(_ reason: String) -> FileError { FileError(.damaged, at: location, reason) }
        if let obstacle = entry.obstacle { throw damaged(obstacle) }
        // An entry's own header tells its lengths a second time; only those of its name and extra field count.
        let header = LittleEndianBytes(try file.read(30, at: entry.place))
        guard header.word(0) == 0x0403_4B50, let name = header.short(26), let extra = header.short(28) else {
            throw damaged("not where the zip archive's directory says; copy or fetch the file again")
        }
        let start = entry.place + 30 + name + extra
        guard entry.packedSize <= file.size - start else {
            throw damaged("the zip archive is cut short; copy or fetch it again")
        }
        // In this order no product can overflow: packed bytes are bytes of the file.
        let most = entry.isDeflated ? entry.packedSize * Self.largestRatio : entry.packedSize
        guard entry.size <= most, entry.isDeflated || entry.size == entry.packedSize else {
            throw damaged(
                "said to be \(entry.size) bytes, which \(entry.packedSize) bytes in the archive cannot hold")
        }
        let inflater = entry.isDeflated ? try Self.inflater(at: location) : nil
        self.inflater = inflater
        self.file = file
        self.location = location
        (size, packedSize, checksum) = (entry.size, entry.packedSize, entry.checksum)
        (place, end) = (start, start + entry.packedSize)
    }

    public var capacity: Int {
        inflater == nil ? size : min(size, GzipReader.mostContent(ofPacked: packedSize))
    }

    /// The next `count` bytes; fewer only at the end, where the checksum is compared.
    ///
    /// - Throws: `FileError` of kind `damaged` where the entry is broken, cut short, or longer than the directory says.
    public mutating func read(_ count: Int) throws(FileError) -> [UInt8] {
        let wanted = min(count, size - given)
        guard wanted > 0 else {
            if given == size { try checkEnd() }
            return []
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(wanted)
        while bytes.count < wanted {
            let piece = try next(min(wanted - bytes.count, 1 << 20))
            sum = piece.withUnsafeBytes { libdeflate_crc32(sum, $0.baseAddress, $0.count) }
            bytes += piece
        }
        given += wanted
        if given == size { try checkEnd() }
        return bytes
    }

    /// Some of the next bytes, at least one.
    private mutating func next(_ most: Int) throws(FileError) -> [UInt8] {
        guard let inflater else {
            let bytes = try file.read(most, at: place)
            guard !bytes.isEmpty else { throw damage("cut short") }
            place += bytes.count
            return bytes
        }
        while !inflater.isAtEnd {
            // It may have bytes left of what it was fed.
            let bytes = try unpacked(inflater, most)
            if !bytes.isEmpty { return bytes }
            if inflater.isHungry { try feed(inflater) }
        }
        throw damage("shorter than the archive says")
    }

    private mutating func checkEnd() throws(FileError) {
        if let inflater {
            while !inflater.isAtEnd {
                guard try unpacked(inflater, 1).isEmpty else { throw damage("longer than the archive says") }
                if inflater.isHungry { try feed(inflater) }
            }
        }
        guard sum == checksum else { throw damage("its checksum is another") }
    }

    private mutating func feed(_ inflater: RawInflater) throws(FileError) {
        let bytes = try file.read(min(Self.portion, end - place), at: place)
        guard !bytes.isEmpty else { throw damage("cut short") }
        place += bytes.count
        inflater.feed(bytes)
    }

    private func unpacked(_ inflater: RawInflater, _ most: Int) throws(FileError) -> [UInt8] {
        do {
            return try inflater.unpacked(most)
        } catch {
            throw error == .outOfMemory ? Self.noMemory(at: location) : damage("its packed data is broken")
        }
    }

    private static func inflater(at location: String) throws(FileError) -> RawInflater {
        do { return try RawInflater() } catch { throw noMemory(at: location) }
    }

    private static func noMemory(at location: String) -> FileError {
        FileError(.inputOutput, at: location, "out of memory")
    }

    private func damage(_ what: String) -> FileError {
        FileError(.damaged, at: location, "damaged: \(what); copy or fetch the file again")
    }
}
