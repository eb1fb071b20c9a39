import CKernels
import Randomness
import Testing

@testable import Datasets

struct IntensityTallyTests {
    /// Lengths about those of vectors, and intensities about the limits.
    @Test(arguments: [0, 1, 15, 16, 17, 63, 64, 784, 1000])
    func isWhatTheBytesComeTo(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        for some in [[0, 255], [0], [1, 127, 128, 254], Array(0...255)] as [[UInt8]] {
            let bytes = (0..<count).map { _ in some.randomElement(using: &generator) ?? 0 }
            let tally = bytes.withUnsafeBufferPointer(\.tally)
            #expect(tally.least == bytes.min() ?? 255 && tally.greatest == bytes.max() ?? 0)
            #expect(tally.shades == bytes.count { $0 > 0 && $0 < 255 })
            #expect(tally.ink == bytes.count { $0 > 127 })
        }
    }
}
