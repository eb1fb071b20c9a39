/// A marked value of an axis.
public struct Tick: Sendable, Equatable {
    /// Where on the axis.
    public let value: Double
    /// What is written there; empty for a mark alone.
    public let label: String

    /// A mark at `value` that says `label`.
    public init(value: Double, label: String) {
        self.value = value
        self.label = label
    }
}
