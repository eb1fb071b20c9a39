import Foundation

/// Values as numbers of bins or kinds, to count how often they come together.
struct Binning: Sendable {
    /// The bin of each value, from 0.
    let bins: [Int]
    /// How many bins there are.
    let count: Int

    /// Bins of equal width from the least value to the greatest.
    init(equalWidths values: [Double], count: Int = 20) {
        let low = values.min() ?? 0, step = ((values.max() ?? 0) - low) / Double(count)
        // By comparing, so that a value on an edge is in the bin above.
        let edges = (1..<count).map { low + Double($0) * step }
        bins = values.map { value in step > 0 ? edges.count { $0 <= value } : 0 }
        self.count = count
    }

    /// A bin for each value that there is, ascending.
    init(kinds values: [Double]) {
        let kinds = Set(values).sorted()
        let places = Dictionary(uniqueKeysWithValues: zip(kinds, 0...))
        bins = values.map { places[$0] ?? 0 }
        count = kinds.count
    }

    /// What knowing the one tells of the other, in nats: of as many values, each pair being one image's.
    func mutualInformation(with other: Binning) -> Double {
        var joint = Array(repeating: 0, count: count * other.count)
        var (own, others) = (Array(repeating: 0, count: count), Array(repeating: 0, count: other.count))
        for (a, b) in zip(bins, other.bins) {
            joint[a * other.count + b] += 1
            own[a] += 1
            others[b] += 1
        }
        let total = Double(bins.count)
        var sum = 0.0
        for a in 0..<count {
            for b in 0..<other.count where joint[a * other.count + b] > 0 {
                let both = Double(joint[a * other.count + b])
                sum += both / total * log(both * total / (Double(own[a]) * Double(others[b])))
            }
        }
        return max(0, sum)
    }

    /// What there is to know, in nats.
    var entropy: Double { mutualInformation(with: self) }
}
