import Randomness
import Storage

/// Coloured shapes whose causes are known: each image is one of four shapes, in a colour, of a size, at an angle and a
/// place, all drawn independently, on white.
///
/// An image depends on nothing but the seed, the split, its index and the side, and is made by arithmetic that
/// IEEE 754 fixes to the last bit: the same bytes on every machine, with any number of threads, and any count is the
/// start of every larger one. Larger sides show the same shapes.
///
/// The causes follow those of dSprites (L. Matthey, I. Higgins, D. Hassabis and A. Lerchner, 2017), with colour.
public enum Sprites {
    /// The classes' names, by label.
    public static let classNames = SpriteShape.allCases.map(\.rawValue)
    /// Pixels across and down, where nothing else is asked for.
    public static let usualSide = 32
    /// The sides that they can be drawn at.
    public static let sides = 8...256

    /// The training images and what each was made from.
    ///
    /// - Parameters:
    ///   - count: how many images; the first ones of the endless sequence of `seed`.
    ///   - side: pixels across and down, see ``sides``.
    ///   - seed: the set; every seed is another one.
    public static func training(
        count: Int = 20_000, side: Int = usualSide, seed: UInt64 = 0
    ) -> (images: ImageSet, factors: FactorTable) {
        made(stream: 1, count: count, side: side, seed: seed)
    }

    /// The test images, which share no random numbers with the training images. Parameters as for
    /// ``training(count:side:seed:)``.
    public static func test(
        count: Int = 4000, side: Int = usualSide, seed: UInt64 = 0
    ) -> (images: ImageSet, factors: FactorTable) {
        made(stream: 2, count: count, side: side, seed: seed)
    }

    /// What the first training images were made from, without making them; they are the same at every side.
    public static func trainingFactors(count: Int = 20_000, seed: UInt64 = 0) -> FactorTable {
        factors(of: sprites(stream: 1, count: count, seed: seed))
    }

    /// What the first test images were made from, without making them.
    public static func testFactors(count: Int = 4000, seed: UInt64 = 0) -> FactorTable {
        factors(of: sprites(stream: 2, count: count, seed: seed))
    }

    private static func sprites(stream: UInt64, count: Int, seed: UInt64) -> [Sprite] {
        (0..<max(0, count)).map { index in
            var generator = SeededGenerator(seed: seed, stream: stream << 60 | UInt64(index))
            return Sprite(index: index, using: &generator)
        }
    }

    private static func factors(of sprites: [Sprite]) -> FactorTable {
        FactorTable(names: Sprite.factorNames, categories: ["shape"], rows: sprites.map(\.factors))
    }

    private static func made(
        stream: UInt64, count: Int, side: Int, seed: UInt64
    ) -> (images: ImageSet, factors: FactorTable) {
        let side = min(max(side, sides.lowerBound), sides.upperBound)
        let sprites = sprites(stream: stream, count: count, seed: seed)
        let chunk = 128
        let parts = concurrentMap((sprites.count + chunk - 1) / chunk) { number in
            sprites[number * chunk..<min((number + 1) * chunk, sprites.count)].flatMap {
                $0.pixels(side: side)
            }
        }
        var pixels: [UInt8] = []
        pixels.reserveCapacity(sprites.count * side * side * 3)
        for part in parts { pixels += part }
        return (
            ImageSet(
                rows: side, columns: side, channels: 3, pixels: pixels,
                labels: sprites.map { UInt8($0.shape.label) }),
            factors(of: sprites)
        )
    }
}
