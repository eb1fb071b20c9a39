public import VAE

/// What was recorded of a model at one step: its answers to some questions.
public struct RecordedSnapshot: Sendable, Equatable {
    /// Rows of images, each along one dimension.
    public struct Traversals: Sendable, Equatable {
        /// The dimension of each row.
        public let dimensions: [Int]
        /// Codes a row.
        public let steps: Int
        /// [row, step].
        public let cells: RecordedCodes
    }

    /// What the decoder made of some images' mean codes.
    public struct Reconstructions: Sendable, Equatable {
        /// Positions in the sample.
        public let indices: [Int]
        public let images: RecordedImages
    }

    /// What was counted of a spatial latent, by channel.
    public struct Channels: Sendable, Equatable {
        public let mean: [Float], standardDeviation: [Float]
        /// What was counted between edges [channel, bin]; empty where nothing was.
        public let histogram: [Float]
        /// Ascending, one more than there are bins; empty where nothing was counted.
        public let edges: [Float]
        /// What codes are multiplied by to have a standard deviation of 1 over all channels.
        public let scaleFactor: Double?
    }

    public let step: Int
    /// Posteriors of the sample; `nil` of a spatial latent that was only counted.
    public let posterior: Posterior?
    public let plane: RecordedPlane?
    /// A finer grid, between whose points images can be interpolated.
    public let fine: RecordedPlane?
    /// Planes over other pairs of dimensions, each pair once.
    public let further: [RecordedPlane]
    public let traversals: Traversals?
    public let reconstructions: Reconstructions?
    /// Draws from the prior.
    public let samples: RecordedCodes?
    public let channels: Channels?

    /// The plane that figures show: the one whose codes are decoded.
    public var shownPlane: RecordedPlane? { plane ?? fine }

    /// Numbers of all images.
    public var size: Int {
        (codes.map(\.images) + [reconstructions?.images].compactMap(\.self))
            .reduce(0) { $0 + $1.count * $1.imageSize }
    }

    /// All codes whose images were recorded.
    public var codes: [RecordedCodes] {
        [plane?.cells, fine?.cells, traversals?.cells, samples].compactMap(\.self) + further.map(\.cells)
    }
}
