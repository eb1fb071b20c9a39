import LatentSpace
import Testing

@Suite struct NormalDistributionTests {
    /// Quantiles from Python's `statistics.NormalDist().inv_cdf`.
    @Test(arguments: [
        (0.5, 0), (0.75, 0.6744897501960817), (0.95, 1.6448536269514715), (0.975, 1.9599639845400536),
        (0.05, -1.6448536269514726), (0.001, -3.0902323061678136), (1e-10, -6.361340902404056),
        (0.999999, 4.753424308817087),
    ])
    func quantilesAgreeWithPublishedValues(p: Double, expected: Double) {
        #expect(
            abs(NormalDistribution.quantile(p) - expected) < 1e-13 * max(1, abs(expected)) + 5e-11
                * max(0, p - 0.99))
    }

    @Test func quantileInvertsTheCumulativeProbability() {
        for step in 1..<1000 {
            let p = Double(step) / 1000
            #expect(
                abs(NormalDistribution.cumulative(NormalDistribution.quantile(p)) - p) < 2e-16 + 4e-16 * p)
        }
    }

    @Test func smallTailsKeepTheirPrecision() {
        for exponent in 3...300 where exponent.isMultiple(of: 9) {
            let p = Double(sign: .plus, exponent: -exponent, significand: 1)
            let back = NormalDistribution.cumulative(NormalDistribution.quantile(p))
            #expect(abs(back / p - 1) < 1e-11)
        }
    }

    @Test func quantileIsOddAndRises() {
        var last = -Double.infinity
        for step in 1..<200 {
            let p = Double(step) / 200
            let x = NormalDistribution.quantile(p)
            #expect(x > last)
            #expect(abs(x + NormalDistribution.quantile(1 - p)) < 1e-13)
            last = x
        }
    }

    @Test func endsAreInfiniteAndOutsideIsNoNumber() {
        #expect(NormalDistribution.quantile(0) == -.infinity)
        #expect(NormalDistribution.quantile(1) == .infinity)
        #expect(NormalDistribution.quantile(-0.1).isNaN)
        #expect(NormalDistribution.quantile(1.1).isNaN)
        #expect(NormalDistribution.quantile(.nan).isNaN)
        #expect(NormalDistribution.quantile(.leastNonzeroMagnitude).isFinite)
    }

    @Test func densityIsTheSlopeOfTheCumulativeProbability() {
        for x in [-3.0, -1, 0, 0.5, 2] {
            let slope =
                (NormalDistribution.cumulative(x + 1e-5) - NormalDistribution.cumulative(x - 1e-5)) / 2e-5
            #expect(abs(slope - NormalDistribution.density(x)) < 1e-9)
        }
    }
}
