import Testing

@testable import Animation

@Suite struct FrameDifferenceTests {
    private static let greys = (0..<256).map { Colour(packed: UInt32($0 * 0x010101)) }

    /// The rectangle found by looking at each pixel.
    private func rectangle(
        _ screen: [UInt8], _ next: [UInt8], width: Int, bound: Int
    ) -> [Int]? {
        let changed = screen.indices.filter { abs(Int(screen[$0]) - Int(next[$0])) > bound }
        guard let top = changed.map({ $0 / width }).min(), let bottom = changed.map({ $0 / width }).max(),
            let left = changed.map({ $0 % width }).min(), let right = changed.map({ $0 % width }).max()
        else { return nil }
        return [left, top, right - left + 1, bottom - top + 1]
    }

    @Test(arguments: [1, 7, 8, 9, 16, 33], [0, 2])
    func isTheSmallestRectangle(width: Int, bound: Int) {
        let substitutes = Substitutes(Self.greys, bound: bound)
        var state: UInt32 = 5
        func random(_ limit: Int) -> Int {
            state = state &* 1_664_525 &+ 1_013_904_223
            return Int(state >> 8) % limit
        }
        for changes in [0, 1, 1, 1, 2, 2, 2, 3, 5, 50] {
            let screen = (0..<width * 12).map { _ in UInt8(random(256)) }
            var next = screen
            for _ in 0..<changes {
                let pixel = random(screen.count)
                next[pixel] = UInt8(min(Int(screen[pixel]) + random(6), 255))
            }
            let found = FrameDifference(from: screen, to: next, width: width, substitutes: substitutes)
            #expect(
                found.map { [$0.left, $0.top, $0.width, $0.height] }
                    == rectangle(screen, next, width: width, bound: bound))
        }
    }

    @Test func cutsOutAndPutsBack() {
        let picture = (0..<30).map { UInt8($0) }
        let square = FrameDifference(
            from: picture, to: picture.map { [13, 20].contains($0) ? 99 : $0 }, width: 6,
            substitutes: Substitutes(Self.greys, bound: 0))
        #expect(square?.crop(picture, width: 6) == [13, 14, 19, 20])
        var other = picture
        square?.paste([1, 2, 3, 4], into: &other, width: 6)
        #expect(other[13..<15] == [1, 2] && other[19..<21] == [3, 4])
        #expect(zip(other, picture).count { $0 != $1 } == 4)
    }
}
