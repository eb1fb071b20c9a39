/// Bytes that are read one after another, from a file or from what is packed in one.
public protocol ByteStream: ~Copyable {
    /// The most bytes that it can be believed to hold. A reader that is told of more by a header refuses it before it
    /// unpacks or keeps anything.
    var capacity: Int { get }

    /// The next `count` bytes; fewer only at the end.
    ///
    /// Takes memory for no more than ``capacity`` at once, whatever `count` claims.
    ///
    /// - Throws: `FileError` of kind `damaged` where they are broken or cut short.
    mutating func read(_ count: Int) throws(FileError) -> [UInt8]
}

extension GzipReader: ByteStream {}
