public import Storage

/// The intensities of images of one size, a byte each: all images that a store has, or some of them in any order.
///
/// However many images are selected, no bytes are copied. The store may be in memory or in a file, so that reading can
/// fail.
public struct ImageBytes: Sendable {
    /// Bytes that are read from a file at once, at least an image.
    private static let blockSize = 1 << 18

    /// The bytes of an image.
    public let size: Int
    /// The number of images.
    public let count: Int
    private let store: ByteStore
    /// Where in the store each image is; `nil` for all of them in its order.
    private let places: [Int]?

    /// The images [image, byte] of a store.
    ///
    /// - Precondition: they are whole.
    public init(_ store: ByteStore, size: Int) {
        precondition(store.count.isMultiple(of: max(1, size)), "whole images only")
        self.init(size: size, count: store.count / max(1, size), store: store, places: nil)
    }

    private init(size: Int, count: Int, store: ByteStore, places: [Int]?) {
        self.size = size
        self.count = count
        self.store = store
        self.places = places
    }

    /// The images at `indices`, in that order.
    public func selecting(_ indices: some Collection<Int>) -> ImageBytes {
        ImageBytes(
            size: size, count: indices.count, store: store, places: indices.map { places?[$0] ?? $0 })
    }

    /// Does `body` with the bytes of the image at `index`.
    ///
    /// - Throws: `FileError` of kind `inputOutput` where they cannot be read.
    public func withImage<Result>(
        _ index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(FileError) -> Result
    ) throws(FileError) -> Result {
        let place = places?[index] ?? index
        return try store.withBytes(place * size..<(place + 1) * size, body)
    }

    /// Does `body` with all images in their order, as many at a time as are read at once.
    ///
    /// - Parameter body: gets the images' numbers and their bytes [image, byte].
    /// - Throws: `FileError` of kind `inputOutput` where they cannot be read, and what `body` throws.
    func forEachBlock(
        _ body: (Range<Int>, UnsafeBufferPointer<UInt8>) throws(FileError) -> Void
    ) throws(FileError) {
        let most = max(1, Self.blockSize / max(1, size))
        var first = 0
        while first < count {
            let place = places?[first] ?? first
            var end = min(count, first + most)
            // Images that do not lie behind each other are read by themselves.
            if let places {
                end = (first + 1..<end).first { places[$0] != place + $0 - first } ?? end
            }
            try store.withBytes(place * size..<(place + end - first) * size) { bytes throws(FileError) in
                try body(first..<end, bytes)
            }
            first = end
        }
    }

    /// Does `body` with the bytes of each image in their order; as ``forEachBlock(_:)``.
    func forEach(
        _ body: (_ index: Int, _ image: UnsafeBufferPointer<UInt8>) throws(FileError) -> Void
    ) throws(FileError) {
        try forEachBlock { images, bytes throws(FileError) in
            for (offset, index) in images.enumerated() {
                try body(
                    index, UnsafeBufferPointer(rebasing: bytes[offset * size..<(offset + 1) * size]))
            }
        }
    }

    /// Images that `body` makes of these, one by one; in memory or in a file as these are to be.
    ///
    /// - Parameter size: the bytes of each that is made.
    /// - Throws: `FileError` where images cannot be read, or those that are made cannot be kept.
    func map(toSize size: Int, _ body: (UnsafeBufferPointer<UInt8>) -> [UInt8]) throws(FileError)
        -> ImageBytes
    {
        var made = ByteStoreWriter(limit: store.limit, expected: count * size)
        try forEach { _, image throws(FileError) in try made.append(body(image)) }
        return ImageBytes(made.finish(), size: size)
    }

    /// Whether both are equal images in the same order.
    ///
    /// - Throws: `FileError` of kind `inputOutput` where they cannot be read.
    public func elementsEqual(_ other: ImageBytes) throws(FileError) -> Bool {
        guard size == other.size, count == other.count else { return false }
        for index in 0..<count {
            let isEqual = try withImage(index) { own throws(FileError) in
                try other.withImage(index) { own.elementsEqual($0) }
            }
            guard isEqual else { return false }
        }
        return true
    }

    /// All bytes [image, byte] at once: as much memory as that takes.
    ///
    /// - Throws: `FileError` of kind `inputOutput` where they cannot be read.
    var all: [UInt8] {
        get throws(FileError) {
            guard places != nil else { return try store.read(0..<store.count) }
            var bytes: [UInt8] = []
            bytes.reserveCapacity(count * size)
            try forEachBlock { _, block in bytes += block }
            return bytes
        }
    }
}
