import Pictures
import Storage

/// Whether pictures have colours, and whether they are dark on light: by a look at some of them.
struct PictureLook {
    /// So many, spread evenly over all.
    private static let sample = 400
    /// A pixel has a colour where its channels differ by more than this, a picture where more than one pixel in so
    /// many has one, and a data set where at least one picture in so many has.
    private static let leastDifference = 8, pixelsOfOne = 100, picturesOfOne = 20

    private(set) var isColoured = false
    /// Whether most pixels at the pictures' borders are light.
    private(set) var isDarkOnLight = false

    /// Looks at some of the pictures; those that cannot be read have no say.
    init(_ files: [PictureFile], _ reader: PictureReader) {
        let step = max(1, files.count / Self.sample)
        let some = stride(from: 0, to: files.count, by: step).map { files[$0] }
        let looks = concurrentMap(some.count) { index -> (isColoured: Bool, light: Int, border: Int)? in
            guard let square = try? reader.square(of: some[index]) else { return nil }
            return Self.look(at: square, side: reader.scaling.side)
        }.compactMap(\.self)
        guard !looks.isEmpty else { return }
        isColoured = looks.count { $0.isColoured } * Self.picturesOfOne >= looks.count
        isDarkOnLight = looks.reduce(0) { $0 + 2 * $1.light - $1.border } > 0
    }

    private static func look(
        at square: [UInt8], side: Int
    ) -> (isColoured: Bool, light: Int, border: Int) {
        var (coloured, light, border) = (0, 0, 0)
        for pixel in 0..<side * side {
            let (red, green, blue) = (square[pixel * 3], square[pixel * 3 + 1], square[pixel * 3 + 2])
            if Int(max(red, green, blue)) - Int(min(red, green, blue)) > leastDifference { coloured += 1 }
            let (row, column) = pixel.quotientAndRemainder(dividingBy: side)
            if row == 0 || column == 0 || row == side - 1 || column == side - 1 {
                border += 1
                if OpaqueColour.luma(red, green, blue) > 127 { light += 1 }
            }
        }
        return (coloured * pixelsOfOne > side * side, light, border)
    }
}
