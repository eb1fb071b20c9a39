import LatentSpace
import Testing

@Suite struct AggregatePosteriorTests {
    private let window = PlaneWindow(square: -5...5)

    private func gaussian(_ x: Double, _ y: Double, logVariance: Double = 0) -> DiagonalGaussian {
        DiagonalGaussian(mean: SIMD2(x, y), logVariance: SIMD2(repeating: logVariance))
    }

    @Test func posteriorsEqualToThePriorLeaveNothingEmpty() {
        let same = AggregatePosterior(
            of: [gaussian(0, 0), gaussian(0, 0)], window: window, columns: 40, rows: 30)
        #expect(same.masses.columns == 40 && same.masses.rows == 30)
        #expect(abs(same.klDivergence) < 1e-12)
        #expect(same.emptyPriorShare() == 0)
        for ratio in same.ratio.values { #expect(abs(ratio - 1) < 1e-6) }
        #expect(abs(same.priorDensity.values[15 * 40 + 20] - 1 / (2 * .pi)) < 0.005)
    }

    /// However narrow a posterior is, all of it is in its cell.
    @Test(arguments: [0.0, -5, -20, -60])
    func massesAddUpToOne(logVariance: Double) {
        let mixture = AggregatePosterior(
            of: [
                gaussian(0.3, 1.2, logVariance: logVariance), gaussian(-1.1, -0.4, logVariance: logVariance),
            ],
            window: PlaneWindow(square: -9...9), columns: 50, rows: 50)
        #expect(abs(mixture.masses.values.reduce(0, +) - 1) < 1e-9)
        if logVariance < -19 {
            #expect(mixture.masses.index(at: SIMD2(0.3, 1.2)).map { mixture.masses.values[$0] } == 0.5)
            #expect(mixture.masses.index(at: SIMD2(-1.1, -0.4)).map { mixture.masses.values[$0] } == 0.5)
        }
    }

    /// Of one Gaussian the divergence is known in closed form; cells never give more.
    @Test func theDivergenceGrowsToThatOfTheDensities() {
        let posterior = gaussian(0.5, -0.3, logVariance: -1)
        let exact = posterior.klDivergence.sum()
        let estimates = [10, 40, 160].map {
            AggregatePosterior(of: [posterior], window: window, columns: $0, rows: $0).klDivergence
        }
        #expect(estimates[0] < estimates[1] && estimates[1] < estimates[2] && estimates[2] < exact)
        #expect(estimates[2] > 0.995 * exact)
    }

    /// With all codes in one cell, all of the prior but that cell's part is empty.
    @Test func whatNoCodeReachesIsEmpty() {
        let point = AggregatePosterior(
            of: [gaussian(0.1, 0.1, logVariance: -40)], window: window, columns: 50, rows: 50)
        let cell = NormalDistribution.cumulative(0.2) - NormalDistribution.cumulative(0)
        let inWindow = 1 - 2 * NormalDistribution.cumulative(-5)
        #expect(abs(point.emptyPriorShare() - (inWindow * inWindow - cell * cell)) < 1e-9)
    }

    @Test func whatIsNotFiniteOrFarAwayIsNoHarm() {
        let odd = AggregatePosterior(
            of: [
                gaussian(.nan, 0), gaussian(0, .infinity), gaussian(0, 0, logVariance: 2000),
                gaussian(1e12, 0), gaussian(0, 0),
            ], window: window, columns: 20, rows: 20)
        #expect(abs(odd.masses.values.reduce(0, +) - 0.5) < 1e-5)
        #expect(odd.klDivergence.isFinite)
        let none = AggregatePosterior(of: [], window: window, columns: 5, rows: 5)
        #expect(none.masses.values.allSatisfy { $0 == 0 } && none.klDivergence.isFinite)
    }
}

@Suite struct FilledWindowTests {
    @Test func aFilledWindowIsSquareAndLeavesStraysOut() {
        var points = (0..<1000).map { index -> SIMD2<Double> in
            let column = Double(index % 100), row = Double(index / 100)
            return SIMD2(column / 10, 3 + row / 10)
        }
        points.append(SIMD2(999, 3))
        let window = PlaneWindow.filled(by: points)
        let width = window.x.upperBound - window.x.lowerBound
        #expect(abs(width - (window.y.upperBound - window.y.lowerBound)) < 1e-9)
        #expect(window.x.contains(0) && window.x.contains(9.9) && width < 12)
        #expect(abs((window.y.lowerBound + window.y.upperBound) / 2 - 3.45) < 1e-9)
        #expect(PlaneWindow.filled(by: [SIMD2(.nan, 0)]).x.contains(0))
    }
}
