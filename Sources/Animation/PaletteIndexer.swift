internal import Drawing

/// Turns pictures into palette indices, one byte a pixel.
struct PaletteIndexer: Sendable {
    private let search: NearestColour
    private let droppedBits: UInt32
    /// The histogram's table with what to show in place of the count.
    private let keys: [UInt32], mixtures: [ColourMixture]

    /// Looks up the palette's nearest colours once for each colour of the histogram.
    init(_ histogram: ColourHistogram, palette: Palette, isDithered: Bool = false) {
        let search = NearestColour(palette.colours)
        self.search = search
        droppedBits = histogram.droppedBits
        keys = histogram.keys
        mixtures = histogram.keys.indices.map { slot in
            guard histogram.keys[slot] != 0 else { return ColourMixture(index: 0) }
            let colour = histogram.colour(at: slot)
            let nearest = search.index(of: Oklab(colour))
            guard isDithered, palette.colours[nearest] != colour else {
                return ColourMixture(index: UInt8(nearest))
            }
            return ColourMixture(of: colour, nearest: nearest, in: palette.colours)
        }
    }

    /// The palette indices [row, column] of `image`.
    func indices(of image: PixelImage) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: image.width * image.height) { output, count in
            image.rgb.withUnsafeBufferPointer { bytes in
                var last = UInt32.max
                var mixture = ColourMixture(index: 0)
                var pixel = 0
                for row in 0..<image.height {
                    for column in 0..<image.width {
                        let packed = Colour.packed(bytes, at: pixel * 3)
                        if packed != last {
                            last = packed
                            mixture = self.mixture(for: packed)
                        }
                        output.initializeElement(at: pixel, to: mixture.index(column: column, row: row))
                        pixel += 1
                    }
                }
            }
            count = output.count
        }
    }

    private func mixture(for packed: UInt32) -> ColourMixture {
        let slot = ColourHistogram.slot(of: ColourHistogram.key(packed, droppedBits), in: keys)
        // A colour that was not counted can only come from a frame that changed between the two passes.
        return keys[slot] == 0
            ? ColourMixture(index: UInt8(search.index(of: Oklab(Colour(packed: packed))))) : mixtures[slot]
    }
}
