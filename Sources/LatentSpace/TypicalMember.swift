/// Finding the images that best stand for a class in latent space.
public enum TypicalMember {
    /// The indices of the codes [image, dimension] of class `label` that lie most plainly among their own class.
    ///
    /// Of the `neighbours` nearest codes over all dimensions (itself included) the first has the most of its own
    /// class; of equals it is the nearest to the class's mean, then the first. Unlike the members nearest to the mean
    /// alone, they do not fall between the clusters of a class that has several, where other classes lie.
    ///
    /// A class of very many images is judged by an even choice of about 250 of them.
    ///
    /// - Parameter count: at most so many.
    /// - Returns: most plainly first; none where no code of the class is finite.
    /// - Precondition: `codes` holds `dimensions` numbers for each label.
    public static func indices(
        ofClass label: UInt8, codes: [Float], labels: [UInt8], dimensions: Int, count: Int,
        neighbours: Int = 50
    ) -> [Int] {
        precondition(codes.count == labels.count * dimensions, "a code for each label")
        func code(_ index: Int) -> ArraySlice<Float> { codes[index * dimensions..<(index + 1) * dimensions] }
        let finite = labels.indices.filter { code($0).allSatisfy(\.isFinite) }
        let members = finite.filter { labels[$0] == label }
        let mean = (0..<dimensions).map { dimension in
            Float(
                members.reduce(0.0) { $0 + Double(codes[$1 * dimensions + dimension]) }
                    / Double(members.count))
        }
        let step = max(1, members.count / 250)
        let candidates = stride(from: 0, to: members.count, by: step).map { members[$0] }
        let index = NeighbourIndex(codes, dimensions: dimensions, indices: finite)
        let ranks = candidates.map { member in
            let own = index.nearest(neighbours, to: Array(code(member))).count { labels[$0.index] == label }
            return (own: own, distance: squaredDistance(code(member), mean[...]))
        }
        let order = ranks.indices.sorted {
            (-ranks[$0].own, ranks[$0].distance, $0) < (-ranks[$1].own, ranks[$1].distance, $1)
        }
        return order.prefix(count).map { candidates[$0] }
    }

    private static func squaredDistance(_ a: ArraySlice<Float>, _ b: ArraySlice<Float>) -> Float {
        zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
}
