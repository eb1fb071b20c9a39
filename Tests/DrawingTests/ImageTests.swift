import Testing

@testable import Drawing

@Suite struct DataImageTests {
    @Test func probabilitiesAreRoundedAndClipped() {
        let image = DataImage(rows: 1, columns: 6, means: [0, 0.5, 1, -3, 7, .nan])
        #expect(image.bytes == [0, 128, 255, 0, 255, 0])
        let images = DataImage.images(rows: 1, columns: 2, means: [0, 1, 1, 0, 1])
        #expect(images.map(\.bytes) == [[0, 255], [255, 0]])
    }

    @Test func mosaicPutsRowsUnderRows() {
        let images = (1...3).map { DataImage(rows: 2, columns: 1, bytes: [UInt8($0), UInt8($0 * 10)]) }
        let mosaic = DataImage.mosaic(images, across: 2)
        #expect(mosaic.rows == 4 && mosaic.columns == 2)
        #expect(mosaic.bytes == [1, 2, 10, 20, 3, 0, 30, 0])
        #expect(DataImage.mosaic([], across: 3).bytes.isEmpty)
        #expect(DataImage.mosaic(images, across: 0).bytes.isEmpty)
    }

    /// Colours keep their order, and what is missing of a mosaic is white.
    @Test func coloursLieSideBySide() {
        let images = (1...3).map { DataImage(rows: 1, columns: 1, channels: 3, bytes: [UInt8($0), 0, 9]) }
        let mosaic = DataImage.mosaic(images, across: 2)
        #expect(mosaic.rows == 2 && mosaic.columns == 2 && mosaic.channels == 3)
        #expect(mosaic.bytes == [1, 0, 9, 2, 0, 9, 3, 0, 9, 255, 255, 255])
        #expect(mosaic.picture.rgb == mosaic.bytes)
        #expect(DataImage(rows: 1, columns: 1, bytes: [55]).picture.rgb == [200, 200, 200])
    }
}

@Suite struct GeometryTests {
    @Test func rectanglesTouchingDoNotOverlap() {
        let box = Rectangle(x: 0, y: 0, width: 10, height: 5)
        #expect(!box.overlaps(Rectangle(x: 10, y: 0, width: 3, height: 5)))
        #expect(box.overlaps(Rectangle(x: 9.9, y: 4.9, width: 3, height: 5)))
        #expect(box.contains(box.inset(by: 1)) && !box.contains(box.inset(by: -1)))
    }

    @Test func plotAreasPutValuesWhereTheyBelong() {
        let area = PlotArea(frame: Rectangle(x: 10, y: 20, width: 100, height: 50), x: 0...1, y: -1...1)
        #expect(area.place(SIMD2(0, -1)) == Point(10, 70))
        #expect(area.place(SIMD2(1, 1)) == Point(110, 20))
        #expect(area.pixelsPerUnit == SIMD2(100, 25))
        let flat = PlotArea(frame: area.frame, x: 2...2, y: 3...3)
        #expect(flat.place(SIMD2(2, 3)) == Point(60, 45))
    }
}

@Suite struct LabelPlacerTests {
    @Test func labelsNeitherTouchNorLeaveTheirBounds() {
        let bounds = Rectangle(x: 0, y: 0, width: 200, height: 120)
        var placer = LabelPlacer(bounds: bounds)
        let boxes = (0..<26).compactMap { _ in
            placer.place(width: 30, height: 12, near: Point(100, 60), reach: 200)
        }
        #expect(boxes.count == 26)
        for (index, box) in boxes.enumerated() {
            #expect(bounds.contains(box))
            #expect(!boxes[..<index].contains { $0.overlaps(box) })
        }
    }

    @Test func firstLabelTakesItsOwnPlaceAndFullPagesRefuse() {
        var placer = LabelPlacer(bounds: Rectangle(x: 0, y: 0, width: 20, height: 20))
        #expect(placer.place(width: 10, height: 10, near: Point(10, 10))?.center == Point(10, 10))
        #expect(placer.place(width: 18, height: 18, near: Point(10, 10)) == nil)
        #expect(placer.place(width: 50, height: 5, near: Point(10, 10)) == nil)
    }
}
