/// Tells for how long a full dictionary serves.
///
/// It does until a stretch of pixels takes more bits a pixel than the best one before it, the pixels that filled the
/// dictionary being the first.
struct DictionaryLife {
    /// Pixels after which a full dictionary is judged.
    let stretch: Int
    private var best = Double.infinity

    /// Judges a dictionary by stretches of so many pixels.
    init(stretch: Int) {
        self.stretch = stretch
    }

    /// Whether the dictionary still serves after a stretch that took so many bits; if not, another life begins.
    mutating func goesOn(bits: Int, pixels: Int) -> Bool {
        let rate = Double(bits) / Double(max(pixels, 1))
        let goesOn = rate <= best
        best = goesOn ? rate : .infinity
        return goesOn
    }
}
