internal import Drawing
import Storage

/// Turns pictures into palette indices, one byte a pixel.
struct PaletteIndexer: Sendable {
    private let search: NearestColour
    private let droppedBits: UInt32
    /// The histogram's table with what to show in place of the count.
    private let slots: [Slot]

    private struct Slot {
        let key: UInt32
        let mixture: ColourMixture
    }

    /// Looks up the palette's nearest colours once for each colour of the histogram.
    init(_ histogram: ColourHistogram, palette: Palette, isDithered: Bool = false) {
        let search = NearestColour(palette.colours)
        self.search = search
        droppedBits = histogram.droppedBits
        slots = concurrentMap(histogram.slots.count, together: 1_024) { index in
            let slot = histogram.slots[index]
            guard slot.key != 0 else { return Slot(key: 0, mixture: ColourMixture(index: 0)) }
            let colour = histogram.colour(of: slot)
            let nearest = search.index(of: colour, tolerance: Palette.tolerance)
            guard isDithered, palette.colours[nearest] != colour else {
                return Slot(key: slot.key, mixture: ColourMixture(index: UInt8(nearest)))
            }
            return Slot(
                key: slot.key, mixture: ColourMixture(of: colour, nearest: nearest, in: palette.colours))
        }
    }

    /// The palette indices [row, column] of `picture`.
    func indices(of picture: PixelRuns) -> [UInt8] {
        let mixtures = picture.colours.map { mixture(for: $0) }
        guard mixtures.allSatisfy(\.isPlain) else { return mixed(picture, mixtures) }
        let indices = mixtures.map(\.index)
        return [UInt8](unsafeUninitializedCapacity: picture.width * picture.height + Self.step) {
            target, count in
            guard let start = UnsafeMutableRawPointer(target.baseAddress) else { return }
            var end = 0
            for run in picture.runs {
                let pixels = Int(run & 0xFF)
                // Sixteen are written at once; what is too many will be written over.
                let value = SIMD16(repeating: indices[Int(run &>> 8)])
                var place = end
                end &+= pixels
                repeat {
                    start.storeBytes(of: value, toByteOffset: place, as: SIMD16<UInt8>.self)
                    place &+= Self.step
                } while place < end
            }
            count = end
        }
    }

    /// So many indices are written at once.
    private static let step = 16

    /// The palette indices of a picture of which some colours are shown by two in a pattern.
    private func mixed(_ picture: PixelRuns, _ mixtures: [ColourMixture]) -> [UInt8] {
        var indices: [UInt8] = []
        indices.reserveCapacity(picture.width * picture.height)
        for run in picture.runs {
            let mixture = mixtures[Int(run >> 8)], pixels = indices.count..<indices.count + Int(run & 0xFF)
            if mixture.isPlain {
                indices.append(contentsOf: repeatElement(mixture.index, count: pixels.count))
            } else {
                for pixel in pixels {
                    indices.append(
                        mixture.index(column: pixel % picture.width, row: pixel / picture.width))
                }
            }
        }
        return indices
    }

    private func mixture(for packed: UInt32) -> ColourMixture {
        let key = ColourHistogram.key(packed, droppedBits)
        var slot = ColourHistogram.start(of: key, in: slots.count)
        while slots[slot].key != key {
            // A colour that was not counted can only come from a frame that changed between the two passes.
            guard slots[slot].key != 0 else {
                return ColourMixture(
                    index: UInt8(search.index(of: Colour(packed: packed), tolerance: Palette.tolerance)))
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return slots[slot].mixture
    }
}
