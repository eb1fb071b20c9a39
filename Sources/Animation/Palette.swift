import Storage

/// The colours of an animation, at most 256.
struct Palette: Equatable {
    /// The colours; a pixel's index points into them.
    let colours: [Colour]
    /// Whether every colour of the pictures is among them.
    let isExact: Bool

    /// How far a channel of a rare colour may be off, of 255, before it gets a place of its own.
    static let tolerance = 26
    /// Colours are told apart as far as there are no more than these.
    private static let pointLimit = 16_384

    /// The colours of `histogram` where there are at most `limit`; otherwise `reduced` colours near them.
    ///
    /// Colours are cut into boxes (``VarianceSplitter``), whose centres are then improved
    /// (``PaletteRefinement``). A box with one colour that most of its pixels have takes that colour exactly, so
    /// flat areas stay as they are. Up to a quarter is left for colours that are rare but far from all others: a
    /// mean over all pixels hardly notices them; a viewer does.
    ///
    /// - Parameter reserved: colours that are kept exactly where they occur, half of `reduced` at most.
    init(_ histogram: ColourHistogram, limit: Int, reduced: Int, reserved: [Colour] = []) {
        let entries = histogram.entries
        isExact = entries.count <= limit && histogram.droppedBits == 0
        guard entries.count > limit else {
            colours = entries.map(\.colour)
            return
        }
        let points = ColourPoint.points(of: entries, limit: Self.pointLimit)
        let wanted = Set(reserved.map(\.packed))
        let kept = Array(entries.map(\.colour).filter { wanted.contains($0.packed) }.prefix(reduced / 2))
        let common = Self.common(points, kept, count: reduced)
        let rare = Self.outliers(of: points, from: common, count: (reduced - kept.count) / 4).count
        let fewer = rare > 0 ? Self.common(points, kept, count: reduced - rare) : common
        let all = fewer + Self.outliers(of: points, from: fewer, count: rare)
        colours = Set(all.map(\.packed)).sorted().map(Colour.init(packed:))
    }

    /// `count` colours that stand for all, `kept` among them.
    private static func common(_ points: [ColourPoint], _ kept: [Colour], count: Int) -> [Colour] {
        let splitter = VarianceSplitter(
            points.filter { !kept.contains($0.colour) }, into: count - kept.count)
        var refinement = PaletteRefinement(
            points: points, fixed: kept, centres: splitter.boxes.map { ColourPoint.centre(of: $0.sum) })
        refinement.refine(rounds: 8)
        return refinement.palette()
    }

    /// The colours of which a channel is farthest from `palette`, each found after those before it are added.
    private static func outliers(of points: [ColourPoint], from palette: [Colour], count: Int) -> [Colour] {
        let search = NearestColour(palette)
        var distances = concurrentMap(points.count, together: 1_024) { index in
            let colour = points[index].colour
            return colour.distance(to: palette[search.index(of: colour, tolerance: tolerance)])
        }
        var found: [Colour] = []
        for _ in 0..<count {
            guard let farthest = distances.indices.max(by: { distances[$0] < distances[$1] }),
                distances[farthest] > tolerance
            else { break }
            let colour = points[farthest].colour
            found.append(colour)
            for index in distances.indices {
                distances[index] = min(distances[index], points[index].colour.distance(to: colour))
            }
        }
        return found
    }
}
