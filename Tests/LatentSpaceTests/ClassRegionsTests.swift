import LatentSpace
import Testing

@Suite struct ClassRegionsTests {
    /// A grid from rows of letters; "." is no class.
    private func regions(_ rows: String...) -> ClassRegions {
        let labels = rows.flatMap { row in
            row.map { $0 == "." ? nil : Int($0.asciiValue ?? 97) - 97 }
        }
        return ClassRegions(labels: labels, rows: rows.count, columns: rows.first?.count ?? 0)
    }

    /// Twice the area inside a loop, positive for clockwise on the page (y runs down).
    private func doubleArea(_ loop: [SIMD2<Int>]) -> Int {
        loop.indices.reduce(0) { sum, index in
            let a = loop[index], b = loop[(index + 1) % loop.count]
            return sum + a.x * b.y - b.x * a.y
        }
    }

    @Test func oneClassIsOneSquare() throws {
        let whole = regions("aa", "aa")
        #expect(whole.regions.count == 1)
        let region = try #require(whole.regions.first)
        #expect(Set(region.outlines[0]) == [SIMD2(0, 0), SIMD2(2, 0), SIMD2(2, 2), SIMD2(0, 2)])
        #expect(region.outlines[0].count == 4)
        #expect(region.labelPosition == SIMD2(1, 1))
        #expect(whole.share(of: 0) == 1)
    }

    @Test func halvesShareTheirBorder() {
        let halves = regions("ab", "ab")
        #expect(halves.classes == [0, 1])
        #expect(halves.regions.map { doubleArea($0.outlines[0]) } == [4, 4])
        #expect(halves.share(of: 1) == 0.5)
    }

    @Test func holesAreLoopsOfTheOtherDirection() {
        let ring = regions("aaaa", "abba", "aaaa")
        let outer = ring.largest[0]
        #expect(outer.outlines.count == 2)
        #expect(doubleArea(outer.outlines[0]) == 24)
        #expect(doubleArea(outer.outlines[1]) == -4)
    }

    @Test func diagonalNeighboursStayApart() {
        let checks = regions("ab", "ba")
        #expect(checks.regions.count == 4)
        #expect(checks.regions.allSatisfy { $0.outlines == [$0.outlines[0]] && $0.outlines[0].count == 4 })
        let pinch = regions("aab", "aba", "aaa")
        #expect(pinch.regions.map(\.cells.count) == [7, 1, 1])
        #expect(pinch.largest[0].outlines.map(doubleArea).reduce(0, +) == 2 * 7)
    }

    @Test func areasInsideTheOutlinesAreTheCells() {
        let pattern = regions(
            "aaabbb.", "aabbcbb", "adddccb", "addbccb", "aaaaaab", ".eeeeab", "eeaaeab")
        for region in pattern.regions {
            #expect(region.outlines.map(doubleArea).reduce(0, +) == 2 * region.cells.count)
            for loop in region.outlines {
                for (corner, next) in zip(loop, loop.dropFirst() + loop.prefix(1)) {
                    #expect((corner.x == next.x) != (corner.y == next.y))
                }
            }
            let cell = region.labelPosition
            #expect(cell.x > 0 && cell.y > 0 && cell.x < 7 && cell.y < 7)
        }
        #expect(pattern.regions.map(\.cells.count).reduce(0, +) == 47)
    }

    @Test func everyTurnIsListedOnceAndNothingElse() {
        let lShape = regions("a..", "a..", "aaa")
        let loop = lShape.regions[0].outlines[0]
        #expect(loop.count == 6)
        for index in loop.indices {
            let before = loop[(index + loop.count - 1) % loop.count], after = loop[(index + 1) % loop.count]
            #expect((before.x == loop[index].x) != (loop[index].x == after.x))
        }
    }

    @Test func labelsSitDeepInsideTheLargestRegion() {
        let split = regions("aabbbb", "aabbbb", "bbbbbb", "aabbbb")
        let name = split.largest[1]
        #expect(name.label == 1 && name.cells.count == 18)
        #expect(name.labelPosition == SIMD2(4, 2))
        #expect(split.largest[0].cells.count == 4)
        #expect(split.regions.count == 3)
    }

    @Test func emptyGridsHaveNoRegions() {
        #expect(ClassRegions(labels: [], rows: 0, columns: 0).regions.isEmpty)
        #expect(regions("..", "..").classes.isEmpty)
        #expect(ClassRegions(labels: [], rows: 0, columns: 0).share(of: 0) == 0)
    }

    @Test func specksAreGivenToTheirSurroundings() {
        // The lone b among a goes; c has one region only and stays, small as it is.
        let absorbed = regions("aaab", "abab", "aabb", "cbbb").absorbing(smallerThan: 2)
        #expect(absorbed == regions("aaab", "aaab", "aabb", "cbbb"))
        #expect(absorbed.absorbing(smallerThan: 2) == absorbed)
        // Between equals the lower class wins; without neighbours nothing changes.
        #expect(regions("bb.aabcc").absorbing(smallerThan: 2) == regions("bb.aaacc"))
        // Several specks go in one pass.
        #expect(
            regions("aaabaacaa", "aaaaaaaaa", "bbbbbbbcc").absorbing(smallerThan: 2)
                == regions("aaaaaaaaa", "aaaaaaaaa", "bbbbbbbcc"))
        #expect(regions("d.d").absorbing(smallerThan: 9) == regions("d.d"))
    }

    @Test func specksThatJoinOtherSpecksGoTooInTheEnd() {
        let noisy = regions("aaaaaabb", "abcaaabb", "acbaaabb", "aaaaaabb", "cccccccc")
        let merged = noisy.absorbing(smallerThan: 3)
        #expect(merged.regions.map(\.label) == [0, 1, 2])
        #expect(merged.share(of: 0) == 24.0 / 40)
    }

    @Test func labelsFindAPlaceWhollyInside() throws {
        let shape = regions("aabbbb", "aabbbb", "aaaaab", "aaaaab")
        let (a, b) = (shape.largest[0], shape.largest[1])
        let wide = try #require(shape.places(forLabelIn: a, width: 4.5, height: 0.8).first)
        #expect(wide.y > 2 && wide.y < 4 && wide.x - 2.25 >= 0 && wide.x + 2.25 <= 5)
        #expect(shape.places(forLabelIn: a, width: 5.5, height: 0.8).isEmpty)
        #expect(shape.places(forLabelIn: b, width: 4, height: 2) == [SIMD2(4, 1)])
        #expect(shape.places(forLabelIn: b, width: 1, height: 4) == [SIMD2(5.5, 2)])
    }
}
