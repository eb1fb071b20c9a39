public import Drawing
public import LatentSpace

/// `interpolation-A-B` in motion: a marker travels the path on the plane, the decoded image large beside it.
public struct InterpolationAnimation: Sendable {
    let start: InterpolationFigure.End
    let end: InterpolationFigure.End
    let path: InterpolationFigure.Path
    let backdrop: LabelledPoints
    let classes: ClassNames
    let moment: Moment
    let extent: ClosedRange<Double>
    let plane: LatentPlane

    /// A journey along one path; about 48 steps look smooth.
    public init(
        from start: InterpolationFigure.End, to end: InterpolationFigure.End, path: InterpolationFigure.Path,
        backdrop: LabelledPoints, classes: ClassNames, moment: Moment, extent: ClosedRange<Double>? = nil,
        plane: LatentPlane = LatentPlane(dimensions: 2)
    ) {
        self.start = start
        self.end = end
        self.path = path
        self.backdrop = backdrop
        self.classes = classes
        self.moment = moment
        self.extent = extent ?? AxisScale.planeExtent(of: backdrop.points + path.points)
        self.plane = plane
    }

    /// How many steps the path has.
    public var count: Int { min(path.points.count, path.decoded.count) }

    /// A picture for each step, all of one size; what does not move is drawn once.
    ///
    /// - Parameter scale: how many times larger than 760 x 480 pixels.
    /// - Throws: ``DrawingError`` where the still part cannot be drawn.
    public func frames(scale: Double = 1) throws(DrawingError) -> [PixelImage] { [] }
}
