/// The colours of an animation, at most 256.
struct Palette: Equatable {
    /// The colours; a pixel's index points into them.
    let colours: [Colour]

    /// The colours of `histogram` where there are at most `limit`; otherwise `limit` colours near them.
    ///
    /// Colours are cut into boxes (``VarianceSplitter``), whose centres are then improved
    /// (``PaletteRefinement``). A box with one colour that most of its pixels have takes that colour exactly, so
    /// flat areas stay as they are.
    init(_ histogram: ColourHistogram, limit: Int) {
        let entries = histogram.entries
        guard entries.count > limit else {
            colours = entries.map(\.colour)
            return
        }
        let splitter = VarianceSplitter(entries.map(ColourPoint.init), into: limit)
        var refinement = PaletteRefinement(
            points: splitter.points, centres: splitter.boxes.map { ColourPoint.centre(of: $0.sum) })
        refinement.refine(rounds: 8)
        colours = refinement.palette().sorted()
    }
}
