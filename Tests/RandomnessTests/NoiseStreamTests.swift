import Randomness
import Testing

@Suite struct NoiseStreamTests {
    /// Other numbers would be other weights, other noise and other pictures of every run.
    @Test func numbersStayWhatTheyAre() {
        let numbers = Dictionary(uniqueKeysWithValues: NoiseStream.allCases.map { ($0, $0.rawValue) })
        #expect(
            numbers == [
                .parameters: 0, .shuffle: 1, .training: 2, .testing: 3, .sampling: 101, .reconstructions: 102,
                .priorSamples: 103, .comparison: 104, .curveLesson: 105, .clusters: 106,
                .importanceWeights: 120,
                .priorDistance: 121,
            ])
        #expect(Set(numbers.values).count == NoiseStream.allCases.count)
    }

    @Test func everyUseHasNumbersOfItsOwn() {
        let firsts = NoiseStream.allCases.map { stream in
            var generator = SeededGenerator(seed: 5, stream: stream)
            var same = SeededGenerator(seed: 5, stream: stream.rawValue)
            #expect(generator == same)
            #expect(generator.next() == same.next())
            return generator.next()
        }
        #expect(Set(firsts).count == firsts.count)
    }
}
