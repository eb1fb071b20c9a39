/// What a page of a given size may hold of each thing; what then finds room is ``PageBudget``'s matter.
///
/// The one place where sizes are traded. At the usual size nothing is held back but networks; a smaller page has fewer
/// of them, fewer frames of the film, fewer test images, shorter tables and a metric that it measures itself.
struct PageAllowance: Equatable {
    /// The bytes that the page may take.
    let limit: Int

    init(_ size: PageSize = .usual) {
        limit = size.bytes
    }

    /// A share of the usual size, at most 1.
    private var share: Double { min(1, Double(limit) / Double(PageSize.usual.bytes)) }

    /// The networks of at most so many snapshots, in at most so many bytes of text.
    private let mostNetworks = 10
    private var networkBytes: Int { max(limit * 3 / 10, min(800_000, limit * 4 / 10)) }

    /// A network that takes more bytes than this is not in the page at all.
    private var largestNetwork: Int { limit * 6 / 10 }

    /// The bytes of text that the film's frames may take.
    private var frameBytes: Int { max(limit / 5, limit - 5_500_000) }

    /// Numbers of the images of a recorded plane at the most.
    static let mostRecorded = 6_000_000

    /// Numbers of the images of all recorded planes, where there are more than one.
    var recordedNumbers: Int { Int(share * Double(Self.mostRecorded)) }

    /// Encoded test images.
    var sampleCount: Int { share < 1 ? max(100, Int(1500 * share)) : .max }

    /// Rows of a figure's table.
    var tableRows: Int { share < 1 ? max(20, Int(200 * share)) : .max }

    /// Whether the metric over the plane is in the page, or measured by it.
    var holdsMetric: Bool { limit >= 4_000_000 }

    /// The bytes of text of files of numbers.
    var fileBytes: Int { limit / 20 }

    /// How many networks a page holds of which each takes so many bytes of text; `nil` where it has room for none.
    func networks(bytesOfEach: Int) -> Int? {
        guard bytesOfEach < largestNetwork else { return nil }
        return min(mostNetworks, max(1, networkBytes / max(1, bytesOfEach)))
    }

    /// Those of `count` frames that a page holds of which each takes so many bytes of text: all, or as many as there is
    /// room for, evenly spread, with the first, the last and those of `kept`.
    func frames(among count: Int, keeping kept: [Int], bytesOfEach: Int) -> [Int] {
        let room = frameBytes / max(1, bytesOfEach)
        guard count > room else { return Array(0..<count) }
        var chosen = Set(kept + [0, count - 1]).filter { 0..<count ~= $0 }
        let spread = max(2, room)
        for place in 0..<spread where chosen.count < room {
            chosen.insert(place * (count - 1) / (spread - 1))
        }
        return chosen.sorted()
    }
}
