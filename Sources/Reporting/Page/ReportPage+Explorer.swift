public import VAE

extension ReportPage {
    /// Whether there is a posterior to be moved, of images of two classes.
    var canBeSteppedThrough: Bool { explorer != nil && isVariational && classes.count > 1 }

    /// The trained model itself, for the part of the page that answers to the mouse.
    public struct Explorer: Sendable {
        /// The network at one snapshot.
        public struct Snapshot: Sendable {
            /// Batches trained so far.
            public var step: Int
            /// The moment in words: "epoch 1, batch 75".
            public var moment: String
            /// What was measured at it, in nats per image.
            public var testELBO: Double, reconstruction: Double, klDivergence: Double
            /// The page's archive of the weights and of the sample's posteriors.
            public var archive: [UInt8]
        }

        /// What the figures of the last snapshot measured: numbers of the path of every report, and the page's archive
        /// of that path, of the images that stand for classes, and of the metric.
        public struct Landmarks: Sendable {
            /// The path's ends by their classes, and the lengths of the straight way and of the geodesic.
            public struct Path: Sendable, Encodable {
                public var ends: [Int]
                public var straight: Double, geodesic: Double
            }

            /// The snapshot that was measured.
            public var step: Int
            public var path: Path?
            /// What of the plane the metric covers, as `window`.
            public var window: [Double]?
            public var archive: [UInt8]
        }

        /// How much of a latent dimension the encoder uses.
        public struct Dimension: Sendable, Encodable {
            /// Counted from 0.
            public var dimension: Int
            /// Its divergence from the prior in nats; of a plain autoencoder the variance of its codes.
            public var activity: Double
            /// Whether the posterior means vary along it by more than 0.01.
            public var isActive: Bool
        }

        /// The network: the shapes of its images and codes, and its steps.
        public var architecture: Architecture
        /// The dimension that runs right, counted from 0.
        public var horizontal: Int
        /// The dimension that runs up; nil where there is only one.
        public var vertical: Int?
        /// The code that the plane passes through.
        public var origin: [Double]
        /// All dimensions where there are more than the plane has, the most active first; else nil.
        public var dimensions: [Dimension]?
        /// What of the plane is shown at first: left, right, bottom, top.
        public var window: [Double]
        /// The snapshots in the order of training; at least one.
        public var snapshots: [Snapshot]
        /// The page's archive of the sampled test images.
        public var images: [UInt8]
        /// Measurements that can be laid under the points.
        public var layers: [PlaneLayer]
        /// `nil` where nothing was measured.
        public var landmarks: Landmarks?
        /// The page's archive of where every frame of the training puts the sample on the plane; nil without frames,
        /// and for a plain autoencoder.
        public var codes: [UInt8]?
        /// The last snapshot's decoded plane, as the page opens; nil without one.
        public var landscape: Landscape?
    }

    /// A decoded plane: images at the prior's quantiles from 0.05 to 0.95.
    public struct Landscape: Sendable {
        /// The images, in rows and columns without gaps.
        public var picture: Picture
        /// How many images lie across.
        public var cells: Int
        /// What it shows, for those who do not see it.
        public var alternativeText: String
    }

    /// How the frames of an animation lie on a sheet: in reading order, all of one size.
    public struct FrameSheet: Sendable {
        /// Pixels across and down one frame.
        public var width: Int, height: Int
        /// How many there are, and how many in a row of the sheet.
        public var count: Int, columns: Int
        /// The steps from white to black in which they are drawn; 0 for colours.
        public var greys: Int
    }

    /// A file of the run that can be saved from the page.
    public struct File: Sendable {
        /// Its name in the run folder.
        public var name: String
        /// What it holds.
        public var meaning: String
        /// Its bytes, gzipped; nil where the page has no room for it.
        public var packed: [UInt8]?
    }
}
