import LatentSpace
import Testing

@Suite struct LatentPlaneTests {
    @Test func planeOfTwoDimensionsIsTheSpace() {
        let plane = LatentPlane(dimensions: 2)
        #expect(plane.code(at: SIMD2(3, -4)) == [3, -4])
        #expect(plane.points(of: [1, 2, 3, 4]) == [SIMD2(1, 2), SIMD2(3, 4)])
        #expect(plane.axisNames == ("z1", "z2"))
        #expect(!plane.isLine)
    }

    @Test func lineOfOneDimensionIgnoresTheHeight() {
        let plane = LatentPlane(dimensions: 1)
        #expect(plane.isLine)
        #expect(plane.code(at: SIMD2(3, 9)) == [3])
        #expect(plane.points(of: [1, 2]) == [SIMD2(1, 0), SIMD2(2, 0)])
        #expect(plane.axisNames == ("z1", ""))
        let posterior = plane.posteriors(means: [1], logVariances: [0])[0]
        #expect(posterior.mean == SIMD2(1, 0))
        #expect(posterior.standardDeviation.x == 1 && posterior.standardDeviation.y < 1e-8)
    }

    @Test func mostActiveDimensionsSpanThePlaneThroughTheMean() {
        // Dimension 3 is widest, then 1; 0 and 2 sit at the prior's centre.
        let means: [Float] = [0, 2, 0, 4, 0, 0, 0, -2]
        let variances = [Float](repeating: 0, count: 8)
        let plane = LatentPlane(mostActiveOf: means, logVariances: variances, dimensions: 4)
        #expect(plane.horizontal == 1 && plane.vertical == 3)
        #expect(plane.origin == [0, 1, 0, 1])
        #expect(plane.code(at: SIMD2(9, 8)) == [0, 9, 0, 8])
        #expect(plane.codes(at: [SIMD2(9, 8)]) == [0, 9, 0, 8])
        #expect(plane.axisNames == ("z2", "z4"))
    }

    @Test func equalActivitiesTakeTheLowestDimensions() {
        let plane = LatentPlane(
            mostActiveOf: [Float](repeating: 0, count: 6), logVariances: [Float](repeating: 0, count: 6),
            dimensions: 3)
        #expect(plane.horizontal == 0 && plane.vertical == 1)
        let empty = LatentPlane(mostActiveOf: [], logVariances: [], dimensions: 5)
        #expect(empty.dimensions == 5 && empty.origin == [0, 0, 0, 0, 0])
    }

    @Test func aSmallLatentSpaceIsItsOwnPlane() {
        let codes: [Float] = [0.5, -1]
        #expect(
            LatentPlane(mostActiveOf: codes, logVariances: codes, dimensions: 2) == LatentPlane(dimensions: 2)
        )
        let line = LatentPlane(mostActiveOf: codes, logVariances: codes, dimensions: 1)
        #expect(line.isLine)
        let posteriors = line.posteriors(means: codes, logVariances: codes)
        #expect(posteriors.map(\.mean) == [SIMD2(0.5, 0), SIMD2(-1, 0)])
        #expect(posteriors[1].logVariance.x == -1)
        #expect(posteriors[1].standardDeviation.y < 1e-8)
    }

    @Test func pathsRunStraightWithExactEnds() {
        let start = [0.1, 0.7, -3], end = [0.3, -0.2, 5]
        let path = InterpolationPath.linear(from: start, to: end, count: 12)
        #expect(path.count == 12)
        #expect(path.codes.first == start && path.codes.last == end)
        for (index, code) in path.codes.enumerated() {
            let fraction = Double(index) / 11
            #expect(abs(code[2] - (-3 + 8 * fraction)) < 1e-12)
        }
        #expect(path.points(on: LatentPlane(horizontal: 0, vertical: 2, origin: start))[11].y == 5)
        #expect(InterpolationPath.linear(from: start, to: end, count: 1).codes == [start])
        #expect(InterpolationPath.linear(from: start, to: end, count: 0).codes.isEmpty)
        #expect(InterpolationPath.linear(from: start, to: end, count: 2).codes == [start, end])
    }

    @Test func activityOfAnyKindChoosesThePlane() {
        let means: [Float] = [1, 2, 3, 4, 3, 4, 5, 6]
        let plane = LatentPlane(meansOf: means, activity: [0.5, .nan, 0.1, 0.5])
        #expect(plane.horizontal == 0 && plane.vertical == 3)
        #expect(plane.origin == [2, 3, 4, 5])
        #expect(LatentPlane.byActivity([0.5, .nan, 0.1, 0.5]) == [0, 3, 2, 1])
        #expect(LatentPlane(meansOf: [1], activity: [3]).isLine)
        #expect(LatentPlane.mean(of: [], dimensions: 2) == [0, 0])
    }

    @Test func codesLieOffThePlaneByTheirOtherDimensions() {
        let plane = LatentPlane(horizontal: 0, vertical: 2, origin: [9, 1, 9, 1])
        #expect(plane.distances(of: [0, 4, 0, 5, 7, 1, 7, 1]) == [5, 0])
        #expect(LatentPlane(dimensions: 2).distances(of: [1, 2]) == nil)
        #expect(LatentPlane(dimensions: 1).distances(of: [1, 2]) == nil)
    }
}
