public import Drawing
public import LatentSpace

/// `feature-loci`: the decoded plane outlined by what is measured of each cell; no label plays a part.
public struct FeatureLociFigure: Figure {
    let grid: LatentGrid
    let cells: [DataImage]
    let loci: FeatureLoci
    let regions: ClassRegions?
    let moment: Moment
    let plane: LatentPlane

    /// A decoded grid and the kinds of its cells.
    ///
    /// - Parameters:
    ///   - cells: the decoded images [row, column] of `grid.points`, top row first.
    ///   - loci: what was measured of them.
    ///   - smallestRegion: regions of fewer cells are drawn as part of what surrounds them.
    ///   - plane: which latent dimensions the grid shows.
    package init(
        grid: LatentGrid, cells: [DataImage], loci: FeatureLoci, smallestRegion: Int = 3, moment: Moment,
        plane: LatentPlane = LatentPlane(dimensions: 2)
    ) {
        self.grid = grid
        self.cells = cells
        self.loci = loci
        regions = loci.regions.absorbing(smallerThan: smallestRegion)
        self.moment = moment
        self.plane = plane
    }

    public var alternativeText: String {
        let present = loci.kinds.indices.filter { loci.share(of: $0) > 0 }
            .sorted { (loci.share(of: $0), -$0) > (loci.share(of: $1), -$1) }
        let opening =
            "\(moment.dataset), \(moment.time): the \(Numerals.grouped(grid.count)) cells of the decoded "
            + "\(plane.words), each named by measuring its image, without labels."
        guard !present.isEmpty else { return opening + " No cell shows any of the kinds." }
        let shares = present.map { "\(loci.kinds[$0]) \(Numerals.percent(loci.share(of: $0)))" }
        let absent = loci.kinds.indices.filter { !present.contains($0) }.map { loci.kinds[$0] }
        let unnamed = loci.unnamedShare
        return opening + " Share of the cells: \(shares.joined(separator: ", "))."
            + (unnamed > 0 ? " \(Numerals.percent(unnamed)) of the cells are of none of these kinds." : "")
            + (absent.isEmpty ? "" : " Not found: \(absent.joined(separator: ", ")).") + cohesion(of: present)
    }

    /// How far each kind hangs together: the share of its cells in its largest region.
    private func cohesion(of present: [Int]) -> String {
        let measured = loci.regions
        let total = loci.cells.count { $0 != nil }
        let inLargest = measured.largest.reduce(0) { $0 + $1.cells.count }
        guard total > 0, present.count > 1 else { return "" }
        return
            " The kinds lie in regions: \(Numerals.percent(Double(inLargest) / Double(total))) of the cells are "
            + "in the largest region of their kind."
    }

    public func picture() -> Picture { annotatedGrid.picture() }

    /// What the picture is made of.
    var annotatedGrid: AnnotatedGrid {
        AnnotatedGrid(
            grid: grid, cells: cells, regions: regions,
            kinds: CellKind.features(loci.kinds) { loci.share(of: $0) },
            title: "\(moment.dataset): a landscape of features",
            note: "Outlines: what is measured of each decoded image, at half of full ink; no label was used"
                + (loci.unnamedShare > 0 ? ". No name: \(Numerals.percent(loci.unnamedShare))" : ""),
            moment: moment, plane: plane)
    }
}
