/// Finds the colour of a palette that is nearest to a given one.
struct NearestColour {
    let colours: [Colour]
    /// The colours' channels, eight colours a vector; what fills the last vector is far from every colour.
    private let red: [SIMD8<Int32>], green: [SIMD8<Int32>], blue: [SIMD8<Int32>]

    init(_ colours: [Colour]) {
        self.colours = colours
        func vectors(_ channel: KeyPath<Colour, UInt8>) -> [SIMD8<Int32>] {
            stride(from: 0, to: colours.count, by: 8).map { start in
                var vector = SIMD8<Int32>(repeating: 10_000)
                for lane in 0..<min(8, colours.count - start) {
                    vector[lane] = Int32(colours[start + lane][keyPath: channel])
                }
                return vector
            }
        }
        red = vectors(\.red)
        green = vectors(\.green)
        blue = vectors(\.blue)
    }

    /// The index of the nearest colour; of two that are equally near, the first.
    func index(of colour: Colour) -> Int {
        let wantedRed = SIMD8(repeating: Int32(colour.red))
        let wantedGreen = SIMD8(repeating: Int32(colour.green))
        let wantedBlue = SIMD8(repeating: Int32(colour.blue))
        var best = SIMD8<Int32>(repeating: .max)
        var bestVector = SIMD8<Int32>(repeating: 0)
        for vector in red.indices {
            let redStep = red[vector] &- wantedRed
            let greenStep = green[vector] &- wantedGreen
            let blueStep = blue[vector] &- wantedBlue
            let weighted = redStep &* redStep &* 2 &+ greenStep &* greenStep &* 4
            let distance = weighted &+ blueStep &* blueStep &* 3
            let nearer = distance .< best
            best.replace(with: distance, where: nearer)
            bestVector.replace(with: Int32(vector), where: nearer)
        }
        var found = (distance: Int32.max, index: 0)
        for lane in 0..<8 where best[lane] < found.distance {
            found = (best[lane], Int(bestVector[lane]) * 8 + lane)
        }
        for lane in 0..<8 where best[lane] == found.distance {
            found.index = min(found.index, Int(bestVector[lane]) * 8 + lane)
        }
        return found.index
    }
}
