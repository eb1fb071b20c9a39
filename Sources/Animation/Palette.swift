/// The colours of an animation, at most 256.
struct Palette: Equatable {
    /// The colours; a pixel's index points into them.
    let colours: [Colour]
    /// Whether every colour of the pictures is among them.
    let isExact: Bool

    /// The colours of `histogram` where there are at most `limit`; otherwise `reduced` colours near them.
    ///
    /// Colours are cut into boxes (``VarianceSplitter``), whose centres are then improved
    /// (``PaletteRefinement``). A box with one colour that most of its pixels have takes that colour exactly, so
    /// flat areas stay as they are. One in eight is left for colours that are rare but far from all others.
    ///
    /// - Parameter reserved: colours that are kept exactly where they occur, half of `reduced` at most.
    init(_ histogram: ColourHistogram, limit: Int, reduced: Int, reserved: [Colour] = []) {
        let entries = histogram.entries
        isExact = entries.count <= limit && histogram.droppedBits == 0
        guard entries.count > limit else {
            colours = entries.map(\.colour)
            return
        }
        let points = entries.map(ColourPoint.init)
        let wanted = Set(reserved.map(\.packed))
        let kept = entries.map(\.colour).filter { wanted.contains($0.packed) }.prefix(reduced / 2)
        let rare = (reduced - kept.count) / 8
        let splitter = VarianceSplitter(
            points.filter { point in !kept.contains(point.colour) }, into: reduced - kept.count - rare)
        var refinement = PaletteRefinement(
            points: points, fixed: Array(kept),
            centres: splitter.boxes.map { ColourPoint.centre(of: $0.sum) })
        refinement.refine(rounds: 8)
        let common = refinement.palette()
        let outliers = Self.outliers(of: points, from: common, count: rare)
        colours = Array(Set((common + outliers).map(\.packed))).sorted().map(Colour.init(packed:))
    }

    /// The colours of which a channel is farthest from `palette`, each found after those before it are added.
    ///
    /// A mean over all pixels hardly notices them; a viewer does.
    private static func outliers(of points: [ColourPoint], from palette: [Colour], count: Int) -> [Colour] {
        let search = NearestColour(palette)
        var distances = points.map { $0.colour.distance(to: palette[search.index(of: $0.place)]) }
        var found: [Colour] = []
        for _ in 0..<count {
            guard let farthest = distances.indices.max(by: { distances[$0] < distances[$1] }),
                distances[farthest] > 0
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
