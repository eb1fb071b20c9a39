internal import Drawing

/// A picture as runs of equal pixels, row after row: what is kept of one between the two passes over an animation.
struct PixelRuns: Sendable {
    let width: Int, height: Int
    /// A run each: its colour as 0xRRGGBB, and above it the number of its pixels less one.
    private let runs: [UInt32]

    private static let longest = 256

    init(_ image: PixelImage) {
        width = image.width
        height = image.height
        var runs: [UInt32] = []
        image.rgb.withUnsafeBytes { bytes in
            var position = 0
            while position < bytes.count {
                let last = min(bytes.count, position + 3 * Self.longest)
                // Pixels are equal as long as each byte is the one three before it; eight are compared at once.
                var end = position + 3
                while end + 8 <= last, Self.word(bytes, at: end - 3) == Self.word(bytes, at: end) { end += 8 }
                while end < last, bytes[end - 3] == bytes[end] { end += 1 }
                let count = (end - position) / 3
                let colour =
                    UInt32(bytes[position]) << 16 | UInt32(bytes[position + 1]) << 8
                    | UInt32(bytes[position + 2])
                runs.append(UInt32(truncatingIfNeeded: count - 1) << 24 | colour)
                position += 3 * count
            }
        }
        self.runs = runs
    }

    @inline(__always)
    private static func word(_ bytes: UnsafeRawBufferPointer, at position: Int) -> UInt64 {
        bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
    }

    /// The number of runs.
    var count: Int { runs.count }

    /// Memory that the runs take.
    var bytes: Int { runs.count * MemoryLayout<UInt32>.stride }

    /// Calls `body` with each run's colour as 0xRRGGBB and its number of pixels.
    @inline(__always)
    func forEach(_ body: (_ packed: UInt32, _ pixels: Int) -> Void) {
        runs.withUnsafeBufferPointer { runs in
            for run in runs { body(run & 0xFF_FFFF, Int(run >> 24) + 1) }
        }
    }
}
