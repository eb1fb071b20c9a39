import Runs

/// Codes that were decoded once, to be found again though they were rounded elsewhere.
struct RecordedLookup: Sendable {
    private let groups: [RecordedCodes]
    private let latentDim: Int
    /// Group and place of each code, ascending by its first number.
    private let order: [(first: Float, group: Int, place: Int)]

    init(_ groups: [RecordedCodes], latentDim: Int) {
        self.groups = groups
        self.latentDim = latentDim
        order = groups.enumerated().flatMap { number, group in
            (0..<group.count).map { place in (group.codes[place * latentDim], number, place) }
        }.sorted { ($0.first, $0.group, $0.place) < ($1.first, $1.group, $1.place) }
    }

    /// The recorded image of a code [dimension]; `nil` where there is none.
    func image(of code: ArraySlice<Float>) -> [Float]? {
        guard let first = code.first else { return nil }
        let tolerance = RecordedPlane.tolerance
        var (low, high) = (0, order.count)
        while low < high {
            let middle = (low + high) / 2
            if order[middle].first < first - tolerance { low = middle + 1 } else { high = middle }
        }
        for entry in order[low...] {
            guard entry.first <= first + tolerance else { return nil }
            let known = groups[entry.group].code(entry.place)
            if zip(known, code).allSatisfy({ abs($0 - $1) <= tolerance }) {
                return groups[entry.group].images[entry.place]
            }
        }
        return nil
    }
}
