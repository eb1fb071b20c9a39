/// The least, the middle and the largest of several measurements.
struct Spread {
    let least: Double, median: Double, largest: Double

    /// - Precondition: there is a value.
    init(_ values: [Double]) {
        let sorted = values.sorted()
        least = sorted[0]
        median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
        largest = sorted[sorted.count - 1]
    }
}

/// A whole number in columns of a table.
func column(_ value: Double, width: Int = 10) -> String {
    let text = "\(Int(value.rounded()))"
    return String(repeating: " ", count: max(0, width - text.count)) + text
}

/// One number after the point, in columns of a table.
func decimals(_ value: Double, width: Int = 10) -> String {
    let tenths = Int((value * 10).rounded())
    let text = "\(tenths / 10).\(tenths % 10)"
    return String(repeating: " ", count: max(0, width - text.count)) + text
}

/// How long `body` takes; seconds.
func seconds(_ body: () throws -> Void) rethrows -> Double {
    let began = ContinuousClock.now
    try body()
    return began.duration(to: .now) / .seconds(1)
}
