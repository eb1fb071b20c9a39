/// Encoded images on the plane: the posterior mean and the class of each.
public struct LabelledPoints: Sendable, Equatable {
    /// Where each posterior mean lies on the plane.
    public let points: [SIMD2<Double>]
    /// The class of each, as many as `points`.
    public let labels: [UInt8]

    /// - Precondition: as many labels as points.
    package init(points: [SIMD2<Double>], labels: [UInt8]) {
        precondition(points.count == labels.count, "one label for each point")
        self.points = points
        self.labels = labels
    }
}
