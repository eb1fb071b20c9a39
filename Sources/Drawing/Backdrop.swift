/// A picture's pixels as they are drawn, to lie under many others without being made ready for each.
public struct Backdrop: Sendable {
    /// Pixels across and down.
    let width: Int, height: Int
    /// 0xRRGGBB in the low 24 bits [row, column].
    let pixels: [UInt32]

    /// The same as an image, for documents.
    var image: PixelImage {
        PixelImage(
            width: width, height: height,
            rgb: pixels.flatMap { pixel in [16, 8, 0].map { UInt8(truncatingIfNeeded: pixel >> $0) } })
    }
}
