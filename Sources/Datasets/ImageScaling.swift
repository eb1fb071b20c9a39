public import Pictures
import Storage

/// How the images of files become squares of one size.
public struct ImageScaling: Sendable, Equatable, Codable {
    /// Pixels across and down of what comes out.
    public var side: Int
    public var fit: SquareFit
    /// Width and height of the smallest and of the largest image that there was.
    public var smallest: [Int], largest: [Int]

    /// The sides that may be asked for.
    public static let sides = 8...128

    /// - Parameters:
    ///   - smallest: width and height of the smallest image.
    ///   - largest: those of the largest.
    package init(side: Int, fit: SquareFit, smallest: [Int], largest: [Int]) {
        self.side = side
        self.fit = fit
        self.smallest = smallest
        self.largest = largest
    }

    /// Whether images can be made so.
    var isValid: Bool {
        (1...256).contains(side)
            && [smallest, largest].allSatisfy { size in
                size.count == 2 && size.allSatisfy { (1...1 << 32).contains($0) }
            }
    }

    /// What is done, in words; `nil` where the images are so already.
    var note: String? {
        guard smallest != [side, side] || largest != [side, side] else { return nil }
        func text(_ size: [Int]) -> String { size.map(String.init).joined(separator: " x ") }
        let sizes =
            smallest == largest
            ? "images of \(text(smallest))" : "sizes from \(text(smallest)) to \(text(largest))"
        let isSquare = smallest == largest && smallest.first == smallest.last
        let how =
            switch fit {
            case _ where isSquare: "scaled"
            case .crop: "cropped to squares and scaled"
            case .pad: "filled up to squares and scaled"
            case .stretch: "stretched"
            }
        return "\(sizes): \(how) to \(side) x \(side)"
    }

    /// The side of images of which nobody said how large they shall be: at most 64, a multiple of 4, and no more than
    /// the short side.
    ///
    /// - Parameter shortSide: the median of the images' short sides.
    static func usualSide(of shortSide: Int) -> Int { shortSide >= 64 ? 64 : max(8, shortSide / 4 * 4) }
}

extension ImageSet {
    /// The same images as squares; what they do not fill is paper, or white where there are colours.
    ///
    /// - Throws: `FileError` where images cannot be read, or kept in a file.
    func scaled(to scaling: ImageScaling) throws(FileError) -> ImageSet {
        guard rows != scaling.side || columns != scaling.side else { return self }
        let squares = SquareScaling(side: scaling.side, fit: scaling.fit)
        let ground = [UInt8](repeating: channels > 1 ? 255 : 0, count: channels)
        let scaled = try bytes.map(toSize: scaling.side * scaling.side * channels) { image in
            squares.square(
                of: Array(image), width: columns, height: rows, channels: channels, ground: ground)
        }
        return ImageSet(
            rows: scaling.side, columns: scaling.side, channels: channels, bytes: scaled, labels: labels)
    }
}
