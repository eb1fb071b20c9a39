public import Drawing
public import LatentSpace

/// `interpolation-A-B`: a path over the plane in numbered steps, and what it decodes to.
public struct InterpolationFigure: Figure {
    /// A real image at one end of the path.
    public struct End: Sendable {
        /// The class of the image; `nil` for a bare code.
        public let label: Int?
        /// The image; `nil` for a bare code.
        public let image: InkImage?
        /// Its posterior on the plane; `nil` for a bare code.
        public let posterior: DiagonalGaussian?

        /// An end of the path.
        public init(label: Int?, image: InkImage?, posterior: DiagonalGaussian?) {
            self.label = label
            self.image = image
            self.posterior = posterior
        }
    }

    /// A path and what its steps decode to.
    public struct Path: Sendable {
        /// What kind of path: "linear" or "geodesic".
        public let title: String
        /// Where each step lies on the plane.
        public let points: [SIMD2<Double>]
        /// What each step decodes to, as many as `points`.
        public let decoded: [InkImage]

        /// A path of steps; extra points or images are left out.
        public init(title: String, points: [SIMD2<Double>], decoded: [InkImage]) {
            self.title = title
            self.points = points
            self.decoded = decoded
        }
    }

    let start: End
    let end: End
    let paths: [Path]
    let backdrop: LabelledPoints
    let classes: ClassNames
    let moment: Moment
    let extent: ClosedRange<Double>
    let plane: LatentPlane

    public var name: String { "interpolation-\(title(of: start))-\(title(of: end))" }

    /// A path between two images.
    ///
    /// - Parameters:
    ///   - paths: one path, or more to compare; about 12 steps each.
    ///   - backdrop: the test set's posterior means.
    ///   - extent: the values at the ends of both axes; `nil` fits the backdrop and the paths.
    public init(
        from start: End, to end: End, paths: [Path], backdrop: LabelledPoints, classes: ClassNames,
        moment: Moment, extent: ClosedRange<Double>? = nil, plane: LatentPlane = LatentPlane(dimensions: 2)
    ) {
        self.start = start
        self.end = end
        self.paths = paths
        self.backdrop = backdrop
        self.classes = classes
        self.moment = moment
        self.extent = extent ?? AxisScale.planeExtent(of: backdrop.points + paths.flatMap(\.points))
        self.plane = plane
    }

    private func title(of end: End) -> String {
        end.label.map { ClassNames.fileName(classes[$0]) } ?? "code"
    }

    public var alternativeText: String { "" }

    public func picture() -> Picture { Picture(width: 900, height: 700) { _ in } }
}
