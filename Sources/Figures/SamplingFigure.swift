public import Drawing
public import LatentSpace

/// `sampling-C`: one image's posterior, draws from it and what they decode to, at an early moment and at the last.
public struct SamplingFigure: Figure {
    /// The image's posterior and its draws at one moment of training.
    public struct Stage: Sendable {
        /// When.
        public let moment: Moment
        /// The posterior on the plane.
        public let posterior: DiagonalGaussian
        /// Where the draws lie on the plane; the same noise at every stage.
        public let samples: [SIMD2<Double>]
        /// What each draw decodes to, as many as `samples`.
        public let decoded: [InkImage]
        /// The image decoded from the posterior mean.
        public let reconstructed: InkImage
        /// The reconstruction's log-likelihood, in nats; at most 0.
        public let reconstruction: Double
        /// The divergence of the posterior from the prior, in nats.
        public let klDivergence: Double
        /// The test set's posterior means as a faint backdrop; `nil` for none.
        public let backdrop: LabelledPoints?

        /// A stage; extra samples or decoded images are left out.
        public init(
            moment: Moment, posterior: DiagonalGaussian, samples: [SIMD2<Double>], decoded: [InkImage],
            reconstructed: InkImage, reconstruction: Double, klDivergence: Double,
            backdrop: LabelledPoints? = nil
        ) {
            self.moment = moment
            self.posterior = posterior
            self.samples = samples
            self.decoded = decoded
            self.reconstructed = reconstructed
            self.reconstruction = reconstruction
            self.klDivergence = klDivergence
            self.backdrop = backdrop
        }
    }

    let label: Int
    let classes: ClassNames
    let input: InkImage
    let stages: [Stage]
    let extent: ClosedRange<Double>
    let plane: LatentPlane

    public var name: String { "sampling-" + ClassNames.fileName(classes[label]) }

    /// One image at one, two or more moments, side by side.
    ///
    /// - Parameters:
    ///   - label: the class of the image.
    ///   - input: the image itself.
    ///   - extent: the values at the ends of both axes; `nil` fits all stages.
    ///   - plane: which latent dimensions the axes are.
    public init(
        label: Int, classes: ClassNames, input: InkImage, stages: [Stage],
        extent: ClosedRange<Double>? = nil, plane: LatentPlane = LatentPlane(dimensions: 2)
    ) {
        self.label = label
        self.classes = classes
        self.input = input
        self.stages = stages
        self.extent =
            extent ?? AxisScale.planeExtent(of: stages.flatMap { $0.samples + ($0.backdrop?.points ?? []) })
        self.plane = plane
    }

    public var alternativeText: String { "" }

    public func picture() -> Picture { Picture(width: 1100, height: 460) { _ in } }
}
