/// Walks around one region of a grid and finds its innermost place.
struct RegionTrace {
    private let rows: Int, columns: Int
    private let cells: [Int]
    private let isInside: [Bool]

    init(cells: [Int], rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
        self.cells = cells
        var isInside = Array(repeating: false, count: rows * columns)
        for cell in cells { isInside[cell] = true }
        self.isInside = isInside
    }

    private func contains(row: Int, column: Int) -> Bool {
        (0..<rows).contains(row) && (0..<columns).contains(column) && isInside[row * columns + column]
    }

    /// The borders as closed loops, the outer one first.
    ///
    /// Every unit edge of the border is directed so that the region lies on its right (y runs down). From its
    /// end the walk turns right where it can: cells that touch only by a corner stay apart.
    func outlines() -> [[SIMD2<Int>]] {
        let right = SIMD2(1, 0), down = SIMD2(0, 1), left = SIMD2(-1, 0), up = SIMD2(0, -1)
        let directions = [right, down, left, up]
        let stride = columns + 1
        // For each corner, which of the four directions an edge leaves it in.
        var leaving = Array(repeating: [false, false, false, false], count: (rows + 1) * stride)
        var starts: [(corner: SIMD2<Int>, direction: Int)] = []
        for cell in cells {
            let (row, column) = cell.quotientAndRemainder(dividingBy: columns)
            let edges = [
                (contains(row: row - 1, column: column), SIMD2(column, row), 0),
                (contains(row: row, column: column + 1), SIMD2(column + 1, row), 1),
                (contains(row: row + 1, column: column), SIMD2(column + 1, row + 1), 2),
                (contains(row: row, column: column - 1), SIMD2(column, row + 1), 3),
            ]
            for (isShared, corner, direction) in edges where !isShared {
                leaving[corner.y * stride + corner.x][direction] = true
                starts.append((corner, direction))
            }
        }
        var loops: [[SIMD2<Int>]] = []
        // The first cell in reading order has the outer border's top left corner, so the outer loop comes first.
        for start in starts where leaving[start.corner.y * stride + start.corner.x][start.direction] {
            var corner = start.corner
            var direction = start.direction
            var loop: [SIMD2<Int>] = []
            repeat {
                leaving[corner.y * stride + corner.x][direction] = false
                corner = corner &+ directions[direction]
                let exits = leaving[corner.y * stride + corner.x]
                let turns = [(direction + 1) % 4, direction, (direction + 3) % 4]
                guard let next = turns.first(where: { exits[$0] }) else {
                    loop.append(corner)
                    break
                }
                if next != direction { loop.append(corner) }
                direction = next
            } while true
            loops.append(loop.count > 1 && isStraight(loop) ? Array(loop.dropLast()) : loop)
        }
        return loops
    }

    /// Whether the walk's last corner, where it began, is no turn.
    private func isStraight(_ loop: [SIMD2<Int>]) -> Bool {
        guard let last = loop.last, loop.count > 2 else { return false }
        let before = loop[loop.count - 2], after = loop[0]
        return (before.x == last.x && last.x == after.x) || (before.y == last.y && last.y == after.y)
    }

    /// The corner or cell centre inside the region that lies farthest from its border, the grid's edge included.
    ///
    /// Of equally deep places the one nearest to the region's centre of mass, then the first in reading order.
    func deepestPoint() -> SIMD2<Double> {
        let centres = cells.map { cell -> SIMD2<Double> in
            let (row, column) = cell.quotientAndRemainder(dividingBy: columns)
            return SIMD2(Double(column) + 0.5, Double(row) + 0.5)
        }
        let middle = centres.reduce(SIMD2(0, 0), +) / Double(max(1, centres.count))
        let corners = cells.compactMap { cell -> SIMD2<Double>? in
            let (row, column) = cell.quotientAndRemainder(dividingBy: columns)
            let isInner =
                contains(row: row + 1, column: column) && contains(row: row, column: column + 1)
                && contains(row: row + 1, column: column + 1)
            return isInner ? SIMD2(Double(column) + 1, Double(row) + 1) : nil
        }
        let outside = borderingCells()
        let candidates = corners + centres
        let ranked = candidates.map { place -> (depth: Double, spread: Double, place: SIMD2<Double>) in
            let depth = outside.reduce(Double.infinity) { min($0, distance(from: place, toCellAt: $1)) }
            return (depth, squaredDistance(place, middle), place)
        }
        let best = ranked.max {
            abs($0.depth - $1.depth) > 1e-9 ? $0.depth < $1.depth : $0.spread > $1.spread + 1e-9
        }
        return best?.place ?? middle
    }

    /// The cells just outside, those beyond the grid's edge included, as (column, row).
    private func borderingCells() -> [SIMD2<Int>] {
        var seen = Set<SIMD2<Int>>()
        return cells.flatMap { cell -> [SIMD2<Int>] in
            let (row, column) = cell.quotientAndRemainder(dividingBy: columns)
            return (-1...1).flatMap { dy in (-1...1).map { dx in SIMD2(column + dx, row + dy) } }
        }.filter { !contains(row: $0.y, column: $0.x) && seen.insert($0).inserted }
    }

    /// The distance from a place to the nearest point of a cell.
    private func distance(from place: SIMD2<Double>, toCellAt cell: SIMD2<Int>) -> Double {
        let low = SIMD2(Double(cell.x), Double(cell.y))
        let outside = SIMD2(
            max(0, low.x - place.x, place.x - low.x - 1), max(0, low.y - place.y, place.y - low.y - 1))
        return (outside * outside).sum().squareRoot()
    }
}
