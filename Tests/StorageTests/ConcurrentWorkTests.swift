import Storage
import Testing

@Suite struct ConcurrentWorkTests {
    private struct Odd: Error, Equatable { let index: Int }

    @Test(arguments: [0, 1, 1_023, 1_024, 1_025, 5_000], [1, 7, 1_024])
    func mapsInOrder(count: Int, together: Int) {
        #expect(concurrentMap(count, together: together) { $0 * 3 } == (0..<count).map { $0 * 3 })
    }

    @Test func theFirstErrorIsTold() {
        #expect(throws: Odd(index: 11)) {
            try concurrentMap(100, together: 4) { index throws(Odd) in
                guard index < 11 || index % 2 == 0 else { throw Odd(index: index) }
                return index
            }
        }
    }
}
