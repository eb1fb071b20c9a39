import Testing

@testable import Animation

@Suite struct FrameDelaysTests {
    /// The delays of frames with these durations.
    private func delays(_ seconds: [Double]) -> [Int] {
        var delays = FrameDelays()
        return seconds.map { delays.next($0) }
    }

    @Test func roundsToHundredths() {
        #expect(delays([1.5, 0.1, 0.25]) == [150, 10, 25])
    }

    @Test func carriesRoundingOver() {
        #expect(delays([Double](repeating: 1 / 30.0, count: 6)) == [3, 4, 3, 3, 4, 3])
    }

    @Test(arguments: [1 / 24.0, 1 / 60.0 + 0.01, 0.0333, 0.125])
    func keepsTheTotal(seconds: Double) {
        let total = delays([Double](repeating: seconds, count: 100)).reduce(0, +)
        #expect(abs(Double(total) - seconds * 10_000) <= 0.5)
    }

    @Test func lengthensWhatBrowsersWouldSlowDown() {
        #expect(delays([0, 0.01, 0.05]) == [2, 2, 2])
        #expect(delays([0, 0.01, 0.05, 0.05]) == [2, 2, 2, 5])
    }

    @Test func staysInSixteenBits() {
        #expect(delays([655.35, 655.354])[1] == 65_535)
    }
}
