public import Drawing

/// `reconstructions`: for each class its best, median and worst test image by ELBO, each with its reconstruction.
public struct ReconstructionsFigure: Figure {
    /// A test image, its reconstruction and how well the model explains it.
    public struct Example: Sendable {
        /// The image itself.
        public let input: InkImage
        /// The image decoded from its posterior mean.
        public let reconstruction: InkImage
        /// Its ELBO in nats.
        public let elbo: Double

        /// A test image with its reconstruction.
        public init(input: InkImage, reconstruction: InkImage, elbo: Double) {
            self.input = input
            self.reconstruction = reconstruction
            self.elbo = elbo
        }
    }

    /// The three examples of one class.
    public struct Row: Sendable {
        /// The class.
        public let label: Int
        /// The examples of highest, middle and lowest ELBO.
        public let best: Example, median: Example, worst: Example

        /// The examples of one class.
        public init(label: Int, best: Example, median: Example, worst: Example) {
            self.label = label
            self.best = best
            self.median = median
            self.worst = worst
        }
    }

    let rows: [Row]
    let classes: ClassNames
    let moment: Moment

    public let name = "reconstructions"

    /// The examples of each class; leave out a class without images.
    public init(rows: [Row], classes: ClassNames, moment: Moment) {
        self.rows = rows
        self.classes = classes
        self.moment = moment
    }

    public var alternativeText: String { "" }

    public func picture() -> Picture { Picture(width: 660, height: 700) { _ in } }
}
