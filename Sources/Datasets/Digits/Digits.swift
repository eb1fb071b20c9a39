import Randomness
import Storage

/// Handwritten digits that the program writes itself: 28 x 28 grey images of 0 to 9 in MNIST's format.
///
/// Each image is one of several ways to write its digit, written by a hand and a pen of its own, then fitted
/// and centred as MNIST's are. An image depends on nothing but the seed, the split and its index, and is
/// made by arithmetic that IEEE 754 fixes to the last bit: the same bytes on every machine, with any number
/// of threads, and any count is the start of every larger one.
///
/// A small convolutional network trained on the 60,000 training images alone reads 96 % of MNIST's test
/// images (`scripts/measure-digits.py`).
public enum Digits {
    /// The number of this set of bytes; it changes whenever any image of any seed does.
    public static let version = 1

    /// The classes' names, by label.
    public static let classNames = (0...9).map { "\($0)" }

    /// The training images.
    ///
    /// - Parameters:
    ///   - count: how many images; the first ones of the endless sequence of `seed`.
    ///   - seed: the set; every seed is another one.
    public static func training(
        count: Int = 60_000, seed: UInt64 = 0
    ) -> ImageSet {
        images(of: .training, count: count, seed: seed)
    }

    /// The test images, which share no random numbers with the training images.
    ///
    /// - Parameters: as for ``training(count:seed:)``.
    public static func test(
        count: Int = 10_000, seed: UInt64 = 0
    ) -> ImageSet {
        images(of: .test, count: count, seed: seed)
    }

    /// The two halves of the set, each with random numbers of its own.
    enum Split: UInt64 {
        case training = 1
        case test = 2

        /// The generator of the item at `index`; `purpose` keeps the labels' numbers from the images'.
        func generator(seed: UInt64, purpose: UInt64, index: Int) -> SeededGenerator {
            SeededGenerator(seed: seed, stream: rawValue << 60 | purpose << 56 | UInt64(index))
        }
    }

    private static func images(of split: Split, count: Int, seed: UInt64) -> ImageSet {
        let count = max(0, count)
        let labels = labels(of: split, count: count, seed: seed)
        let chunk = 256
        let chunks = concurrentMap((count + chunk - 1) / chunk) { number in
            (number * chunk..<min((number + 1) * chunk, count)).flatMap { index in
                image(of: labels[index], split: split, seed: seed, index: index)
            }
        }
        var pixels: [UInt8] = []
        pixels.reserveCapacity(count * DigitFrame.side * DigitFrame.side)
        for part in chunks { pixels += part }
        return ImageSet(rows: DigitFrame.side, columns: DigitFrame.side, pixels: pixels, labels: labels)
    }

    /// Labels in random order; each ten in a row from a multiple of ten on hold every digit once.
    static func labels(of split: Split, count: Int, seed: UInt64) -> [UInt8] {
        var labels: [UInt8] = []
        labels.reserveCapacity(count + 10)
        while labels.count < count {
            var generator = split.generator(seed: seed, purpose: 1, index: labels.count)
            var ten: [UInt8] = Array(0..<10)
            for last in stride(from: 9, to: 0, by: -1) {
                ten.swapAt(last, Int(generator.uniform() * Double(last + 1)))
            }
            labels += ten
        }
        return Array(labels.prefix(count))
    }

    /// The pixels [row, column] of one image.
    static func image(of label: UInt8, split: Split, seed: UInt64, index: Int) -> [UInt8] {
        var generator = split.generator(seed: seed, purpose: 0, index: index)
        let (style, hand) = writer(of: label, using: &generator)
        let chains = hand.write(DigitStyle.all[Int(label)][style], using: &generator)
        let fitted = DigitFrame.fitted(chains, pen: hand.pen)
        let ink = hand.pen.ink(fitted, side: DigitFrame.box, using: &generator)
        return DigitFrame.centred(ink)
    }

    /// Draws the way of writing a digit, as an index of its styles, and the hand: the first draws of each image.
    static func writer(
        of label: UInt8, using generator: inout SeededGenerator
    ) -> (style: Int, hand: Handwriting) {
        let style = DigitStyle.choose(from: DigitStyle.all[Int(label)], draw: generator.uniform())
        return (style, Handwriting(habit: DigitHabit.all[Int(label)], using: &generator))
    }
}
