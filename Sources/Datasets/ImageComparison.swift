import CKernels

/// Wanted images beside a part of the known ones. All is counted in units: a pixel that is ink, or one of 255 levels.
protocol ImageComparison {
    /// The ink of the known images that are at hand, by their positions in the set.
    var knownInks: ArraySlice<Int> { get }
    /// The ink of each wanted image.
    var wantedInks: [Int] { get }

    /// The sum of the differences between the numbers of two images.
    func difference(ofKnown candidate: Int, from image: Int) -> Int

    /// Brings the known image nearest to a wanted one up to date; no image is compared with itself.
    func approach(_ image: Int, isSelf: Bool, _ best: inout NearestSoFar)
    /// The same of the least difference of ink, see ``NearestImages/inkDifferences(for:isSelf:)``.
    func approach(_ image: Int, isSelf: Bool, _ best: inout LeastInkSoFar)
}

/// The nearest of the images that an image has been compared with.
struct NearestSoFar {
    /// `nil` where there was none.
    var index: Int?
    var difference = Int.max
}

/// The least share of ink that differs from the images that an image has been compared with: a fraction, compared
/// without dividing.
struct LeastInkSoFar {
    var differing = 1, inked = 1
}

extension ImageComparison {
    func approach(_ image: Int, isSelf: Bool, _ best: inout NearestSoFar) {
        let ink = wantedInks[image]
        for (candidate, other) in zip(knownInks.indices, knownInks) where !(isSelf && candidate == image) {
            guard abs(ink - other) < best.difference else { continue }
            let difference = difference(ofKnown: candidate, from: image)
            if difference < best.difference {
                best = NearestSoFar(index: candidate, difference: difference)
            }
        }
    }

    func approach(_ image: Int, isSelf: Bool, _ best: inout LeastInkSoFar) {
        let ink = wantedInks[image]
        for (candidate, other) in zip(knownInks.indices, knownInks) where !(isSelf && candidate == image) {
            // However they lie, so much differs, of no more than what is ink in the fuller image.
            guard abs(ink - other) &* best.inked < best.differing &* max(ink, other, 1) else { continue }
            let differing = difference(ofKnown: candidate, from: image)
            let inked = (ink &+ other &+ differing) / 2
            if differing &* best.inked < best.differing &* inked || inked == 0 {
                best = LeastInkSoFar(differing: differing, inked: max(1, inked))
            }
        }
    }
}

/// Images of ink or none, sixty-four pixels a word.
struct BitComparison: ImageComparison {
    let known: UnsafeBufferPointer<UInt64>, wanted: UnsafeBufferPointer<UInt64>
    let width: Int
    let knownInks: ArraySlice<Int>, wantedInks: [Int]

    func difference(ofKnown candidate: Int, from image: Int) -> Int {
        guard let known = known.baseAddress, let wanted = wanted.baseAddress else { return 0 }
        let place = candidate &- knownInks.startIndex
        return differing_bits(wanted + image &* width, known + place &* width, width)
    }
}

/// Images of intensities.
struct ByteComparison: ImageComparison {
    let known: UnsafeBufferPointer<UInt8>, wanted: UnsafeBufferPointer<UInt8>
    let width: Int
    let knownInks: ArraySlice<Int>, wantedInks: [Int]

    func difference(ofKnown candidate: Int, from image: Int) -> Int {
        let first = (candidate &- knownInks.startIndex) &* width
        var sum: Int32 = 0
        for index in 0..<width {
            let a = Int32(known[first &+ index]), b = Int32(wanted[image &* width &+ index])
            sum &+= a > b ? a &- b : b &- a
        }
        return Int(sum)
    }
}
