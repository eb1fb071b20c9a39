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
            let nearest = search.index(of: colour, tolerance: Palette.tolerance)
            guard isDithered, palette.colours[nearest] != colour else {
                return ColourMixture(index: UInt8(nearest))
            }
            return ColourMixture(of: colour, nearest: nearest, in: palette.colours)
        }
    }

    /// The palette indices [row, column] of `picture`.
    func indices(of picture: PixelRuns) -> [UInt8] {
        let width = picture.width
        return [UInt8](unsafeUninitializedCapacity: width * picture.height) { output, count in
            guard let start = output.baseAddress else { return }
            picture.forEach { packed, pixels in
                let mixture = self.mixture(for: packed)
                if mixture.isPlain {
                    (start + count).initialize(repeating: mixture.index, count: pixels)
                } else {
                    for pixel in count..<count + pixels {
                        (start + pixel).initialize(
                            to: mixture.index(column: pixel % width, row: pixel / width))
                    }
                }
                count += pixels
            }
        }
    }

    private func mixture(for packed: UInt32) -> ColourMixture {
        let slot = ColourHistogram.slot(of: ColourHistogram.key(packed, droppedBits), in: keys)
        // A colour that was not counted can only come from a frame that changed between the two passes.
        return keys[slot] == 0
            ? ColourMixture(
                index: UInt8(search.index(of: Colour(packed: packed), tolerance: Palette.tolerance)))
            : mixtures[slot]
    }
}
