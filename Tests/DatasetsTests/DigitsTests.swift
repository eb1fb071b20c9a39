import TestSupport
import Testing

@testable import Datasets

@Suite("Generated digits")
struct DigitsTests {
    /// Whoever changes a byte of these raises `Digits.version` too.
    @Test("The bytes are the same on every machine")
    func pinnedBytes() throws {
        #expect(Digits.version == 1)
        let training = Digits.training(count: 200)
        let test = Digits.test(count: 200)
        #expect(try fnv1a(training.pixels) == 0xBA79_BE5F_1491_C4C3)
        #expect(fnv1a(training.labels) == 0xB587_1370_6D71_9EE9)
        #expect(try fnv1a(test.pixels) == 0xB219_DE51_895B_2E55)
        #expect(fnv1a(test.labels) == 0xD022_1585_2ECE_FC55)
        #expect(try fnv1a(Digits.training(count: 200, seed: .max).pixels) == 0xB2E6_E9C3_81BC_3B02)
    }

    @Test("Images are 28 x 28 with one label each", arguments: [0, 1, 9, 10, 23, 300])
    func shape(count: Int) throws {
        let images = Digits.training(count: count)
        #expect(images.rows == 28)
        #expect(images.columns == 28)
        #expect(images.count == count)
        #expect(try images.pixels.count == count * 784)
    }

    @Test("A negative count is no image")
    func negativeCount() {
        #expect(Digits.test(count: -1).count == 0)
    }

    @Test("Any count is the start of every larger one", arguments: [1, 15, 257, 600])
    func prefixes(count: Int) throws {
        let all = Digits.training(count: 700, seed: 3)
        #expect(try Digits.training(count: count, seed: 3).elementsEqual(all.prefix(count)))
    }

    @Test("Seeds and splits are different sets")
    func seedsDiffer() throws {
        let sets = [
            Digits.training(count: 50), Digits.training(count: 50, seed: 1),
            Digits.training(count: 50, seed: .max), Digits.test(count: 50), Digits.test(count: 50, seed: 1),
        ]
        for (index, set) in sets.enumerated() {
            for other in sets[(index + 1)...] {
                #expect(set.labels != other.labels)
                for image in 0..<50 {
                    #expect(try !sets[index].image(at: image).elementsEqual(other.image(at: image)))
                }
            }
        }
    }

    @Test("No two images of a set are alike")
    func imagesDiffer() throws {
        let images = Digits.training(count: 2000)
        let distinct = try Set((0..<images.count).map { try images.image(at: $0) })
        #expect(distinct.count == images.count)
    }

    @Test("Each ten labels hold every digit once, in random order")
    func balancedLabels() {
        let labels = Digits.training(count: 1000).labels
        for start in stride(from: 0, to: 1000, by: 10) {
            #expect(labels[start..<start + 10].sorted() == Array(0..<10))
        }
        let orders = Set(stride(from: 0, to: 1000, by: 10).map { Array(labels[$0..<$0 + 10]) })
        #expect(orders.count == 100)
        // Each digit comes first about as often as any other: 10 times of 100, 3 its standard deviation.
        for digit in 0..<10 {
            let leading = stride(from: 0, to: 1000, by: 10).filter { labels[$0] == UInt8(digit) }.count
            #expect((1...22).contains(leading))
        }
    }

    @Test("Class names are the digits")
    func classNames() {
        #expect(Digits.classNames == ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"])
    }
}

/// The 64-bit FNV-1a hash of `bytes`.
private func fnv1a(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
