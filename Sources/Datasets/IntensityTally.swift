import CKernels
import Storage

/// What the intensities of images come to, counted in one pass over them.
struct IntensityTally {
    /// The least and the greatest; `nil` without images.
    private(set) var range: ClosedRange<UInt8>?
    /// Numbers strictly between black and white.
    private(set) var shades = 0
    /// The numbers of each image that are above half intensity.
    private(set) var inks: [Int] = []
    /// Images of one intensity.
    private(set) var uniformCount = 0
    /// A number for each image: equal images have equal numbers, others almost surely not.
    private(set) var fingerprints: [UInt64] = []

    /// - Throws: `FileError` of kind `inputOutput` where the images cannot be read.
    init(_ images: ImageBytes) throws(FileError) {
        inks.reserveCapacity(images.count)
        fingerprints.reserveCapacity(images.count)
        try images.forEach { _, image in count(image) }
    }

    private mutating func count(_ image: UnsafeBufferPointer<UInt8>) {
        let tally = image.tally
        if tally.least <= tally.greatest {
            let known = range ?? tally.least...tally.greatest
            range = min(known.lowerBound, tally.least)...max(known.upperBound, tally.greatest)
        }
        shades += Int(tally.shades)
        inks.append(Int(tally.ink))
        if tally.least >= tally.greatest { uniformCount += 1 }
        fingerprints.append(Self.fingerprint(of: image))
    }

    /// Each eight pixels are mixed in as SplitMix64 mixes its state (G. Steele, D. Lea and C. Flood, 2014).
    private static func fingerprint(of image: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let bytes = UnsafeRawBufferPointer(image), size = image.count
        var hash: UInt64 = 0
        for start in stride(from: 0, to: size, by: 8) {
            var word: UInt64 = 0
            if start + 8 <= size {
                word = bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)
            } else {
                for offset in start..<size { word = word << 8 | UInt64(bytes[offset]) }
            }
            hash = (hash ^ word) &+ 0x9E37_79B9_7F4A_7C15
            hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
            hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
            hash ^= hash >> 31
        }
        return hash
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// What these intensities, at most a block of images, come to.
    var tally: byte_tally {
        baseAddress.map { tally_bytes($0, count) } ?? byte_tally(least: 255, greatest: 0, shades: 0, ink: 0)
    }
}
