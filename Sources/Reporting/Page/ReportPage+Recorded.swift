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

    /// A decoded plane to point at: images at the points of a grid, and the last snapshot's codes on it.
    public struct RecordedPlane: Sendable {
        /// The values of the columns, ascending, and of the rows, descending.
        public var columnValues: [Double], rowValues: [Double]
        /// The dimension that runs right, counted from 0, and the one that runs up.
        public var horizontal: Int, vertical: Int
        /// Pixels of a side of an image, and numbers a pixel.
        public var imageSide: Int, channels: Int
        /// The page's archive: images [row, column, pixel], points [image, axis], and their labels.
        public var archive: [UInt8]
        /// Whether there is an image for every code between the points, by interpolation.
        public var isInterpolated: Bool
        /// The decoded plane as the page opens; nil without one.
        public var landscape: Landscape?
    }

    /// Whether there is more than one snapshot with anything to draw a curve of.
    var hasCurves: Bool {
        metrics.count > 1
            && metrics.contains {
                [$0.trainELBO, $0.testELBO, $0.reconstruction, $0.klDivergence].contains { $0 != nil }
            }
    }
}
