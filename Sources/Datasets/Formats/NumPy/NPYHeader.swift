import Storage

/// What a file of one array begins with: the type of its elements, their order, and the length of each axis.
///
/// Source: NumPy's documentation, "numpy.lib.format", versions 1.0 to 3.0.
struct NPYHeader: Sendable, Equatable {
    /// What such a file begins with.
    static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
    /// NumPy's arrays have no more axes.
    static let mostAxes = 64
    /// The longest dictionary; NumPy itself reads no more than 10,000 bytes unless told to.
    private static let longest = 1 << 16
    /// More bytes than any data set of small pictures has; a larger claim is a damaged header.
    private static let largestSize = 1 << 32

    let element: NPYElement
    /// The length of each axis.
    private(set) var shape: [Int]
    /// Whether the first axis is that of neighbours, not the last.
    let isFortran: Bool
    /// All elements.
    private(set) var count: Int

    /// Bytes of all elements.
    var size: Int { count * element.width }
    /// The shape as Python writes it.
    var form: String {
        "(" + shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? ",)" : ")")
    }

    /// Reads the header.
    ///
    /// - Throws: `FileError`, of kind `damaged` where it is none, or one of what is not read.
    init(_ stream: inout some ByteStream & ~Copyable, at location: String) throws(FileError) {
        func damaged(_ reason: String) -> FileError { FileError(.damaged, at: location, reason) }
        let start = try stream.read(8)
        guard start.count == 8, start.starts(with: Self.magic) else {
            throw damaged("not an array as NumPy saves it: it does not begin with \\x93NUMPY")
        }
        guard (1...3).contains(start[6]), start[7] == 0 else {
            throw damaged("version \(start[6]).\(start[7]) of NumPy's arrays; 1.0 to 3.0 are read")
        }
        let lengthBytes = try stream.read(start[6] == 1 ? 2 : 4)
        let length = lengthBytes.reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= Self.longest else { throw damaged("the array's header claims \(length) bytes") }
        let dictionary = try stream.read(length)
        guard dictionary.count == length, lengthBytes.count > 1 else {
            throw damaged("the array's header is cut short")
        }
        let values = NPYLiteral.dictionary(dictionary) ?? [:]
        guard values["descr"] != .list else {
            throw damaged("an array of records with several fields; save the one with the images by itself")
        }
        guard values.count == 3, case .text(let type) = values["descr"],
            case .flag(let isFortran) = values["fortran_order"], case .tuple(let shape) = values["shape"]
        else { throw damaged("the array's header is no dictionary of descr, fortran_order and shape") }
        element = try NPYElement(type, at: location)
        self.shape = shape
        self.isFortran = isFortran
        var count = 1, isBounded = true
        for length in shape where isBounded {
            let (product, overflow) = count.multipliedReportingOverflow(by: length)
            count = product
            isBounded = !overflow && product <= Self.largestSize / element.width
        }
        self.count = shape.contains(0) ? 0 : count
        guard isBounded || shape.contains(0) else { throw damaged("the array's header claims \(form)") }
    }
}

extension NPYHeader {
    /// Elements from one to the next along each axis.
    var strides: [Int] {
        var strides = Array(repeating: 0, count: shape.count), step = 1
        for axis in isFortran ? Array(strides.indices) : strides.indices.reversed() {
            strides[axis] = step
            step &*= shape[axis]
        }
        return strides
    }

    /// That of a part of the array with fewer places on its first axis.
    ///
    /// - Precondition: the array has elements.
    func shortened(to length: Int) -> NPYHeader {
        var part = self
        part.shape[0] = length
        part.count = count / shape[0] * length
        return part
    }
}
