import Storage

/// What an IDX file begins with: the type of its elements and the length of each axis.
struct IDXHeader {
    /// The element types that are read, by the format's numbers.
    enum Element: UInt8, CustomStringConvertible {
        case unsignedByte = 8, signedByte = 9, short = 11, int = 12

        /// Bytes an element.
        var width: Int {
            switch self {
            case .unsignedByte, .signedByte: 1
            case .short: 2
            case .int: 4
            }
        }

        var description: String {
            switch self {
            case .unsignedByte: "unsigned byte"
            case .signedByte: "signed byte"
            case .short: "short"
            case .int: "int"
            }
        }
    }

    /// More bytes than any data set of small pictures has; a larger claim is a damaged header.
    private static let largestSize = 1 << 32
    /// The longest side of an image.
    private static let largestSide = 4096
    /// The longest axis behind those of an image.
    private static let mostChannels = 4

    let element: Element
    let axes: [Int]

    /// Reads the header.
    ///
    /// - Throws: `FileError`, of kind `damaged` where it is none, or of another rank.
    init(_ file: inout GzipReader, at path: String, ranks: ClosedRange<Int>) throws(FileError) {
        func damaged(_ reason: String) -> FileError { FileError(.damaged, at: path, reason) }
        let magic = try file.read(4)
        guard magic.count == 4, magic[0] == 0, magic[1] == 0 else {
            throw damaged("not an IDX file: it does not begin with two zero bytes")
        }
        guard let element = Element(rawValue: magic[2]) else {
            throw damaged(
                "IDX element type \(magic[2]); pixels must be unsigned bytes (type 8), and labels whole numbers "
                    + "(types 8, 9, 11 and 12)")
        }
        let rank = Int(magic[3])
        guard ranks.contains(rank) else {
            throw damaged(
                "IDX rank \(rank) instead of \(ranks.lowerBound); are the image and label files mixed up?")
        }
        let lengths = try file.read(4 * rank)
        guard lengths.count == 4 * rank else { throw damaged("the IDX header is cut short") }
        let axes = (0..<rank).map { axis in
            lengths[4 * axis..<4 * axis + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        self.element = element
        self.axes = axes
        // The sides come first: with them bounded, the product of 32-bit numbers cannot overflow.
        guard axes.allSatisfy({ $0 > 0 }), axes.dropFirst().allSatisfy({ $0 <= Self.largestSide }),
            axes.dropFirst(3).allSatisfy({ $0 <= Self.mostChannels }),
            size <= Self.largestSize
        else { throw damaged("the IDX header claims \(claim)") }
    }

    /// Bytes before the elements.
    var length: Int { 4 + 4 * axes.count }
    /// Bytes of all elements.
    var size: Int { axes.reduce(element.width, *) }
    /// The axes in words.
    var claim: String { axes.map(String.init).joined(separator: " x ") }
}
