import Testing

@testable import Drawing

/// Dots put on pixels directly, beside the circles that Cairo fills.
@Suite struct DotStampTests {
    private func channels(_ picture: Picture, scale: Double = 1) throws -> [Int] {
        try picture.pixels(scale: scale).rgb.map(Int.init)
    }

    private func page(_ draw: @escaping @Sendable (borrowing Canvas) -> Void) -> Picture {
        Picture(width: 40, height: 40, draw: draw)
    }

    @Test(arguments: [0.7, 1.5, 2.4, 9], [1.0, 2])
    func aDotLooksAsACircleOfCairosDoes(radius: Double, scale: Double) throws {
        // An eighth of a pixel off is all that a centre may be.
        for center in [Point(20, 20), Point(20.06, 19.93), Point(17.31, 22.47), Point(20.5, 20.99)] {
            let color = Color(hex: 0x2060C0).opacity(0.6)
            let dot = try channels(
                page { $0.fillDots(at: [center], radius: radius, color: color) }, scale: scale)
            let circle = try channels(
                page { $0.fillCircle(at: center, radius: radius, color: color) }, scale: scale)
            #expect(zip(dot, circle).allSatisfy { abs($0 - $1) <= 24 })
            // In all as much ink as the circle has by its area, which Cairo's small polygons do not reach.
            let full = [color.red, color.green, color.blue].reduce(0) { $0 + 255 * (1 - $1) } * color.opacity
            let ink = dot.reduce(0.0) { $0 + 255 - Double($1) }
            let area = Double.pi * radius * radius * scale * scale
            #expect(abs(ink - area * full) <= max(12, 0.02 * area * full))
        }
    }

    @Test func whereTwoOverlapTheColourIsNoDenser() throws {
        let color = Color(hex: 0x000000).opacity(0.5)
        let one = try channels(page { $0.fillDots(at: [Point(20, 20)], radius: 4, color: color) })
        let two = try channels(
            page { $0.fillDots(at: [Point(20, 20), Point(22, 20)], radius: 4, color: color) })
        #expect(one.min() == 127 && two.min() == 127)
        #expect(two.count { $0 == 127 } > one.count { $0 == 127 })
        // The room that they were put together in is clean again.
        #expect(try channels(page { $0.fillDots(at: [Point(20, 20)], radius: 4, color: color) }) == one)
    }

    @Test func whatIsClippedStaysAsItWas() throws {
        let picture = page { canvas in
            canvas.clipped(to: Rectangle(x: 10, y: 10, width: 20, height: 20)) { canvas in
                let centers = [Point(10, 10), Point(30, 30), Point(-3, 20), Point(500, 500)]
                canvas.fillDots(at: centers, radius: 5, color: .ink)
            }
        }
        let image = try picture.pixels()
        func isPaper(_ x: Int, _ y: Int) -> Bool {
            image.rgb[(y * 40 + x) * 3..<(y * 40 + x) * 3 + 3].allSatisfy { $0 == 255 }
        }
        #expect(!isPaper(10, 10) && !isPaper(29, 29))
        for place in 0..<40 {
            #expect(isPaper(place, 9) && isPaper(9, place) && isPaper(place, 30) && isPaper(30, place))
        }
    }

    @Test func aDocumentHasOutlinesOfDots() throws {
        let vector = page { $0.fillDots(at: [Point(20, 20)], radius: 4, color: .ink) }
        #expect(String(decoding: try vector.svg(), as: UTF8.self).contains("<path"))
    }
}
