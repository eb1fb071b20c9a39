/// How many bytes a page may take, as a person says it: `2MB`, `10MB`, `750kB`.
public struct PageSize: Sendable, Equatable, CustomStringConvertible {
    public let bytes: Int

    /// What common notebooks show.
    public static let usual = PageSize(bytes: 10_000_000)
    /// Less than this holds no more than the page's own words; more, no browser opens with ease.
    public static let possible = 1_000_000...1_000_000_000

    /// As it is written on the command line, in full megabytes where it is some.
    public var description: String {
        bytes.isMultiple(of: 1_000_000) ? "\(bytes / 1_000_000)MB" : "\(bytes)B"
    }

    init(bytes: Int) {
        self.bytes = bytes
    }

    /// Reads a number with B, kB, MB or GB behind it, in thousands, or without: then it is bytes.
    ///
    /// `nil` for what is no size, or not within ``possible``.
    package init?(_ text: String) {
        let units: [(name: String, bytes: Double)] = [("gb", 1e9), ("mb", 1e6), ("kb", 1e3), ("b", 1)]
        let written = text.lowercased().filter { !$0.isWhitespace }
        let unit = units.first { written.hasSuffix($0.name) }
        guard let number = Double(written.dropLast(unit?.name.count ?? 0)), number.isFinite else {
            return nil
        }
        let bytes = (number * (unit?.bytes ?? 1)).rounded()
        guard Double(Self.possible.lowerBound)...Double(Self.possible.upperBound) ~= bytes else { return nil }
        self.bytes = Int(bytes)
    }
}
