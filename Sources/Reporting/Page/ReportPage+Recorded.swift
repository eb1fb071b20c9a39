extension ReportPage {
    /// Something that the page of a recorded run does not have.
    public struct Missing: Sendable, Codable, Equatable {
        /// What it is, as "the geometry of the decoder".
        public var what: String
        /// What would have to be recorded for it, a sentence's end without its full stop.
        public var remedy: String

        public init(what: String, remedy: String) {
            self.what = what
            self.remedy = remedy
        }
    }

    /// Decoded planes to point at: images at the points of grids, and the last snapshot's codes on them.
    public struct RecordedPlane: Sendable {
        /// A grid over two dimensions.
        public struct Grid: Sendable {
            /// The values of the columns, ascending, and of the rows, descending.
            public var columnValues: [Double], rowValues: [Double]
            /// The dimension that runs right, counted from 0, and the one that runs up.
            public var horizontal: Int, vertical: Int
            /// Whether there is an image for every code between the points, by interpolation.
            public var isInterpolated: Bool
        }

        /// The grids, that of the plane that figures show first, and others to choose from.
        public var grids: [Grid]
        /// Pixels of a side of an image, and numbers a pixel.
        public var imageSide: Int, channels: Int
        /// The page's archive: images [cell, pixel], of one grid behind the other and in each row by row, as
        /// differences from their neighbours; points [image, dimension], of `dimensions`; and their labels.
        public var archive: [UInt8]
        /// The decoded plane as the page opens; nil without one.
        public var landscape: Landscape?

        /// The dimensions that any of the grids goes along, ascending.
        public var dimensions: [Int] { Set(grids.flatMap { [$0.horizontal, $0.vertical] }).sorted() }
    }

    /// Whether there is more than one snapshot with anything to draw a curve of.
    var hasCurves: Bool {
        metrics.count > 1
            && metrics.contains {
                [$0.trainELBO, $0.testELBO, $0.reconstruction, $0.klDivergence].contains { $0 != nil }
            }
    }
}
