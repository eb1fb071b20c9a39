import Pictures

/// The ink that was found in a picture.
struct FoundInk: Sendable, Equatable {
    /// How a picture shows its ink.
    enum Manner: String, Sendable, Equatable {
        case darkOnLight = "dark on light"
        case lightOnDark = "light on dark"
        case opaqueOnTransparent = "opaque on transparent"
        case transparentInOpaque = "transparent in opaque"
        case onSheet = "dark on a light sheet"
    }

    let manner: Manner
    /// How much of each pixel is ink, 0 to 1.
    let coverage: GreyField
    /// The rows and columns that the ink spans.
    let rows: ClosedRange<Int>, columns: ClosedRange<Int>
}

/// Finds what was written or drawn in a picture: a scan, a photo under uneven light, a screenshot, strokes on
/// transparency. `Templates/page/ink-finder.js` does the same, in the same order, for the report's pad.
enum InkFinder {
    /// The ink in a picture, which is looked at with at most ``PixelPicture/workingSide`` pixels along a side.
    ///
    /// - Throws: `PictureError.blank` where nothing stands out.
    static func ink(in picture: PixelPicture) throws(PictureError) -> FoundInk {
        let (field, kind) = ContrastChannel.of(picture)
        if kind == .colour, let sheet = SheetFinder.sheet(in: field),
            let ink = ink(in: field, among: sheet, manner: .onSheet)
        {
            return ink
        }
        let all = [Bool](repeating: true, count: field.values.count)
        let isDark = isDarkOnLight(field)
        var turned = field
        if !isDark { turned.values = field.values.map { 1 - $0 } }
        let manner: FoundInk.Manner =
            switch (kind, isDark) {
            case (.colour, true): .darkOnLight
            case (.colour, false): .lightOnDark
            case (.transparency, true): .opaqueOnTransparent
            case (.transparency, false): .transparentInOpaque
            }
        guard let ink = ink(in: turned, among: all, manner: manner) else { throw .blank }
        return ink
    }

    /// From this separability on the picture is two even shades, and one threshold does for all of it.
    private static let twoShades = 0.85
    /// What differs less from its paper is no ink, and what differs by less than so many times the paper's grain.
    private static let leastDepth = 0.04, leastDepthInGrain = 5.0

    /// Whether what is written is darker than what it is written on.
    ///
    /// Of two even shades the paper is the one that has most of the border. Under uneven light, ink is what makes
    /// the few large differences from the surroundings.
    private static func isDarkOnLight(_ field: GreyField) -> Bool {
        let (threshold, separability) = Threshold.otsu(field.values)
        if separability > twoShades {
            let border = field.border
            return border.count { field.values[$0] > threshold } * 2 >= border.count
        }
        let all = [Bool](repeating: true, count: field.values.count)
        let means = field.local(radius: max(2, min(field.width, field.height) / 8), among: all).means
        let skewness = zip(field.values, means).reduce(0.0) { sum, pair in
            let difference = pair.0 - pair.1
            return sum + difference * difference * difference
        }
        return skewness <= 0
    }

    /// What is darker than its surroundings in a part of a field; `nil` where nothing is.
    private static func ink(
        in given: GreyField, among mask: [Bool], manner: FoundInk.Manner
    ) -> FoundInk? {
        var field = given
        let radius = max(3, min(field.width, field.height) / 4)
        if field.noise(among: mask) > 0.02, min(field.width, field.height) > 100 {
            field.values = field.local(radius: 1, among: mask).means
        }
        let chosen = zip(field.values, mask).lazy.filter(\.1).map(\.0)
        let (threshold, separability) = Threshold.otsu(chosen)
        // A class that reaches the border is no ink: the edge of a shadow makes two shades, too.
        let reach = field.border.filter { mask[$0] }
        let isEven =
            separability > twoShades
            && reach.count { field.values[$0] < threshold } * 5 <= reach.count
        let first =
            isEven
            ? zip(field.values, mask).map { $1 && $0 < threshold }
            : Threshold.local(field, radius: radius, among: mask)
        let paper = zip(first, mask).map { !$0 && $1 }
        let paperCount = paper.count { $0 }
        guard paperCount > 0, paperCount < mask.count(where: { $0 }) else { return nil }
        let (means, _, counts) = field.local(radius: radius, among: paper)
        let mean = zip(field.values, paper).reduce(0) { $1.1 ? $0 + $1.0 : $0 } / Double(paperCount)
        // By how much of the paper's light a pixel is darker: the same ink in the shade and in the light.
        let depths = field.values.indices.map { index -> Double in
            guard mask[index] else { return 0 }
            let around = !isEven && counts[index] > radius ? means[index] : mean
            return (around - field.values[index]) / max(around, 0.2)
        }
        let inkDepths = zip(depths, first).filter(\.1).map(\.0)
        // Beside the edge of a shadow both its paper and the ink on it are darker than around, the ink by more.
        let isShaded = separability > twoShades && !isEven
        let shadow = isShaded ? Threshold.otsu(inkDepths).value : 0
        let full = (isShaded ? inkDepths.filter { $0 > shadow } : inkDepths).quantile(0.7)
        let grain = GreyField(width: field.width, height: field.height, values: depths)
            .noise(among: paper, distance: field.edgeReach)
        guard full > max(leastDepth, leastDepthInGrain * grain) else { return nil }
        let least = max(shadow, 0.45 * full)
        let isInk = depths.map { $0 > least }
        let kept = InkCleaning.kept(isInk, among: mask, width: field.width, height: field.height)
        let shares = GreyField(width: field.width, height: field.height, values: depths.map { $0 / full })
        guard !kept.isEmpty, hasEdges(kept, shares: shares, among: mask) else { return nil }
        return found(kept, depths: shares.values, field: field, manner: manner)
    }

    /// Whether regions end at edges, as ink does, and do not fade, as the light does over a page: a little beyond most
    /// of their pixels there is paper.
    ///
    /// - Parameter shares: how much of the ink's depth each pixel has.
    private static func hasEdges(
        _ regions: [ConnectedRegions.Region], shares: GreyField, among mask: [Bool]
    ) -> Bool {
        let (width, height, reach) = (shares.width, shares.height, shares.edgeReach)
        var isInk = [Bool](repeating: false, count: mask.count)
        for pixel in regions.lazy.flatMap(\.pixels) { isInk[pixel] = true }
        var beyond: [Double] = []
        func look(from pixel: Int, along step: Int, place: Int, of length: Int) {
            let far = pixel + reach * step
            guard place >= reach, place + reach < length, !isInk[pixel + step], !isInk[far], mask[far] else {
                return
            }
            beyond.append(shares.values[far])
        }
        for pixel in regions.lazy.flatMap(\.pixels) {
            let (row, column) = pixel.quotientAndRemainder(dividingBy: width)
            for step in [-1, 1] {
                look(from: pixel, along: step, place: column, of: width)
                look(from: pixel, along: step * width, place: row, of: height)
            }
        }
        return beyond.isEmpty || beyond.quantile(0.7) < 0.3
    }

    /// The regions' ink, with the soft edges that lie beside it.
    private static func found(
        _ kept: [ConnectedRegions.Region], depths: [Double], field: GreyField, manner: FoundInk.Manner
    ) -> FoundInk {
        var coverage = GreyField(
            width: field.width, height: field.height, values: [Double](repeating: 0, count: depths.count))
        let pixels = kept.flatMap(\.pixels)
        for pixel in pixels {
            let (row, column) = pixel.quotientAndRemainder(dividingBy: field.width)
            for y in max(0, row - 1)...min(field.height - 1, row + 1) {
                for x in max(0, column - 1)...min(field.width - 1, column + 1) {
                    let index = y * field.width + x
                    coverage.values[index] = min(1, max(0, depths[index]))
                }
            }
        }
        for pixel in pixels { coverage.values[pixel] = min(1, max(0.5, depths[pixel])) }
        let rows = kept.map(\.rows), columns = kept.map(\.columns)
        return FoundInk(
            manner: manner, coverage: coverage,
            rows: (rows.map(\.lowerBound).min() ?? 0)...(rows.map(\.upperBound).max() ?? 0),
            columns: (columns.map(\.lowerBound).min() ?? 0)...(columns.map(\.upperBound).max() ?? 0))
    }
}
