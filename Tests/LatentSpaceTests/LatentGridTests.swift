import LatentSpace
import Testing

@Suite struct LatentGridTests {
    @Test func priorGridLiesAtTheQuantilesWithTheTopRowFirst() {
        let grid = LatentGrid.prior(pointsPerAxis: 20)
        #expect(grid.count == 400)
        #expect(abs(grid.columnValues[0] - -1.6448536269514729) < 1e-12)
        #expect(abs(grid.columnValues[19] - 1.6448536269514729) < 1e-12)
        #expect(grid.rowValues == grid.columnValues.reversed())
        #expect(grid.points[0] == SIMD2(grid.columnValues[0], grid.rowValues[0]))
        #expect(grid.points[0].y > 0 && grid.points[399].y < 0)
        #expect(grid.points[1] == SIMD2(grid.columnValues[1], grid.rowValues[0]))
        #expect(grid.columnQuantiles?.first == 0.05 && grid.columnQuantiles?.last == 0.95)
        #expect(grid.rowQuantiles?.first == 0.95)
    }

    @Test func lineHasOneRow() {
        let grid = LatentGrid.prior(pointsPerAxis: 5, isLine: true)
        #expect(grid.rows == 1 && grid.columns == 5)
        #expect(grid.points.allSatisfy { $0.y == 0 })
        #expect(grid.rowQuantiles == nil)
    }

    @Test func evenGridHasExactEnds() {
        let grid = LatentGrid.even(x: -1...2, y: 0...1, columns: 7, rows: 3)
        #expect(grid.columnValues.first == -1 && grid.columnValues.last == 2)
        #expect(grid.rowValues == [1, 0.5, 0])
        #expect(LatentGrid.even(x: 0...2, y: 0...1, columns: 1, rows: 1).points == [SIMD2(1, 0.5)])
        #expect(LatentGrid.even(x: 0...2, y: 0...1, columns: 0, rows: 4).count == 0)
    }

    @Test func cellsOfPointsInvertThePoints() {
        let grid = LatentGrid.prior(pointsPerAxis: 9)
        for (index, point) in grid.points.enumerated() {
            let cell = grid.cell(at: point)
            #expect(abs(cell.x - Double(index % 9)) < 1e-9)
            #expect(abs(cell.y - Double(index / 9)) < 1e-9)
        }
        #expect(grid.cell(at: SIMD2(-5, 0)).x < 0)
        #expect(LatentGrid.prior(pointsPerAxis: 1).cell(at: SIMD2(3, 3)) == SIMD2(0, 0))
    }
}

@Suite struct PlaneWindowTests {
    @Test func windowIsASquareAroundThePoints() {
        let window = PlaneWindow.around([SIMD2(0, 0), SIMD2(4, 2), SIMD2(.nan, 0)], margin: 0.25)
        #expect(window == PlaneWindow(x: -1...5, y: -2...4))
        #expect(PlaneWindow.around([SIMD2(1, 1)], smallest: 0.5) == PlaneWindow(x: 0.5...1.5, y: 0.5...1.5))
        #expect(PlaneWindow.around([]) == PlaneWindow(square: -0.5...0.5))
        #expect(PlaneWindow(x: 0...2, y: 0...1).stretched(by: 2) == PlaneWindow(x: -1...3, y: 0...1))
    }

    @Test func gridFillsTheWindowWithCells() {
        let grid = PlaneWindow(x: 0...4, y: 0...2).grid(columns: 4, rows: 2)
        #expect(zip(grid.columnValues, [0.5, 1.5, 2.5, 3.5]).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(grid.rowValues == [1.5, 0.5])
    }
}
