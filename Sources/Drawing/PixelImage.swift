/// A finished raster picture: opaque 8-bit colour, the form in which pictures pass between modules.
public struct PixelImage: Sendable, Equatable {
    /// Pixels across and down.
    public let width: Int, height: Int
    /// Bytes [row, column, channel] with the channels red, green, blue.
    public let rgb: [UInt8]

    /// - Precondition: `rgb.count == width * height * 3`.
    public init(width: Int, height: Int, rgb: [UInt8]) {
        precondition(rgb.count == width * height * 3, "three bytes a pixel")
        self.width = width
        self.height = height
        self.rgb = rgb
    }
}
