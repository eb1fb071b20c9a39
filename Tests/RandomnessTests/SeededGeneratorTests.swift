import Randomness
import Testing

@Suite struct SeededGeneratorTests {
    @Test func storedStateContinuesTheSequence() throws {
        var first = SeededGenerator(seed: 7)
        _ = first.next()
        var second = try #require(SeededGenerator(state: first.state))
        #expect((0..<100).allSatisfy { _ in first.next() == second.next() })
    }

    @Test func rejectsStatesThatAreNotOne() {
        #expect(SeededGenerator(state: []) == nil)
        #expect(SeededGenerator(state: [0, 0, 0, 0]) == nil)
        #expect(SeededGenerator(state: [1, 2, 3]) == nil)
    }

    @Test func streamsOfOneSeedDiffer() {
        var first = SeededGenerator(seed: 1, stream: 0)
        var second = SeededGenerator(seed: 1, stream: 1)
        #expect(first.next() != second.next())
    }

    @Test func uniformDrawsFillTheUnitInterval() {
        var generator = SeededGenerator(seed: 3)
        let draws = (0..<20_000).map { _ in generator.uniform() }
        #expect(draws.allSatisfy { $0 >= 0 && $0 < 1 })
        #expect(abs(draws.reduce(0, +) / 20_000 - 0.5) < 0.01)
        #expect((0..<100).allSatisfy { _ in (2...3).contains(generator.uniform(in: 2...3)) })
    }

    @Test func normalDrawsHaveMeanZeroAndVarianceOne() {
        var generator = SeededGenerator(seed: 5)
        let draws = (0..<50_000).map { _ in generator.normal() }
        let mean = draws.reduce(0, +) / 50_000
        let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 50_000
        #expect(abs(mean) < 0.02)
        #expect(abs(variance - 1) < 0.03)
        #expect(draws.allSatisfy { $0.isFinite })
    }

    @Test func shufflingKeepsEveryElement() {
        var generator = SeededGenerator(seed: 11)
        var order = Array(0..<1000)
        generator.shuffle(&order)
        #expect(order != Array(0..<1000))
        #expect(order.sorted() == Array(0..<1000))
    }
}
