import Storage

/// Colours that are next to each other, as one place in the space where the quantiser measures distance.
struct ColourPoint {
    /// The commonest of the colours.
    let colour: Colour
    /// Pixels of the commonest colour.
    let pixels: Int
    /// The centre of the colours, weighed by their pixels.
    let place: PerceivedColour
    /// (weight, weight * lightness, weight * a, weight * b), the weight being the number of pixels.
    let moment: SIMD4<Double>
    /// The three coordinates in 256 steps each, where boxes are cut.
    let bins: SIMD3<Int>

    /// One colour.
    init(_ entry: ColourHistogram.Entry) {
        self.init(commonest: entry, moment: Self.moment(of: entry))
    }

    private init(commonest entry: ColourHistogram.Entry, moment: SIMD4<Double>) {
        colour = entry.colour
        pixels = entry.pixels
        self.moment = moment
        let mean = moment / moment.x
        place = PerceivedColour(lightness: Float(mean.y), a: Float(mean.z), b: Float(mean.w))
        bins = SIMD3(
            Self.bin(place.lightness), Self.bin(place.a + Self.middle), Self.bin(place.b + Self.middle))
    }

    /// Colours as at most `limit` points: where there are more colours, those whose channels agree but for their
    /// lowest bits become one.
    ///
    /// - Parameter limit: from 4,096, which is where four bits are left, to 65,535.
    static func points(of entries: [ColourHistogram.Entry], limit: Int) -> [ColourPoint] {
        guard entries.count > limit else {
            return concurrentMap(entries.count, together: 1_024) { ColourPoint(entries[$0]) }
        }
        for bits: UInt32 in 1..<4 {
            if let cells = cells(of: entries, droppedBits: bits, limit: limit) {
                return points(of: entries, in: cells)
            }
        }
        return points(of: entries, in: cells(of: entries, droppedBits: 4, limit: .max) ?? [])
    }

    /// One point for each cell; `cells` has the number of each entry's.
    private static func points(of entries: [ColourHistogram.Entry], in cells: [Int]) -> [ColourPoint] {
        let count = (cells.max() ?? -1) + 1
        let moments = concurrentMap(entries.count, together: 1_024) { moment(of: entries[$0]) }
        var sums = [SIMD4<Double>](repeating: .zero, count: count)
        var commonest = [Int?](repeating: nil, count: count)
        for (index, cell) in cells.enumerated() {
            sums[cell] += moments[index]
            if entries[index].pixels > commonest[cell].map({ entries[$0].pixels }) ?? 0 {
                commonest[cell] = index
            }
        }
        return zip(sums, commonest).compactMap { sum, commonest in
            commonest.map { ColourPoint(commonest: entries[$0], moment: sum) }
        }
    }

    /// For each entry the number of its cell, which it shares with those whose channels agree but for the lowest
    /// bits; nil where there are more than `limit` cells.
    private static func cells(
        of entries: [ColourHistogram.Entry], droppedBits bits: UInt32, limit: Int
    ) -> [Int]? {
        // For each cell its number and 1.
        var numbers = [UInt16](repeating: 0, count: 1 << (24 - 3 * bits))
        var count: UInt16 = 0
        var cells: [Int] = []
        cells.reserveCapacity(entries.count)
        let width = 8 - bits
        for entry in entries {
            let red = UInt32(entry.colour.red >> bits), green = UInt32(entry.colour.green >> bits)
            let cell = Int((red << width | green) << width | UInt32(entry.colour.blue >> bits))
            if numbers[cell] == 0 {
                guard count < limit else { return nil }
                count += 1
                numbers[cell] = count
            }
            cells.append(Int(numbers[cell]) - 1)
        }
        return cells
    }

    private static func moment(of entry: ColourHistogram.Entry) -> SIMD4<Double> {
        let place = PerceivedColour(entry.colour)
        return Double(entry.pixels)
            * SIMD4(1, Double(place.lightness), Double(place.a), Double(place.b))
    }

    /// What brings the coordinates a and b, some -0.31 to 0.28 in sRGB, into 0 to 1.
    private static let middle: Float = 0.5

    private static func bin(_ value: Float) -> Int { min(max(Int(value * 255.99), 0), 255) }

    /// The colour at the centre of a sum of moments.
    static func centre(of sum: SIMD4<Double>) -> Colour {
        let mean = sum / sum.x
        return PerceivedColour(lightness: Float(mean.y), a: Float(mean.z), b: Float(mean.w)).colour
    }

    /// The part of a cluster's squared error that its sum of moments explains: |sum of w x|^2 / sum of w.
    @inline(__always)
    static func explained(_ sum: SIMD4<Double>) -> Double {
        guard sum.x > 0 else { return 0 }
        return (sum.y * sum.y + sum.z * sum.z + sum.w * sum.w) / sum.x
    }
}
