/// Finds a light sheet of paper that lies on something darker.
enum SheetFinder {
    /// The pixels of the sheet with what is on it, a little within its edge; `nil` where the picture shows none.
    ///
    /// A sheet is a light region, nearly all that is light, with hardly a dent, larger than a twelfth of the
    /// picture, ended by a step in lightness; what it encloses is on it.
    static func sheet(in field: GreyField) -> [Bool]? {
        let (width, height) = (field.width, field.height)
        guard min(width, height) >= 24 else { return nil }
        let threshold = Threshold.otsu(field.values).value
        let isLight = field.values.map { $0 > threshold }
        let lightCount = isLight.count { $0 }
        let border = field.border
        guard border.count(where: { !isLight[$0] }) * 50 > border.count,
            let largest = ConnectedRegions(of: isLight, width: width, height: height).regions
                .max(by: { $0.area < $1.area }),
            largest.area * 3 > lightCount * 2, largest.area * 12 > width * height
        else { return nil }
        let filled = fill(largest, width: width, height: height)
        let area = filled.count { $0 }
        let hull = hullArea(of: filled, width: width, rows: largest.rows)
        // Ink covers less of a sheet than it leaves; a letter 0 in white on black is round and no sheet.
        let touches = border.count { filled[$0] }
        let isAngular = touches * 20 > border.count || Double(area) > 0.83 * hull.rectangle
        guard largest.area * 2 > area, Double(area) > 0.85 * hull.area, isAngular,
            hasStep(field, around: filled)
        else { return nil }
        return inner(filled, width: width, height: height, by: field.edgeReach)
    }

    /// A region with what it encloses.
    private static func fill(_ region: ConnectedRegions.Region, width: Int, height: Int) -> [Bool] {
        var isOther = [Bool](repeating: true, count: width * height)
        for pixel in region.pixels { isOther[pixel] = false }
        var filled = isOther.map { !$0 }
        for hole in ConnectedRegions(of: isOther, width: width, height: height).regions
        where hole.rows.lowerBound > 0 && hole.rows.upperBound < height - 1 && hole.columns.lowerBound > 0
            && hole.columns.upperBound < width - 1
        {
            for pixel in hole.pixels { filled[pixel] = true }
        }
        return filled
    }

    /// What lies within the mask by more than `distance` pixels; the picture's own border does not count.
    private static func inner(_ mask: [Bool], width: Int, height: Int, by distance: Int) -> [Bool] {
        let field = GreyField(width: width, height: height, values: mask.map { $0 ? 1 : 0 })
        let all = [Bool](repeating: true, count: mask.count)
        return field.local(radius: distance, among: all).means.map { $0 > 1 - 1e-9 }
    }

    /// Whether the field changes at the mask's edge at once, as at a sheet's, and not slowly, as light fades.
    private static func hasStep(_ field: GreyField, around mask: [Bool]) -> Bool {
        let reach = field.edgeReach
        let (width, height) = (field.width, field.height)
        let within = inner(mask, width: width, height: height, by: reach)
        let beyond = inner(mask.map { !$0 }, width: width, height: height, by: reach)
        let inside = zip(field.values, within).filter(\.1).map(\.0)
        let outside = zip(field.values, beyond).filter(\.1).map(\.0)
        guard !inside.isEmpty, !outside.isEmpty else { return false }
        let contrast = inside.quantile(0.5) - outside.quantile(0.5)
        // The lines of pixels that cross the edge, by what they change on the way over it.
        var steps: [Double] = []
        for row in 0..<height {
            for column in 0..<width {
                let index = row * width + column
                for (neighbour, isThere, offset) in [
                    (index + 1, column + 1 < width, 1), (index + width, row + 1 < height, width),
                ] where isThere && mask[index] != mask[neighbour] {
                    let (near, far) = (index - reach * offset, neighbour + reach * offset)
                    let fits =
                        offset == 1
                        ? column >= reach && column + 1 + reach < width
                        : row >= reach && row + 1 + reach < height
                    if fits { steps.append(abs(field.values[near] - field.values[far])) }
                }
            }
        }
        return !steps.isEmpty && steps.quantile(0.5) > 0.5 * contrast && contrast > 0.1
    }

    /// The area of the convex hull of a mask, and of the smallest rectangle around it.
    ///
    /// Source: A. Andrew, Another efficient algorithm for convex hulls in two dimensions, 1979.
    private static func hullArea(
        of mask: [Bool], width: Int, rows: ClosedRange<Int>
    ) -> (area: Double, rectangle: Double) {
        var points: [SIMD2<Double>] = []
        for row in rows {
            let line = mask[row * width..<(row + 1) * width]
            guard let first = line.firstIndex(of: true), let last = line.lastIndex(of: true) else { continue }
            for y in [row, row + 1] {
                points.append(SIMD2(Double(first - row * width), Double(y)))
                points.append(SIMD2(Double(last - row * width + 1), Double(y)))
            }
        }
        func cross(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double { a.x * b.y - a.y * b.x }
        func chain(_ points: [SIMD2<Double>]) -> [SIMD2<Double>] {
            points.reduce(into: []) { chain, point in
                while chain.count > 1,
                    cross(chain[chain.count - 1] - chain[chain.count - 2], point - chain[chain.count - 1])
                        <= 0
                {
                    chain.removeLast()
                }
                chain.append(point)
            }
        }
        points.sort { ($0.x, $0.y) < ($1.x, $1.y) }
        let hull = chain(points).dropLast() + chain(points.reversed()).dropLast()
        guard hull.count > 2 else { return (0, 0) }
        let next = hull.dropFirst() + hull.prefix(1)
        let area = zip(hull, next).reduce(0.0) { $0 + cross($1.0, $1.1) } / 2
        let rectangle =
            zip(hull, next).map { start, end in
                let along = (end - start) / ((end - start) * (end - start)).sum().squareRoot()
                let down = hull.map { cross(along, $0) }, across = hull.map { (along * $0).sum() }
                return ((down.max() ?? 0) - (down.min() ?? 0)) * ((across.max() ?? 0) - (across.min() ?? 0))
            }.min() ?? 0
        return (area, rectangle)
    }
}
