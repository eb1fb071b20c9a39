/// An even choice of finite codes, and how well groups of them are apart.
struct CodeSample {
    let dimensions: Int
    /// The codes [code, dimension].
    let codes: [Double]

    var count: Int { codes.count / dimensions }

    /// At most `most` of the codes [code, dimension] whose numbers are all finite.
    init(of codes: [Float], dimensions: Int, most: Int) {
        self.dimensions = dimensions
        let starts = stride(from: 0, to: codes.count, by: dimensions).filter { start in
            codes[start..<start + dimensions].allSatisfy(\.isFinite)
        }
        let count = min(most, starts.count)
        self.codes = (0..<count).flatMap { index in
            let start = starts[index * starts.count / count]
            return codes[start..<start + dimensions].map(Double.init)
        }
    }

    func code(_ index: Int) -> ArraySlice<Double> { codes[index * dimensions..<(index + 1) * dimensions] }

    /// The groups' means [group, dimension]; a group without codes keeps its mean from before.
    func means(of labels: [Int], before: [Double]) -> [Double] {
        var sums = Array(repeating: 0.0, count: before.count)
        var sizes = Array(repeating: 0, count: before.count / dimensions)
        for (index, label) in labels.enumerated() {
            sizes[label] += 1
            for dimension in 0..<dimensions {
                sums[label * dimensions + dimension] += codes[index * dimensions + dimension]
            }
        }
        return sums.indices.map { place in
            let size = sizes[place / dimensions]
            return size == 0 ? before[place] : sums[place] / Double(size)
        }
    }

    /// The mean silhouette of the codes, from -1 to 1: by how much a code's mean distance to its own group is less than
    /// that to the nearest other, in parts of the greater; 0 for a code that is a group alone.
    ///
    /// Source: P. J. Rousseeuw, "Silhouettes: a graphical aid to the interpretation and validation of cluster
    /// analysis" (1987), section 2.
    func silhouette(of labels: [Int], count groups: Int) -> Double {
        var sizes = Array(repeating: 0, count: groups)
        for label in labels { sizes[label] += 1 }
        var total = 0.0
        for index in 0..<count where sizes[labels[index]] > 1 {
            var sums = Array(repeating: 0.0, count: groups)
            for other in 0..<count {
                var square = 0.0
                for dimension in 0..<dimensions {
                    let difference =
                        codes[index * dimensions + dimension] - codes[other * dimensions + dimension]
                    square += difference * difference
                }
                sums[labels[other]] += square.squareRoot()
            }
            let own = sums[labels[index]] / Double(sizes[labels[index]] - 1)
            let nearest = (0..<groups).filter { $0 != labels[index] && sizes[$0] > 0 }
                .map { sums[$0] / Double(sizes[$0]) }.min()
            guard let nearest, max(own, nearest) > 0 else { continue }
            total += (nearest - own) / max(own, nearest)
        }
        return total / Double(max(1, count))
    }
}
