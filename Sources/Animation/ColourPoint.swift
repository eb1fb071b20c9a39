/// Colours that are next to each other, as one place in the space where the quantiser measures distance.
struct ColourPoint {
    /// The commonest of the colours.
    let colour: Colour
    /// Pixels of the commonest colour.
    let pixels: Int
    /// The centre of the colours, weighed by their pixels.
    let place: Oklab
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
        place = Oklab(lightness: Float(mean.y), a: Float(mean.z), b: Float(mean.w))
        bins = SIMD3(
            Self.bin(place.lightness), Self.bin(place.a + Self.middle), Self.bin(place.b + Self.middle))
    }

    /// Colours as at most `limit` points or a few more: where there are more colours, those whose channels agree
    /// but for their lowest bits become one.
    static func points(of entries: [ColourHistogram.Entry], limit: Int) -> [ColourPoint] {
        var bits: UInt32 = 0
        while bits < 4, Set(entries.lazy.map { cell($0.colour, bits) }).count > limit { bits += 1 }
        guard bits > 0 else { return entries.map(ColourPoint.init) }
        var places: [UInt32: Int] = [:]
        var cells: [(commonest: ColourHistogram.Entry, moment: SIMD4<Double>)] = []
        for entry in entries {
            let cell = cell(entry.colour, bits)
            if let place = places[cell] {
                cells[place].moment += moment(of: entry)
                if entry.pixels > cells[place].commonest.pixels { cells[place].commonest = entry }
            } else {
                places[cell] = cells.count
                cells.append((entry, moment(of: entry)))
            }
        }
        return cells.map { ColourPoint(commonest: $0.commonest, moment: $0.moment) }
    }

    private static func cell(_ colour: Colour, _ bits: UInt32) -> UInt32 {
        ColourHistogram.key(colour.packed, bits)
    }

    private static func moment(of entry: ColourHistogram.Entry) -> SIMD4<Double> {
        let place = Oklab(entry.colour)
        return Double(entry.pixels)
            * SIMD4(1, Double(place.lightness), Double(place.a), Double(place.b))
    }

    /// What brings the coordinates a and b, some -0.31 to 0.28 in sRGB, into 0 to 1.
    private static let middle: Float = 0.5

    private static func bin(_ value: Float) -> Int { min(max(Int(value * 255.99), 0), 255) }

    /// The colour at the centre of a sum of moments.
    static func centre(of sum: SIMD4<Double>) -> Colour {
        let mean = sum / sum.x
        return Oklab(lightness: Float(mean.y), a: Float(mean.z), b: Float(mean.w)).colour
    }

    /// The part of a cluster's squared error that its sum of moments explains: |sum of w x|^2 / sum of w.
    @inline(__always)
    static func explained(_ sum: SIMD4<Double>) -> Double {
        guard sum.x > 0 else { return 0 }
        return (sum.y * sum.y + sum.z * sum.z + sum.w * sum.w) / sum.x
    }
}
