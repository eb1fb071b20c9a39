public import Storage

/// Finds how near an image comes to any of a set.
///
/// Of two images with numbers from 0 to 1 the distance is the sum of the differences: of ink or none, the pixels in
/// which they differ, of which sixty-four are compared at once.
public struct NearestImages: Sendable {
    /// The images that others are compared with.
    private let known: ModelledImages
    /// The ink of each, see ``ImageComparison``.
    private let inks: [Int]

    /// - Throws: `FileError` of kind `inputOutput` where the images are in a file that cannot be read.
    package init(among images: ModelledImages) throws(FileError) {
        known = images
        inks = try images.inks
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
    /// - Throws: `FileError` of kind `inputOutput` where images are in a file that cannot be read.
    public func matches(for images: ModelledImages, isSelf: Bool = false) throws(FileError) -> [Match] {
        let unit = known.isBinary ? 1.0 : 255
        return try compare(images, from: NearestSoFar()) { comparison, image, best in
            comparison.approach(image, isSelf: isSelf, &best)
        }.compactMap { best in
            best.index.map { Match(index: $0, distance: Double(best.difference) / unit) }
        }
    }

    /// For each of `images`, how much of the ink differs from that of the image of the set most like it: the sum of
    /// the differences as a share of the sum of the greater of both numbers, from 0 to 1.
    ///
    /// Unlike a distance it tells an empty image, or a thin one, from those with little ink: of ink or none, the
    /// distance of P. Jaccard (1901), else that of M. Ruzicka (1958). Arguments and results as for
    /// ``matches(for:isSelf:)``.
    public func inkDifferences(
        for images: ModelledImages, isSelf: Bool = false
    ) throws(FileError) -> [Double] {
        guard count > (isSelf ? 1 : 0) else { return [] }
        return try compare(images, from: LeastInkSoFar()) { comparison, image, best in
            comparison.approach(image, isSelf: isSelf, &best)
        }.map { Double($0.differing) / Double($0.inked) }
    }

    /// What comes of each of `images` when it has been compared with all known ones, which are at hand one part after
    /// another.
    private func compare<State>(
        _ images: ModelledImages, from start: State,
        with part: (any ImageComparison, Int, inout State) -> Void
    ) throws(FileError) -> [State] {
        guard images.rows == known.rows, images.columns == known.columns, images.channels == known.channels,
            count > 0
        else { return [] }
        let wantedInks = try images.inks
        var states = Array(repeating: start, count: images.count)
        func take(_ comparison: any ImageComparison) {
            for image in states.indices { part(comparison, image, &states[image]) }
        }
        switch (known.content, images.content) {
        case (.bits(let known), .bits(let images)):
            known.words.withUnsafeBufferPointer { words in
                images.words.withUnsafeBufferPointer { wanted in
                    take(
                        BitComparison(
                            known: words, wanted: wanted, width: images.wordsPerImage, knownInks: inks[...],
                            wantedInks: wantedInks))
                }
            }
        case (.bytes(let known), .bytes(let images)):
            let wanted = try images.all
            try known.forEachBlock { place, bytes in
                wanted.withUnsafeBufferPointer { wanted in
                    take(
                        ByteComparison(
                            known: bytes, wanted: wanted, width: images.size, knownInks: inks[place],
                            wantedInks: wantedInks))
                }
            }
        default: return []
        }
        return states
    }
}

extension ModelledImages {
    /// The ink of each image: of ink or none its pixels, else the sum of its intensities.
    fileprivate var inks: [Int] {
        get throws(FileError) {
            switch content {
            case .bits(let images): return images.inkCounts
            case .bytes(let bytes):
                var inks: [Int] = []
                inks.reserveCapacity(count)
                try bytes.forEach { _, image in inks.append(image.reduce(0) { $0 &+ Int($1) }) }
                return inks
            }
        }
    }
}
