import Testing

@testable import Drawing

/// Picture files become ink on paper whatever their size and whichever way round they are.
@Suite struct InkImagePNGTests {
    /// A square mark on a page, in the middle of its left half.
    private func page(
        paper: Color, mark: Color, width: Int = 112, height: Int = 112
    ) throws -> [UInt8] {
        try Picture(width: width, height: height) { canvas in
            canvas.fill(
                Rectangle(x: 0, y: 0, width: Double(width), height: Double(height)), color: paper)
            canvas.fill(
                Rectangle(center: Point(Double(width) / 4, Double(height) / 2), width: 32, height: 32),
                color: mark)
        }.png()
    }

    @Test(arguments: [
        (Color.paper, Color.ink), (Color.grey(0.05), Color.grey(1)), (Color.grey(0.8), Color.grey(0.45)),
        (Color(hex: 0xFFE0B0), Color(hex: 0x0000C0)),
    ])
    func marksAreInkWhateverTheColours(paper: Color, mark: Color) throws {
        let image = try InkImage(png: page(paper: paper, mark: mark), side: 28)
        #expect(image.rows == 28 && image.columns == 28)
        for row in 0..<28 {
            for column in 0..<28 {
                let ink = image.ink[row * 28 + column]
                let isInside = (11...16).contains(row) && (4...9).contains(column)
                let isOutside = !(9...18).contains(row) || !(2...11).contains(column)
                if isInside { #expect(ink > 240) }
                if isOutside { #expect(ink < 15) }
            }
        }
    }

    @Test func proportionsAreKept() throws {
        let image = try InkImage(png: page(paper: .paper, mark: .ink, width: 200, height: 100), side: 20)
        let rows = (0..<20).filter { row in image.ink[row * 20..<(row + 1) * 20].contains { $0 > 127 } }
        let columns = (0..<20).filter { column in (0..<20).contains { image.ink[$0 * 20 + column] > 127 } }
        #expect(rows == [9, 10] || rows == [8, 9, 10] || rows == [9, 10, 11] || rows == [8, 9, 10, 11])
        #expect(abs(rows.count - columns.count) <= 1)
        #expect(columns.allSatisfy { $0 < 8 })
    }

    @Test func aBlankPageHasNoInk() throws {
        let blank = try Picture(width: 30, height: 40) { _ in }.png()
        #expect(try InkImage(png: blank, side: 8).ink.allSatisfy { $0 == 0 })
    }

    @Test func whatIsNoPictureIsRefused() throws {
        let whole = try page(paper: .paper, mark: .ink)
        for bytes in [[], Array("no picture".utf8), Array(whole.prefix(40)), Array(whole.dropLast(30))] {
            #expect(throws: DrawingError.self) { try InkImage(png: bytes, side: 28) }
        }
        // A header that promises a thousand million pixels.
        var vast = whole
        vast.replaceSubrange(16..<24, with: [0, 0, 0x7F, 0xFF, 0, 0, 0x7F, 0xFF])
        #expect(throws: DrawingError.self) { try InkImage(png: vast, side: 28) }
    }
}
