import LatentSpace
import Runs

/// Images between the points of a finely decoded plane, by bilinear interpolation of the four around.
struct FinePlane: Sendable {
    private let plane: RecordedPlane

    /// - Returns: `nil` unless the plane is the whole latent space, so that every code lies on it.
    init?(_ plane: RecordedPlane?) {
        guard let plane, plane.origin.count == 2, plane.rows > 1 else { return nil }
        self.plane = plane
    }

    /// What of the plane is there.
    var window: PlaneWindow {
        PlaneWindow(
            x: plane.columnValues[0]...plane.columnValues[plane.columns - 1],
            y: plane.rowValues[plane.rows - 1]...plane.rowValues[0])
    }

    /// The image at a code of two numbers; `nil` outside of the grid.
    func image(of code: ArraySlice<Float>) -> [Float]? {
        guard code.count == 2, let vertical = plane.vertical else { return nil }
        let (x, y) = (
            Double(code[code.startIndex + plane.horizontal]), Double(code[code.startIndex + vertical])
        )
        guard let (column, right) = Self.place(of: x, in: plane.columnValues),
            let (row, down) = Self.place(of: -y, in: plane.rowValues.map { -$0 })
        else { return nil }
        func cell(_ row: Int, _ column: Int) -> [Float] {
            plane.cells.images[row * plane.columns + column]
        }
        let corners = [
            (cell(row, column), (1 - right) * (1 - down)), (cell(row, column + 1), right * (1 - down)),
            (cell(row + 1, column), (1 - right) * down), (cell(row + 1, column + 1), right * down),
        ]
        var image = [Float](repeating: 0, count: plane.cells.images.imageSize)
        for (corner, weight) in corners where weight > 0 {
            for place in image.indices { image[place] += Float(weight) * corner[place] }
        }
        return image
    }

    /// The place of a value between two of the ascending `values`; `nil` beyond them, but for rounding.
    private static func place(of value: Double, in values: [Double]) -> (index: Int, fraction: Double)? {
        let slack = Double(RecordedPlane.tolerance)
        guard value.isFinite, values.count > 1, value >= values[0] - slack,
            value <= values[values.count - 1] + slack
        else { return nil }
        var (low, high) = (0, values.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if values[middle] <= value { low = middle } else { high = middle }
        }
        let fraction = (value - values[low]) / (values[low + 1] - values[low])
        return (low, min(max(fraction, 0), 1))
    }
}
