/// Bytes that are written once and then read at any place: in memory, or, where they are more than memory is to hold, in
/// a file.
///
/// Copies share them. A file that was made for them has no name, so that it goes with the last copy, or with the process.
public struct ByteStore: Sendable {
    /// The most bytes that are kept in memory where nobody says otherwise.
    public static let usualLimit = 256 << 20

    private enum Content {
        case memory([UInt8])
        case file(SeekableFile)
    }

    private let content: Content
    /// How many there are.
    public let count: Int
    /// The most bytes that were to be kept in memory; what is made of these may be held to it as well.
    public let limit: Int

    /// Keeps bytes that are in memory.
    public init(_ bytes: [UInt8]) {
        self.init(bytes, limit: Self.usualLimit)
    }

    init(_ bytes: [UInt8], limit: Int) {
        content = .memory(bytes)
        count = bytes.count
        self.limit = limit
    }

    init(_ file: SeekableFile, limit: Int) {
        content = .file(file)
        count = file.size
        self.limit = limit
    }

    /// Whether they are in memory.
    public var isInMemory: Bool {
        guard case .memory = content else { return false }
        return true
    }

    /// The bytes of a range.
    ///
    /// - Precondition: the range is in 0..<count.
    /// - Throws: `FileError` of kind `inputOutput` where the file cannot be read.
    public func read(_ range: Range<Int>) throws(FileError) -> [UInt8] {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "bytes that there are")
        switch content {
        case .memory(let bytes): return range.count == count ? bytes : Array(bytes[range])
        case .file(let file):
            let bytes = try file.read(range.count, at: range.lowerBound)
            guard bytes.count == range.count else { throw file.shortened }
            return bytes
        }
    }

    /// Does `body` with the bytes of a range, which are in memory for that time.
    ///
    /// Precondition and errors as for ``read(_:)``; and what `body` throws.
    public func withBytes<Result>(
        _ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) throws(FileError) -> Result
    ) throws(FileError) -> Result {
        guard case .memory(let bytes) = content else {
            return try read(range).withUnsafeBufferPointer(body)
        }
        return try bytes.withUnsafeBufferPointer { (bytes) throws(FileError) in
            try body(UnsafeBufferPointer(rebasing: bytes[range]))
        }
    }
}

/// Takes the bytes of a ``ByteStore`` piece by piece: into memory, until they are more than that is to hold.
public struct ByteStoreWriter: ~Copyable {
    /// Bytes that are taken from a stream at once.
    private static let portion = 1 << 19

    private let limit: Int, expected: Int
    /// All bytes, as long as there is no file.
    private var memory: [UInt8] = []
    private var file: UnnamedFile?
    /// How many there are so far.
    public private(set) var count = 0

    /// Begins without any.
    ///
    /// - Parameters:
    ///   - limit: the most bytes that are kept in memory.
    ///   - expected: how many there will be, where that is known; more than the limit go into a file at once.
    public init(limit: Int = ByteStore.usualLimit, expected: Int = 0) {
        self.limit = limit
        self.expected = expected
        if expected <= limit { memory.reserveCapacity(expected) }
    }

    /// Takes the next bytes.
    ///
    /// - Throws: `FileError` of kind `cannotCreate` or `inputOutput` where a file for them cannot be had, or is full.
    public mutating func append(_ bytes: some Collection<UInt8>) throws(FileError) {
        if file == nil, max(expected, count + bytes.count) > limit, !bytes.isEmpty {
            let file = try UnnamedFile()
            try file.append(memory)
            memory = []
            self.file = file
        }
        count += bytes.count
        if let file { try file.append(bytes) } else { memory += bytes }
    }

    /// Takes the next `count` bytes of a stream; fewer only at its end.
    ///
    /// - Returns: how many there were.
    /// - Throws: `FileError` as for ``append(_:)``, and as the stream does.
    public mutating func append(
        _ count: Int, from stream: inout some ByteStream & ~Copyable
    ) throws(FileError) -> Int {
        var taken = 0
        while taken < count {
            let bytes = try stream.read(min(Self.portion, count - taken))
            if bytes.isEmpty { break }
            try append(bytes)
            taken += bytes.count
        }
        return taken
    }

    /// The bytes, when all are there.
    public consuming func finish() -> ByteStore {
        if let file { ByteStore(file.finish(), limit: limit) } else { ByteStore(memory, limit: limit) }
    }
}
