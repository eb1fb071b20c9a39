import Drawing
import Testing

@testable import Figures

/// The contact sheet of a data set.
@Suite struct DatasetFigureTests {
    private func figure(
        classes: Int, each: Int, isLabelled: Bool = true, side: Int = 8, name: String = "class "
    ) -> DatasetFigure {
        let labels = (0..<classes * each).map { UInt8($0 % classes) }
        let rows = DatasetFigure.rows(labels: labels, isLabelled: isLabelled) { index in
            DataImage(
                rows: side, columns: side,
                bytes: [UInt8](repeating: UInt8(index % 256), count: side * side))
        }
        return DatasetFigure(
            dataset: "Data", form: "8 x 8", rows: rows,
            classes: ClassNames((0..<classes).map { "\(name)\($0)" }))
    }

    @Test func classesHaveRowsWithTheirCounts() throws {
        let figure = figure(classes: 3, each: 1234)
        #expect(figure.rows.map(\.label) == [0, 1, 2] && figure.rows.allSatisfy { $0.images.count == 10 })
        // The first of a class are shown.
        let shades = figure.rows[1].images.map { Int($0.bytes[0]) }
        #expect(shades == Array(stride(from: 1, to: 30, by: 3)))
        #expect(figure.summary == "3,702 training images, 8 x 8, of 3 classes")
        #expect(figure.alternativeText.contains("class 2 1,234."))
        let texts = try figure.picture().texts().map(\.text)
        for text in ["Data: the images", "class 0", "class 2", "1,234", figure.summary] {
            #expect(texts.contains(text), "\(texts)")
        }
        let layout = DatasetLayout(figure)
        #expect(layout.pixelSize == 7 && layout.rows.count == 3)
        for row in layout.rows {
            #expect(Set(row.corners.map(\.y)).count == 1)
            for corner in row.corners {
                #expect(corner.x + layout.image.x <= Double(layout.width))
                #expect(corner.y + layout.image.y <= Double(layout.height))
            }
        }
    }

    /// Neither a name nor the number below it reaches the images.
    @Test(arguments: ["", "a class of a long name, "])
    func wordsStandBesideTheImages(name: String) {
        let figure = figure(classes: 2, each: 12_345, name: name)
        for (row, place) in zip(figure.rows, DatasetLayout(figure).rows) {
            let widths = [
                DatasetLayout.font.width(of: figure.classes[row.label ?? 0]),
                DatasetLayout.countFont.width(of: Numerals.grouped(row.count)),
            ]
            for width in widths { #expect(place.name.x + width + 8 <= place.corners[0].x) }
        }
    }

    @Test func ofManyClassesTheFirstAreShown() throws {
        let figure = figure(classes: 200, each: 2)
        #expect(figure.rows.count == 20 && figure.rest == 180)
        #expect(try figure.picture().texts().map(\.text).contains("and 180 more classes"))
        #expect(figure.alternativeText.hasSuffix("and 180 more classes."))
    }

    @Test func withoutClassesThereIsABlock() throws {
        let figure = figure(classes: 2, each: 100, isLabelled: false)
        #expect(figure.rows.map(\.label) == [nil] && figure.rows[0].images.count == 60)
        #expect(Set(DatasetLayout(figure).rows[0].corners.map(\.y)).count == 6)
        #expect(figure.summary == "200 training images, 8 x 8")
        let empty = DatasetFigure(dataset: "Data", form: "", rows: [], classes: ClassNames([]))
        #expect(try !empty.picture().png().isEmpty)
    }

    /// Images of any size keep whole pixels.
    @Test(arguments: [4, 28, 64, 128, 256])
    func imagesOfAnySizeFit(side: Int) throws {
        let layout = DatasetLayout(figure(classes: 2, each: 10, side: side))
        #expect(layout.pixelSize >= 1 && layout.pixelSize == layout.pixelSize.rounded())
        #expect(layout.width < 1000)
        #expect(layout.rows[1].corners[0].y >= layout.rows[0].corners[9].y + layout.image.y)
    }
}
