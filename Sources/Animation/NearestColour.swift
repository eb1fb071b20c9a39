/// Finds the colour of a palette that looks most like a given one.
struct NearestColour {
    let colours: [Colour]
    /// The colours' places, eight a vector; what fills the last vector is far from every colour.
    private let lightness: [SIMD8<Float>], a: [SIMD8<Float>], b: [SIMD8<Float>]

    init(_ colours: [Colour]) {
        self.colours = colours
        let places = colours.map { Oklab($0) }
        func vectors(_ coordinate: KeyPath<Oklab, Float>) -> [SIMD8<Float>] {
            stride(from: 0, to: places.count, by: 8).map { start in
                var vector = SIMD8<Float>(repeating: 1_000)
                for lane in 0..<min(8, places.count - start) {
                    vector[lane] = places[start + lane][keyPath: coordinate]
                }
                return vector
            }
        }
        lightness = vectors(\.lightness)
        a = vectors(\.a)
        b = vectors(\.b)
    }

    /// The index of the nearest colour; of two that are equally near, the first.
    func index(of place: Oklab) -> Int {
        let wantedLightness = SIMD8(repeating: place.lightness)
        let wantedA = SIMD8(repeating: place.a), wantedB = SIMD8(repeating: place.b)
        var best = SIMD8<Float>(repeating: .infinity)
        var bestVector = SIMD8<Int32>(repeating: 0)
        for vector in lightness.indices {
            let lightnessStep = lightness[vector] - wantedLightness
            let aStep = a[vector] - wantedA, bStep = b[vector] - wantedB
            let distance = lightnessStep * lightnessStep + aStep * aStep + bStep * bStep
            let nearer = distance .< best
            best.replace(with: distance, where: nearer)
            bestVector.replace(with: Int32(truncatingIfNeeded: vector), where: nearer)
        }
        var found = (distance: Float.infinity, index: 0)
        for lane in 0..<8 {
            let index = Int(bestVector[lane]) * 8 + lane
            if (best[lane], index) < found { found = (best[lane], index) }
        }
        return found.index
    }
}
