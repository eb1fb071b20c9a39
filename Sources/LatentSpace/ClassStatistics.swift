/// Where each class lies in the latent plane.
public struct ClassStatistics: Sendable, Equatable {
    /// How many points each class has.
    public let counts: [Int]
    /// The mean point of each class; `nil` for a class without points.
    public let means: [SIMD2<Double>?]
    /// The median of each coordinate of each class; `nil` for a class without points.
    public let medians: [SIMD2<Double>?]

    /// Summarises `points` by `labels`; labels outside `0..<classCount` are left out.
    public init(points: [SIMD2<Double>], labels: [UInt8], classCount: Int) {
        var members = Array(repeating: [Int](), count: max(0, classCount))
        for index in 0..<min(points.count, labels.count) where Int(labels[index]) < classCount {
            members[Int(labels[index])].append(index)
        }
        means = members.map { indices in
            guard !indices.isEmpty else { return nil }
            return indices.reduce(SIMD2(0, 0)) { $0 + points[$1] } / Double(indices.count)
        }
        counts = members.map(\.count)
        medians = members.map { indices in
            guard !indices.isEmpty else { return nil }
            return SIMD2(median(of: indices.map { points[$0].x }), median(of: indices.map { points[$0].y }))
        }
    }
}

/// The middle value, or the mean of the two middle ones; 0 for none.
func median(of values: [Double]) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
}

/// The square of the Euclidean distance.
func squaredDistance(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double {
    let difference = a - b
    return (difference * difference).sum()
}
