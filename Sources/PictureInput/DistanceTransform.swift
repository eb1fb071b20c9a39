/// How far each pixel is from the nearest one of a mask.
///
/// Source: P. Felzenszwalb and D. Huttenlocher, Distance transforms of sampled functions, Theory of Computing 8,
/// 2012: the lower envelope of parabolas, along the columns and then along the rows.
enum DistanceTransform {
    /// Distances [row, column] between pixels' middles; a large number everywhere where the mask is empty.
    static func distances(to mask: [Bool], width: Int) -> [Double] {
        let height = mask.count / max(1, width)
        // Farther than any two pixels are apart, and its square still exact.
        let far = Double(4 * (width + height) * (width + height))
        var squares = mask.map { $0 ? 0 : far }
        var line = [Double](repeating: 0, count: max(width, height))
        for column in 0..<width {
            for row in 0..<height { line[row] = squares[row * width + column] }
            let lowest = envelope(of: line, count: height)
            for row in 0..<height { squares[row * width + column] = lowest[row] }
        }
        for row in 0..<height {
            for column in 0..<width { line[column] = squares[row * width + column] }
            let lowest = envelope(of: line, count: width)
            for column in 0..<width { squares[row * width + column] = lowest[column] }
        }
        return squares.map { $0.squareRoot() }
    }

    /// The least of (x - i)^2 + heights[i] over all i, for each x.
    private static func envelope(of heights: [Double], count: Int) -> [Double] {
        var vertices = [0], starts = [-Double.infinity]
        for next in stride(from: 1, to: count, by: 1) {
            func meeting(_ vertex: Int) -> Double {
                (heights[next] + Double(next * next) - heights[vertex] - Double(vertex * vertex))
                    / Double(2 * (next - vertex))
            }
            var start = meeting(vertices[vertices.count - 1])
            while start <= starts[starts.count - 1] {
                vertices.removeLast()
                starts.removeLast()
                start = meeting(vertices[vertices.count - 1])
            }
            vertices.append(next)
            starts.append(start)
        }
        var place = 0
        return (0..<count).map { x in
            while place + 1 < starts.count, starts[place + 1] < Double(x) { place += 1 }
            let away = Double(x - vertices[place])
            return away * away + heights[vertices[place]]
        }
    }
}
