/// Finds how near an image comes to any of a set.
///
/// Of two images with numbers from 0 to 1 the distance is the sum of the differences: of ink or none, the pixels in
/// which they differ, of which sixty-four are compared at once.
public struct NearestImages: Sendable {
    /// The images that others are compared with.
    private let known: ModelledImages
    private let numbers: ComparedNumbers

    package init(among images: ModelledImages) {
        known = images
        numbers = ComparedNumbers(images)
    }

    /// Images in the set.
    public var count: Int { known.count }

    /// The nearest image of the set.
    public struct Match: Sendable, Equatable {
        /// Its position in the set; the first of several that are equally near.
        public let index: Int
        /// How far it is, in whole pixels of full ink.
        public let distance: Double
    }

    /// The nearest image of the set to each of `images`; empty where the set is, or where the images are not alike in
    /// size and kind.
    ///
    /// - Parameter isSelf: whether `images` are the set's own first images, each to be compared with the
    ///   others only.
    public func matches(for images: ModelledImages, isSelf: Bool = false) -> [Match] {
        compare(images) { comparison, image in comparison.nearest(to: image, isSelf: isSelf) }
    }

    /// For each of `images`, how much of the ink differs from that of the image of the set most like it: the sum of
    /// the differences as a share of the sum of the greater of both numbers, from 0 to 1.
    ///
    /// Unlike a distance it tells an empty image, or a thin one, from those with little ink: of ink or none, the
    /// distance of P. Jaccard (1901), else that of M. Ruzicka (1958). Arguments and results as for
    /// ``matches(for:isSelf:)``.
    public func inkDifferences(for images: ModelledImages, isSelf: Bool = false) -> [Double] {
        compare(images) { comparison, image in comparison.leastInkDifference(from: image, isSelf: isSelf) }
    }

    /// What `measure` says of each of `images`, where it says anything.
    private func compare<Result>(
        _ images: ModelledImages, with measure: (any ImageComparison, Int) -> Result?
    ) -> [Result] {
        guard images.rows == known.rows, images.columns == known.columns, images.channels == known.channels,
            images.isBinary == known.isBinary, count > 0
        else { return [] }
        return numbers.compare(with: ComparedNumbers(images)) { comparison in
            (0..<images.count).compactMap { measure(comparison, $0) }
        }
    }
}

/// The numbers of images as they are compared: bits, or bytes.
private struct ComparedNumbers: Sendable {
    private enum Storage {
        case bits([UInt64])
        case bytes([UInt8])
    }

    private let storage: Storage
    /// The words or bytes of an image.
    private let width: Int
    /// The ink of each image, in what counts for one unit of the storage.
    private let inks: [Int]

    init(_ images: ModelledImages) {
        if images.isBinary {
            let binary = images.binarised
            (storage, width, inks) = (.bits(binary.words), binary.wordsPerImage, binary.inkCounts)
        } else {
            let bytes = images.bytes, width = images.imageSize
            self.width = width
            storage = .bytes(bytes)
            inks = (0..<images.count).map { image in
                bytes[image * width..<(image + 1) * width].reduce(0) { $0 &+ Int($1) }
            }
        }
    }

    /// Lays these, which are known, and others of their kind open to be compared.
    func compare<Result>(
        with others: ComparedNumbers, body: (any ImageComparison) -> [Result]
    ) -> [Result] {
        switch (storage, others.storage) {
        case (.bits(let known), .bits(let wanted)):
            known.withUnsafeBufferPointer { known in
                wanted.withUnsafeBufferPointer { wanted in
                    body(
                        BitComparison(
                            known: known, wanted: wanted, width: width, knownInks: inks,
                            wantedInks: others.inks))
                }
            }
        case (.bytes(let known), .bytes(let wanted)):
            known.withUnsafeBufferPointer { known in
                wanted.withUnsafeBufferPointer { wanted in
                    body(
                        ByteComparison(
                            known: known, wanted: wanted, width: width, knownInks: inks,
                            wantedInks: others.inks))
                }
            }
        default: []
        }
    }
}
