import CKernels

/// Wanted images beside known ones. All is counted in units, of which ``fullInk`` make a number of 1.
protocol ImageComparison {
    /// The ink of each image.
    var knownInks: [Int] { get }
    var wantedInks: [Int] { get }
    /// What a number of 1 counts.
    var fullInk: Int { get }

    /// The sum of the differences between the numbers of two images.
    func difference(ofKnown candidate: Int, from image: Int) -> Int

    /// The known image nearest to a wanted one; `nil` where there is none but itself.
    func nearest(to image: Int, isSelf: Bool) -> NearestImages.Match?
    /// See ``NearestImages/inkDifferences(for:isSelf:)``; `nil` where there is no known image but itself.
    func leastInkDifference(from image: Int, isSelf: Bool) -> Double?
}

extension ImageComparison {
    func nearest(to image: Int, isSelf: Bool) -> NearestImages.Match? {
        let ink = wantedInks[image]
        var best = (index: -1, difference: Int.max)
        for (candidate, other) in knownInks.enumerated() where !(isSelf && candidate == image) {
            guard abs(ink - other) < best.difference else { continue }
            let difference = difference(ofKnown: candidate, from: image)
            if difference < best.difference { best = (candidate, difference) }
        }
        guard best.index >= 0 else { return nil }
        return NearestImages.Match(
            index: best.index, distance: Double(best.difference) / Double(fullInk))
    }

    func leastInkDifference(from image: Int, isSelf: Bool) -> Double? {
        guard knownInks.count > (isSelf ? 1 : 0) else { return nil }
        let ink = wantedInks[image]
        // The best so far as a fraction, compared without dividing.
        var best = (differing: 1, inked: 1)
        for (candidate, other) in knownInks.enumerated() where !(isSelf && candidate == image) {
            // However they lie, so much differs, of no more than what is ink in the fuller image.
            guard abs(ink - other) &* best.inked < best.differing &* max(ink, other, 1) else { continue }
            let differing = difference(ofKnown: candidate, from: image)
            let inked = (ink &+ other &+ differing) / 2
            if differing &* best.inked < best.differing &* inked || inked == 0 {
                best = (differing, max(1, inked))
            }
        }
        return Double(best.differing) / Double(best.inked)
    }
}

/// Images of ink or none, sixty-four pixels a word.
struct BitComparison: ImageComparison {
    let known: UnsafeBufferPointer<UInt64>, wanted: UnsafeBufferPointer<UInt64>
    let width: Int
    let knownInks: [Int], wantedInks: [Int]
    var fullInk: Int { 1 }

    func difference(ofKnown candidate: Int, from image: Int) -> Int {
        guard let known = known.baseAddress, let wanted = wanted.baseAddress else { return 0 }
        return differing_bits(wanted + image &* width, known + candidate &* width, width)
    }
}

/// Images of intensities.
struct ByteComparison: ImageComparison {
    let known: UnsafeBufferPointer<UInt8>, wanted: UnsafeBufferPointer<UInt8>
    let width: Int
    let knownInks: [Int], wantedInks: [Int]
    var fullInk: Int { 255 }

    func difference(ofKnown candidate: Int, from image: Int) -> Int {
        var sum: Int32 = 0
        for index in 0..<width {
            let a = Int32(known[candidate &* width &+ index]), b = Int32(wanted[image &* width &+ index])
            sum &+= a > b ? a &- b : b &- a
        }
        return Int(sum)
    }
}
