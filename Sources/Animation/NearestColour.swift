/// Finds the colour of a palette that looks most like a given one.
///
/// The colours lie in the order of their lightness, eight a vector. The search begins where the wanted lightness is
/// and goes on to both sides until lightness alone is farther off than the best so far.
struct NearestColour: Sendable {
    let colours: [Colour]
    /// Eight colours beside each other in lightness.
    private struct Octet {
        /// Their places; what fills the last octet is far from every colour.
        var lightness = SIMD8<Float>(repeating: 1_000), a = SIMD8<Float>(), b = SIMD8<Float>()
        /// Their indices in the palette.
        var indices = SIMD8<Int32>()
        /// The least and the greatest lightness.
        var low: Float = 1_000, high: Float = 1_000
    }

    private let octets: [Octet]

    init(_ colours: [Colour]) {
        self.colours = colours
        let places = colours.map { PerceivedColour($0) }
        let order = colours.indices.sorted { (places[$0].lightness, $0) < (places[$1].lightness, $1) }
        octets = stride(from: 0, to: order.count, by: 8).map { start in
            var octet = Octet()
            for (lane, index) in order[start..<min(start + 8, order.count)].enumerated() {
                octet.lightness[lane] = places[index].lightness
                octet.a[lane] = places[index].a
                octet.b[lane] = places[index].b
                octet.indices[lane] = Int32(index)
                octet.high = places[index].lightness
            }
            octet.low = octet.lightness[0]
            return octet
        }
    }

    /// The index of the nearest colour; of two that are equally near, the first.
    func index(of place: PerceivedColour) -> Int {
        octets.withUnsafeBufferPointer { octets in
            var right = Self.start(of: place.lightness, in: octets)
            var left = right - 1
            var best = (distance: Float.infinity, index: Int32.max)
            while true {
                let toLeft = left >= 0 ? place.lightness - octets[left].high : .infinity
                let toRight = right < octets.count ? octets[right].low - place.lightness : .infinity
                // Inside an octet the step is negative: no way at all.
                let step = max(0, min(toLeft, toRight))
                guard step * step <= best.distance, step < .infinity else { return Int(best.index) }
                let octet = octets[toLeft < toRight ? left : right]
                if toLeft < toRight { left -= 1 } else { right += 1 }
                let lightness = octet.lightness - place.lightness
                let a = octet.a - place.a, b = octet.b - place.b
                let distance = lightness * lightness + a * a + b * b
                let least = Self.least(distance)
                guard least <= best.distance else { continue }
                let index = Self.least(octet.indices.replacing(with: .max, where: distance .!= least))
                best = least < best.distance ? (least, index) : (least, min(index, best.index))
            }
        }
    }

    /// The least of eight numbers. (The library's `min()` goes lane by lane.)
    @inline(__always)
    private static func least<Number: SIMDScalar & Comparable>(_ numbers: SIMD8<Number>) -> Number {
        let four = pointwiseMin(numbers.lowHalf, numbers.highHalf)
        let two = pointwiseMin(four.lowHalf, four.highHalf)
        return min(two.x, two.y)
    }

    /// The index of the nearest colour; where a channel of that is off by more than `tolerance`, of the colour whose
    /// channels are off least.
    func index(of colour: Colour, tolerance: Int) -> Int {
        var best = index(of: PerceivedColour(colour))
        var distance = colours[best].distance(to: colour)
        guard distance > tolerance else { return best }
        for (index, other) in colours.enumerated() where other.distance(to: colour) < distance {
            (best, distance) = (index, other.distance(to: colour))
        }
        return best
    }

    /// The first octet that reaches up to a lightness.
    private static func start(of lightness: Float, in octets: UnsafeBufferPointer<Octet>) -> Int {
        var low = 0, high = octets.count
        while low < high {
            let middle = (low + high) / 2
            if octets[middle].high < lightness { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
