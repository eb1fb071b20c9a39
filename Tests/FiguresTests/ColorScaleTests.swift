import Drawing
import LatentSpace
import Testing

@testable import Figures

@Suite struct ColorScaleTests {
    @Test func marksAreRoundNumbersInTheirPlaces() {
        let plain = ColorScale.sequential(0...0.4, tickCount: 4)
        #expect(plain.ticks.map(\.label) == ["0.0", "0.1", "0.2", "0.3", "0.4"])
        #expect(abs(plain.ticks[1].value - 0.25) < 1e-12)
        let wide = ColorScale.logarithmic(0.01...100)
        #expect(wide.ticks.map(\.label) == ["0.01", "0.1", "1", "10", "100"])
        let narrow = ColorScale.logarithmic(1...20)
        #expect(narrow.ticks.map(\.label) == ["1", "2", "5", "10", "20"])
        #expect(narrow.ticks.last?.value == 1)
        let ratio = ColorScale.ratio(reach: 100)
        #expect(ratio.ticks.map(\.label) == ["1/100", "1/10", "1", "10", "100"])
    }

    @Test func numbersTakeTheColourOfTheirPlaceOnTheBar() {
        let scale = ColorScale.logarithmic(1...100)
        #expect(scale.color(of: 10) == scale.color(at: 0.5))
        #expect(scale.color(of: 0) == scale.color(at: 0.0) && scale.color(of: 1e9) == scale.color(at: 1.0))
        #expect(scale.color(of: .nan) == .paper)
        let ratio = ColorScale.ratio(reach: 10)
        #expect(ratio.color(of: 1) == ratio.color(at: 0.5))
        #expect(ratio.color(of: 0.1) == ratio.color(at: 0.0))
        #expect(ColorScale.sequential(2...2).ticks.map(\.label) == ["2"])
        #expect(ColorScale.logarithmic(-1...0).color(of: 1) == ColorScale.logarithmic(-1...0).color(at: 0.5))
    }

    /// Every cell of a map is a square of its number's colour, the first row at the top.
    @Test func mapsAreDrawnCellForCell() throws {
        let field = PlaneField(
            window: PlaneWindow(square: -2...2), columns: 4, rows: 4, values: (0..<16).map(Double.init))
        let scale = ColorScale.sequential(0...15)
        let frame = Rectangle(x: 10, y: 20, width: 40, height: 40)
        let plot = PlanePlot(frame: frame, window: field.window, plane: LatentPlane(dimensions: 2))
        let image = try Picture(width: 120, height: 80) { canvas in
            plot.drawMap(field, scale: scale, on: canvas)
        }.pixels()
        for cell in 0..<16 {
            let color = scale.color(of: field.values[cell])
            for (x, y) in [(0, 0), (9, 0), (5, 5), (9, 9)] {
                let pixel = ((20 + cell / 4 * 10 + y) * 120 + 10 + cell % 4 * 10 + x) * 3
                #expect(image.rgb[pixel] == UInt8((color.red * 255).rounded()))
                #expect(image.rgb[pixel + 2] == UInt8((color.blue * 255).rounded()))
            }
        }
    }

    @Test func barsKeepTheirWordsWithin() {
        let map = Rectangle(x: 60, y: 66, width: 300, height: 300)
        let bar = ColorBar.beside(map, scale: .ratio(reach: 1000), title: "magnification")
        #expect(bar.bounds.contains(bar.frame) && bar.bounds.maxX > bar.frame.maxX + 20)
        let lying = ColorBar(
            frame: Rectangle(x: 60, y: 400, width: 100, height: 12), scale: .logarithmic(1...10),
            title: "a long title, longer than the bar that it is written under")
        #expect(lying.bounds.contains(lying.frame) && lying.bounds.width > 200)
    }
}
