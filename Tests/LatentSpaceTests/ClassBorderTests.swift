import LatentSpace
import Testing

@Suite struct ClassBorderTests {
    /// Three squares of points: class 0 left and class 1 right of x = 0, class 2 far above.
    private func map(classCount: Int = 4, isLine: Bool = false) -> BorderMap {
        var points: [SIMD2<Double>] = []
        var labels: [UInt8] = []
        for row in 0..<20 {
            for column in 0..<40 {
                points.append(SIMD2(Double(column) / 20 - 0.975, isLine ? 0 : Double(row) / 20 - 0.5))
                labels.append(column < 20 ? 0 : 1)
            }
            for column in 0..<10 {
                points.append(SIMD2(Double(column) / 20 - 2.5, isLine ? 0 : Double(row) / 20 + 1.5))
                labels.append(2)
            }
        }
        let voters = NearestNeighbours(points: points, labels: labels, classCount: classCount)
        return BorderMap(
            points: points, labels: labels, classCount: classCount, voters: voters,
            window: PlaneWindow(square: -3...3), isLine: isLine
        ) { _ in 0.3 }
    }

    @Test func neighboursMeetWhereTheyTouch() throws {
        let border = try #require(map().border(between: 1, and: 0))
        #expect(border.first == 1 && border.second == 0)
        #expect(border.isShared && abs(border.center.x) < 0.1 && abs(border.center.y) < 0.35)
        #expect(abs(border.length - 0.6) < 0.15)
        #expect(abs(border.window.x.upperBound - border.center.x - 0.3) < 1e-12)
    }

    /// A long border along a sliver of the second class is worth less than a shorter one along all of it.
    @Test func thePlaceShowsMuchOfBothClasses() throws {
        var points: [SIMD2<Double>] = []
        var labels: [UInt8] = []
        for row in 0..<60 {
            for column in 0..<60 {
                let place = SIMD2(Double(column), Double(row)) / 20 - 1.475
                points.append(place)
                // Class 1 is a thin strip on the left and a block at the lower right.
                let isSecond = place.x < -1.35 || (place.x > 0.2 && place.y < -0.2)
                labels.append(isSecond ? 1 : 0)
            }
        }
        let voters = NearestNeighbours(points: points, labels: labels, classCount: 2)
        let map = BorderMap(
            points: points, labels: labels, classCount: 2, voters: voters,
            window: PlaneWindow(square: -1.5...1.5)
        ) { _ in 0.4 }
        let border = try #require(map.border(between: 0, and: 1))
        #expect(border.center.x > -0.1 && border.center.y < 0.1)
    }

    @Test func classesApartHaveAPlaceBetweenThem() throws {
        let border = try #require(map().border(between: 1, and: 2))
        #expect(!border.isShared && border.length == 0)
        // Between the upper left corner of 1 and the lower right one of 2.
        #expect(border.center.x > -2.2 && border.center.x < 0.2)
        #expect(border.center.y > 0.3 && border.center.y < 1.6)
    }

    @Test func classesWithoutImagesHaveNoBorder() {
        #expect(map().border(between: 0, and: 3) == nil)
        #expect(map().border(between: 0, and: 9) == nil)
    }

    @Test func onlyPairsThatTouchAreNamed() {
        let pairs = map().longestBorders(3)
        #expect(pairs.count == 1 && pairs.allSatisfy { $0 == (first: 0, second: 1) })
        #expect(map().longestBorders(0).isEmpty)
    }

    @Test func aLineHasBordersToo() throws {
        let border = try #require(map(isLine: true).border(between: 0, and: 1))
        #expect(border.isShared && abs(border.center.x) < 0.1 && border.center.y == 0)
    }

    @Test func theCrossingRunsFromOneClassToTheOther() {
        let border = ClassBorder(first: 0, second: 1, center: SIMD2(1, 2), reach: 0.5, length: 1)
        let labels = (0..<25).map { $0 % 5 < 2 ? 1 : 0 }
        let line = border.crossing(
            regions: ClassRegions(labels: labels, rows: 5, columns: 5), medians: (.zero, .zero))
        // Class 0 fills the three right columns, class 1 the two left ones.
        #expect(abs(line.start.x - 1.2) < 1e-9 && abs(line.start.y - 2) < 0.11)
        #expect(abs(line.end.x - 0.7) < 0.11 && abs(line.end.y - 2) < 0.11)
        let row = border.crossing(
            regions: ClassRegions(labels: [0, 0, 1, 1], rows: 1, columns: 4), medians: (.zero, .zero))
        #expect(row.start.y == 2 && row.end.y == 2 && row.start.x < row.end.x)
        // Without cells of one class the middles of the classes say where to go; without those, to the right.
        let none = ClassRegions(labels: [0], rows: 1, columns: 1)
        let upwards = border.crossing(regions: none, medians: (.zero, SIMD2(0, 1)))
        #expect(upwards.start.x == upwards.end.x && upwards.start.y < upwards.end.y)
        let nowhere = border.crossing(regions: none, medians: (.zero, .zero))
        #expect(nowhere.start.x < nowhere.end.x)
    }

    @Test func noImagesAreNoTrap() {
        let voters = NearestNeighbours(points: [], labels: [], classCount: 2)
        let empty = BorderMap(
            points: [], labels: [], classCount: 2, voters: voters, window: PlaneWindow(square: -1...1)
        ) { _ in 1 }
        #expect(empty.border(between: 0, and: 1) == nil && empty.longestBorders(3).isEmpty)
    }
}
