/// The regions that a grid of classes falls into: their borders and the places to name them at.
///
/// Corners count cells from the top left of the grid: the corner (0, 0) is the top left of the cell in row 0 and
/// column 0, x runs right and y runs down, as pictures are drawn.
public struct ClassRegions: Sendable, Equatable {
    /// A connected set of cells of one class; cells touch by their sides.
    public struct Region: Sendable, Equatable {
        /// The class of its cells.
        public let label: Int
        /// Its cells, as `row * columns + column`, ascending.
        public let cells: [Int]
        /// Its borders as closed loops of corners, the region always on the right of the direction of travel.
        ///
        /// The outer border first, clockwise on the page; then one loop, counter-clockwise, for each hole.
        /// Only the turning corners are listed, and the first is not repeated at the end.
        public let outlines: [[SIMD2<Int>]]
        /// The corner or cell centre deepest inside the region, in cells from the top left.
        public let labelPosition: SIMD2<Double>
    }

    /// Rows down and columns across.
    public let rows: Int, columns: Int
    /// The class of each cell [row, column]; `nil` where there is none.
    public let labels: [Int?]
    /// All regions, by class, then from the largest to the smallest.
    public let regions: [Region]

    /// Finds the regions of the classes of a grid.
    ///
    /// - Precondition: `labels.count == rows * columns`.
    public init(labels: [Int?], rows: Int, columns: Int) {
        precondition(labels.count == rows * columns, "one class, or nil, for each cell")
        self.rows = rows
        self.columns = columns
        self.labels = labels
        let components = Self.components(labels: labels, rows: rows, columns: columns)
        regions = components.map { cells in
            let trace = RegionTrace(cells: cells, rows: rows, columns: columns)
            return Region(
                label: labels[cells[0]] ?? 0, cells: cells, outlines: trace.outlines(),
                labelPosition: trace.deepestPoint())
        }.sorted {
            if $0.label != $1.label { return $0.label < $1.label }
            if $0.cells.count != $1.cells.count { return $0.cells.count > $1.cells.count }
            return $0.cells[0] < $1.cells[0]
        }
    }

    /// The largest region of each class present, by class.
    public var largest: [Region] {
        var seen = Set<Int>()
        return regions.filter { seen.insert($0.label).inserted }
    }

    /// The classes present, ascending.
    public var classes: [Int] { largest.map(\.label) }

    /// The fraction of all cells that `label` holds.
    public func share(of label: Int) -> Double {
        labels.isEmpty ? 0 : Double(labels.count { $0 == label }) / Double(labels.count)
    }

    /// The cells of each region, ascending; regions by their first cell.
    private static func components(labels: [Int?], rows: Int, columns: Int) -> [[Int]] {
        var visited = Array(repeating: false, count: labels.count)
        var components: [[Int]] = []
        for start in labels.indices where labels[start] != nil && !visited[start] {
            visited[start] = true
            var cells = [start]
            var next = 0
            while next < cells.count {
                for cell in neighbours(of: cells[next], rows: rows, columns: columns)
                where !visited[cell] && labels[cell] == labels[start] {
                    visited[cell] = true
                    cells.append(cell)
                }
                next += 1
            }
            components.append(cells.sorted())
        }
        return components
    }
}

extension ClassRegions {
    /// The same regions with specks given to their surroundings: what has fewer than `size` cells and is not the
    /// largest region of its class takes the class of most of the cells around it (the lowest of equals), until
    /// none is left.
    public func absorbing(smallerThan size: Int) -> ClassRegions {
        var merged = self
        while let next = merged.absorbingOnce(smallerThan: size) { merged = next }
        return merged
    }

    /// One round; `nil` where there is nothing to absorb. Every round leaves fewer regions.
    private func absorbingOnce(smallerThan size: Int) -> ClassRegions? {
        let kept = Set(largest.map { $0.cells[0] })
        let specks = regions.filter { $0.cells.count < size && !kept.contains($0.cells[0]) }
            .sorted { ($0.cells.count, $0.cells[0]) < ($1.cells.count, $1.cells[0]) }
        var labels = labels
        for speck in specks {
            let cells = Set(speck.cells)
            let around = speck.cells.flatMap { Self.neighbours(of: $0, rows: rows, columns: columns) }.filter
            { !cells.contains($0) }.compactMap { labels[$0] }
            let votes = Dictionary(grouping: around) { $0 }.mapValues(\.count)
            guard let winner = votes.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) })?.key else {
                continue
            }
            for cell in speck.cells { labels[cell] = winner }
        }
        let merged = ClassRegions(labels: labels, rows: rows, columns: columns)
        return merged.regions.count < regions.count ? merged : nil
    }

    /// The centres for a label of a size in cells that lies wholly inside a region, in steps of half a cell, the
    /// ones nearest to the region's innermost place first; none where it does not fit.
    public func places(forLabelIn region: Region, width: Double, height: Double) -> [SIMD2<Double>] {
        let isInside = Set(region.cells)
        func fits(_ center: SIMD2<Double>) -> Bool {
            let low = center - SIMD2(width, height) / 2, high = center + SIMD2(width, height) / 2
            guard low.x >= 0, low.y >= 0, high.x <= Double(columns), high.y <= Double(rows) else {
                return false
            }
            return (Int(low.y)..<Int(high.y.rounded(.up))).allSatisfy { row in
                (Int(low.x)..<Int(high.x.rounded(.up))).allSatisfy { isInside.contains(row * columns + $0) }
            }
        }
        let candidates = region.cells.flatMap { cell -> [SIMD2<Double>] in
            let corner = SIMD2(Double(cell % columns), Double(cell / columns))
            return [SIMD2(0.5, 0.5), SIMD2(0, 0.5), SIMD2(0.5, 0), SIMD2(0, 0)].map { corner + $0 }
        }
        return candidates.filter(fits).sorted { a, b in
            let (far, near) = (
                squaredDistance(b, region.labelPosition), squaredDistance(a, region.labelPosition)
            )
            return near != far ? near < far : (a.y, a.x) < (b.y, b.x)
        }
    }

    /// The cells that touch `cell` by a side.
    private static func neighbours(of cell: Int, rows: Int, columns: Int) -> [Int] {
        let (row, column) = cell.quotientAndRemainder(dividingBy: columns)
        return [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]
            .filter { (0..<rows).contains($0.0) && (0..<columns).contains($0.1) }
            .map { $0.0 * columns + $0.1 }
    }
}
