import Storage

extension Digits {
    /// What an image was written from, a column each.
    ///
    /// `digit`; `style`, which of all ways to write a digit, counted through all digits, so that it tells the digit
    /// too; `form`, the place between the two ends of that way, in [-0.15, 1.15); `slant`, how far to the right a
    /// point one unit higher lies; `turn`, the tangent of half the angle against the clock; `width`, against the
    /// model's; `waist`, how far down it lies, in quarters of the height; `taper`, how much wider the upper half is;
    /// `unsteadiness`, the standard deviation of a point's shift in heights of the digit; `thickness` of the line and
    /// `softness` of its edge, in pixels.
    ///
    /// What is left is either smaller than a pixel or a row of many draws, as the bending of the paper.
    static let factorNames = [
        "digit", "style", "form", "slant", "turn", "width", "waist", "taper", "unsteadiness", "thickness",
        "softness",
    ]

    /// The true causes of the first training images of ``training(count:seed:)``, without making the images.
    public static func trainingFactors(count: Int = 60_000, seed: UInt64 = 0) -> FactorTable {
        factors(of: .training, count: count, seed: seed)
    }

    /// The true causes of the first test images of ``test(count:seed:)``, without making the images.
    public static func testFactors(count: Int = 10_000, seed: UInt64 = 0) -> FactorTable {
        factors(of: .test, count: count, seed: seed)
    }

    private static func factors(of split: Split, count: Int, seed: UInt64) -> FactorTable {
        let count = max(0, count)
        let labels = labels(of: split, count: count, seed: seed)
        // The number of each digit's first style among all.
        var firstStyles: [Int] = [], styles = 0
        for digit in DigitStyle.all {
            firstStyles.append(styles)
            styles += digit.count
        }
        let starts = firstStyles, chunk = 1024
        let rows = concurrentMap((count + chunk - 1) / chunk) { number in
            (number * chunk..<min((number + 1) * chunk, count)).map { index in
                var generator = split.generator(seed: seed, purpose: 0, index: index)
                let label = labels[index], (style, hand) = writer(of: label, using: &generator)
                return [Double(label), Double(starts[Int(label)] + style)] + hand.factors
            }
        }
        return FactorTable(
            names: factorNames, categories: ["digit", "style"], rows: Array(rows.joined()))
    }
}

extension Handwriting {
    /// From `form` to `softness` in the order of ``Digits/factorNames``.
    fileprivate var factors: [Double] {
        [form, slant, halfTurn, stretch, balance, taper, wobble, pen.width, pen.softness]
    }
}
