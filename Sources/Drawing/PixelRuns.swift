/// A picture as runs of equal pixels, row after row: small where much of it is even.
///
/// Each colour is named once, so that what is to be done for each colour is done once.
public struct PixelRuns: Sendable {
    /// Pixels across and down.
    public let width: Int, height: Int
    /// The colours as 0xRRGGBB, each once, in the order in which they first occur.
    public let colours: [UInt32]
    /// How many pixels each colour has.
    public let pixels: [Int]
    /// A run each: in the low 8 bits how many pixels it has, perhaps none, above them the number of its colour.
    public let runs: [UInt32]

    /// The memory that it takes, in bytes.
    public var bytes: Int { 4 * runs.count + 12 * colours.count }

    /// The runs of a picture.
    public init(_ image: PixelImage) {
        self = image.rgb.withUnsafeBytes { PixelRuns(width: image.width, height: image.height, rgb: $0) }
    }

    /// The runs of a picture given by its bytes [row, column, channel], the channels being red, green and blue.
    ///
    /// - Precondition: `rgb.count == width * height * 3`.
    public init(width: Int, height: Int, rgb: UnsafeRawBufferPointer) {
        precondition(rgb.count == width * height * 3, "three bytes a pixel")
        var scanner = RunScanner(pixels: width * height)
        scanner.scan(rgb: rgb)
        scanner.finish()
        self.init(width: width, height: height, scanner)
    }

    /// The runs of a picture given by 32 bits a pixel, 0xRRGGBB in the low 24.
    ///
    /// - Parameter stride: bytes from one row to the next.
    init(width: Int, height: Int, pixels: UnsafeRawPointer, stride: Int) {
        var scanner = RunScanner(pixels: width * height)
        for row in 0..<height { scanner.scan(pixels + row * stride, count: width) }
        scanner.finish()
        self.init(width: width, height: height, scanner)
    }

    private init(width: Int, height: Int, _ scanner: borrowing RunScanner) {
        self.width = width
        self.height = height
        var index = ColourIndex()
        let found = scanner.runs
        runs = [UInt32](unsafeUninitializedCapacity: found.count) { target, count in
            for place in 0..<found.count {
                let colour = index.add(found[place] >> 8, pixels: Int(found[place] & 0xFF))
                target.initializeElement(at: place, to: colour << 8 | found[place] & 0xFF)
            }
            count = found.count
        }
        (colours, pixels) = (index.colours, index.pixels)
    }
}
