import LatentSpace
import Testing

@Suite struct AxisScaleTests {
    @Test func ticksAreRoundAndInside() {
        #expect(AxisScale.ticks(in: -3...3, count: 6) == [-3, -2, -1, 0, 1, 2, 3])
        #expect(
            AxisScale.ticks(in: 0...1, count: 5)
                == [0, 0.2, 0.4, 0.6, 0.8, 1].map { ($0 / 0.2).rounded() * 0.2 })
        #expect(AxisScale.ticks(in: 0...47, count: 5) == [0, 10, 20, 30, 40])
        #expect(AxisScale.ticks(in: -412.7 ... -151.2, count: 6) == [-400, -350, -300, -250, -200])
        #expect(AxisScale.ticks(in: -0.1...0.1, count: 1).contains { $0.sign == .minus && $0 == 0 } == false)
    }

    @Test(arguments: [1e-9, 0.37, 1, 8, 12_345, 1e12])
    func numberOfTicksIsAboutWhatWasAskedFor(width: Double) {
        for count in 3...9 {
            let ticks = AxisScale.ticks(in: 0...width, count: count)
            #expect(ticks.count >= count / 2 && ticks.count <= 2 * count + 1)
            #expect(ticks.allSatisfy { $0 >= 0 && $0 <= width * (1 + 1e-9) })
        }
    }

    @Test func degenerateRangesDoNotTrap() {
        #expect(AxisScale.ticks(in: 2...2) == [2])
        #expect(AxisScale.ticks(in: -Double.infinity...1).isEmpty)
        #expect(AxisScale.ticks(in: 1...1.0000000000000002).count < 1000)
        #expect(AxisScale.ticks(in: 0...1, count: 0) == [0])
        #expect(AxisScale.decimals(in: 2...2) == 0)
    }

    @Test func decimalsTellTicksApart() {
        #expect(AxisScale.decimals(in: 0...1) == 1)
        #expect(AxisScale.decimals(in: 0...10) == 0)
        #expect(AxisScale.decimals(in: 0...0.1) == 2)
        #expect(AxisScale.decimals(in: -500...0) == 0)
    }

    @Test func extentTrimsOutliersAndPads() {
        let values = (0...100).map(Double.init) + [.nan, .infinity]
        #expect(AxisScale.extent(of: values) == 0...100)
        #expect(AxisScale.extent(of: values, trim: 0.1) == 10...90)
        #expect(AxisScale.extent(of: values, padding: 0.1) == -10...110)
        #expect(AxisScale.extent(of: [3, 3]) == 2.5...3.5)
        #expect(AxisScale.extent(of: []) == -0.5...0.5)
    }

    @Test func planeShowsThePriorAndNearlyAllPoints() {
        #expect(AxisScale.planeExtent(of: []) == -2.5...2.5)
        #expect(AxisScale.planeExtent(of: [SIMD2(0.1, 0)]) == -2.5...2.5)
        #expect(AxisScale.planeExtent(of: [SIMD2(0, -3.7)]) == -4...4)
        let far = [SIMD2<Double>(repeating: 1000)] + Array(repeating: SIMD2(3, 0), count: 5000)
        #expect(AxisScale.planeExtent(of: far) == -3.5...3.5)
    }
}
