/// Finds how near an image comes to any of a set: in how many pixels the most similar one differs.
///
/// Sixty-four pixels are compared at once, so that a thousand images against ten thousand take a moment.
public struct NearestImages: Sendable {
    /// The images that others are compared with.
    private let images: BinaryImages
    /// The pixels of each that are ink.
    private let inks: [Int]

    public init(among images: BinaryImages) {
        self.images = images
        inks = images.inkCounts
    }

    /// Images in the set.
    public var count: Int { images.count }

    /// The nearest image of the set.
    public struct Match: Sendable, Equatable {
        /// Its position in the set; the first of several that are equally near.
        public let index: Int
        /// Pixels in which the two differ.
        public let distance: Int
    }

    /// The nearest image of the set to each of `images`; empty where the set is, or where sizes differ.
    ///
    /// - Parameter isSelf: whether `images` are the set's own first images, each to be compared with the
    ///   others only.
    public func matches(for images: BinaryImages, isSelf: Bool = false) -> [Match] {
        compare(images, isSelf: isSelf, with: Self.nearest)
    }

    /// For each of `images`, how much of the ink differs from that of the image of the set most like it: of
    /// the pixels that are ink in either image the share that is not ink in both, from 0 to 1.
    ///
    /// Unlike a count of pixels it tells an empty image, or a thin one, from those with little ink: the
    /// distance of P. Jaccard (1901). Arguments and results as for ``matches(for:isSelf:)``.
    public func inkDifferences(for images: BinaryImages, isSelf: Bool = false) -> [Double] {
        compare(images, isSelf: isSelf, with: Self.leastInkDifference)
    }

    /// An image, and those that it is compared with.
    private struct Comparison {
        let image: UnsafeBufferPointer<UInt64>, known: UnsafeBufferPointer<UInt64>
        /// The pixels of each that are ink.
        let ink: Int, knownInks: [Int]
        /// Which of the known ones to leave out.
        let own: Int?

        /// The pixels in which the image differs from a known one.
        @inline(__always)
        func differing(from candidate: Int) -> Int {
            var count = 0
            for word in 0..<image.count {
                count &+= (image[word] ^ known[candidate &* image.count &+ word]).nonzeroBitCount
            }
            return count
        }
    }

    /// What `measure` says of each of `others`.
    private func compare<Result>(
        _ others: BinaryImages, isSelf: Bool, with measure: (Comparison) -> Result
    ) -> [Result] {
        guard others.rows == images.rows, others.columns == images.columns, count > (isSelf ? 1 : 0) else {
            return []
        }
        let width = images.wordsPerImage
        let otherInks = others.inkCounts
        return others.words.withUnsafeBufferPointer { wanted in
            images.words.withUnsafeBufferPointer { known in
                (0..<others.count).map { image in
                    measure(
                        Comparison(
                            image: UnsafeBufferPointer(rebasing: wanted[image * width..<(image + 1) * width]),
                            known: known, ink: otherInks[image], knownInks: inks, own: isSelf ? image : nil))
                }
            }
        }
    }

    private static func leastInkDifference(_ comparison: Comparison) -> Double {
        let ink = comparison.ink
        // The best so far as a fraction, compared without dividing.
        var best = (differing: 1, inked: 1)
        for (candidate, other) in comparison.knownInks.enumerated() where candidate != comparison.own {
            // However they lie, so many pixels differ, of no more than those that are ink in the fuller image.
            guard abs(ink - other) &* best.inked < best.differing &* max(ink, other, 1) else { continue }
            let differing = comparison.differing(from: candidate)
            let inked = (ink &+ other &+ differing) / 2
            if differing &* best.inked < best.differing &* inked || inked == 0 {
                best = (differing, max(1, inked))
            }
        }
        return Double(best.differing) / Double(best.inked)
    }

    private static func nearest(_ comparison: Comparison) -> Match {
        var best = Match(index: 0, distance: .max)
        for (candidate, other) in comparison.knownInks.enumerated() where candidate != comparison.own {
            guard abs(comparison.ink - other) < best.distance else { continue }
            let distance = comparison.differing(from: candidate)
            if distance < best.distance { best = Match(index: candidate, distance: distance) }
        }
        return best
    }
}

extension BinaryImages {
    /// Decoded probabilities [image, row, column] as images: a pixel is ink where that is likelier than not.
    ///
    /// - Precondition: `probabilities.count` is a multiple of `rows * columns`.
    public init(rows: Int, columns: Int, probabilities: some Collection<Float>) {
        self.init(rows: rows, columns: columns, pixels: probabilities.map { $0 > 0.5 ? 1 : 0 })
    }
}
