internal import Drawing

/// Turns pictures into palette indices, one byte a pixel.
struct PaletteIndexer {
    private let search: NearestColour
    private let droppedBits: UInt32
    /// The histogram's table with a palette index in place of the count.
    private let keys: [UInt32], indices: [UInt8]

    /// Looks up the palette's nearest colour once for each colour of the histogram.
    init(_ histogram: ColourHistogram, palette: Palette) {
        let search = NearestColour(palette.colours)
        self.search = search
        droppedBits = histogram.droppedBits
        keys = histogram.keys
        indices = histogram.keys.indices.map { slot in
            histogram.keys[slot] == 0 ? 0 : UInt8(search.index(of: histogram.colour(at: slot)))
        }
    }

    /// The palette indices [row, column] of `image`.
    func indices(of image: PixelImage) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: image.width * image.height) { output, count in
            image.rgb.withUnsafeBufferPointer { bytes in
                var last = UInt32.max
                var index: UInt8 = 0
                for pixel in 0..<output.count {
                    let packed = Colour.packed(bytes, at: pixel * 3)
                    if packed != last {
                        last = packed
                        index = self.index(of: packed)
                    }
                    output.initializeElement(at: pixel, to: index)
                }
            }
            count = output.count
        }
    }

    private func index(of packed: UInt32) -> UInt8 {
        let slot = ColourHistogram.slot(of: ColourHistogram.key(packed, droppedBits), in: keys)
        // A colour that was not counted can only come from a frame that changed between the two passes.
        return keys[slot] == 0 ? UInt8(search.index(of: Colour(packed: packed))) : indices[slot]
    }
}
