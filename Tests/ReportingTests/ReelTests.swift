import Testing

@testable import Reporting

@Suite struct ReelTests {
    @Test func easedStepsAreSlowAtBothEnds() {
        let durations = Reel.eased(count: 48, seconds: 2.6, held: 1)
        #expect(durations.count == 48)
        #expect(durations.first == 1 && durations.last == 1)
        let moving = Array(durations[1..<47])
        #expect(moving[0] > 2 * moving[23])
        for (one, other) in zip(moving, moving.reversed()) { #expect(abs(one - other) < 1e-9) }
        // The half steps at the ends are within what is held.
        #expect((2...2.6).contains(moving.reduce(0, +)))
    }

    @Test(arguments: [-1, 0, 1, 2])
    func shortPathsAreHeldThroughout(count: Int) {
        #expect(
            Reel.eased(count: count, seconds: 2, held: 0.5) == Array(repeating: 0.5, count: max(0, count)))
    }
}
