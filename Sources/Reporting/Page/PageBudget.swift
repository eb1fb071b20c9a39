/// Decides what goes into the page, so that it stays small enough to be mailed, and to be shown in a notebook.
struct PageBudget {
    /// What is left, in bytes of the page.
    private(set) var left: Int

    init(limit: Int) {
        left = limit
    }

    /// The bytes that binary content takes as text.
    static func textSize(_ bytes: Int) -> Int { (bytes + 2) / 3 * 4 }

    /// Takes what must be in the page, whether there is room or not.
    mutating func take(_ bytes: Int) {
        left -= bytes
    }

    /// Takes one form of each thing: the first (best) of all, except that the largest give way to their next
    /// form until all fit, or none has another.
    ///
    /// - Parameter sizes: for each thing the sizes of its forms in bytes, from best to smallest.
    /// - Returns: the chosen form of each.
    mutating func choose(_ sizes: [[Int]]) -> [Int] {
        var chosen = sizes.map { _ in 0 }
        func size(_ index: Int) -> Int { Self.textSize(sizes[index][chosen[index]]) }
        var total = sizes.indices.reduce(0) { $0 + size($1) }
        while total > left {
            let reducible = sizes.indices.filter { chosen[$0] + 1 < sizes[$0].count }
            guard let largest = reducible.max(by: { (size($0), $1) < (size($1), $0) }) else { break }
            total -= size(largest)
            chosen[largest] += 1
            total += size(largest)
        }
        left -= total
        return chosen
    }

    /// Takes as many optional things as there is room for, the smallest first.
    ///
    /// - Returns: whether each was taken.
    mutating func admit(_ sizes: [Int]) -> [Bool] {
        var admitted = sizes.map { _ in false }
        for index in sizes.indices.sorted(by: { (sizes[$0], $0) < (sizes[$1], $1) }) {
            let text = Self.textSize(sizes[index])
            guard text <= left else { continue }
            left -= text
            admitted[index] = true
        }
        return admitted
    }
}
