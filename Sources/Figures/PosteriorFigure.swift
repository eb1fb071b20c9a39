public import Drawing
public import LatentSpace

/// `posterior`: the test set's posterior means by class over the prior's circles, with probe images' 1-sigma ellipses.
public struct PosteriorFigure: Figure {
    /// One image followed through training: its class and its posterior on the plane.
    public struct Probe: Sendable, Equatable {
        /// The class of the image.
        public let label: Int
        /// Its posterior on the plane.
        public let posterior: DiagonalGaussian

        /// A followed image.
        public init(label: Int, posterior: DiagonalGaussian) {
            self.label = label
            self.posterior = posterior
        }
    }

    let means: LabelledPoints
    let probes: [Probe]
    let classes: ClassNames
    let moment: Moment
    let extent: ClosedRange<Double>
    let plane: LatentPlane

    public let name = "posterior"

    /// Encoded images on the plane.
    ///
    /// - Parameters:
    ///   - extent: the values at the ends of both axes; `nil` fits the points. Give every frame of an animation
    ///     the same, from `AxisScale.planeExtent(of:)` over all frames' points.
    ///   - plane: which latent dimensions the axes are.
    public init(
        means: LabelledPoints, probes: [Probe], classes: ClassNames, moment: Moment,
        extent: ClosedRange<Double>? = nil, plane: LatentPlane = LatentPlane(dimensions: 2)
    ) {
        self.means = means
        self.probes = probes
        self.classes = classes
        self.moment = moment
        self.extent = extent ?? AxisScale.planeExtent(of: means.points)
        self.plane = plane
    }

    public var alternativeText: String { "" }

    public func picture() -> Picture { Picture(width: 660, height: 700) { _ in } }
}
