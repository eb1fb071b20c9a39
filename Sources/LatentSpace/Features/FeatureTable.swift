/// Rules that name a shape by its measures, for one kind of data.
///
/// The tables themselves are data: see ``digits``, ``clothing`` and ``anyShapes``. To add a kind, name it in
/// `kinds` and write a rule where it belongs; the first rule that fits a shape decides.
public struct FeatureTable: Sendable, Equatable {
    /// The kinds by name, in the order of the legend; at least one.
    public let kinds: [String]
    /// The rules in the order in which they are tried.
    let rules: [Rule]

    /// A kind and what a shape must measure to be of it.
    struct Rule: Sendable, Equatable {
        let kind: String
        /// Ranges that all must hold, ends included; none hold for any shape.
        let conditions: [ShapeMeasure: ClosedRange<Double>]

        init(_ kind: String, _ conditions: [ShapeMeasure: ClosedRange<Double>] = [:]) {
            self.kind = kind
            self.conditions = conditions
        }
    }

    init(kinds: [String], rules: [Rule]) {
        self.kinds = kinds
        self.rules = rules
    }

    /// The kind of a shape, as a position in ``kinds``; `nil` for one without ink or that no rule fits.
    public func kind(of measures: ShapeMeasures) -> Int? {
        guard measures[.ink] > 0 else { return nil }
        let rule = rules.first { rule in
            rule.conditions.allSatisfy { measure, range in range.contains(measures[measure]) }
        }
        return rule.flatMap { kinds.firstIndex(of: $0.kind) }
    }
}

/// Ranges as the tables write them.
extension ClosedRange<Double> {
    static func exactly(_ value: Double) -> Self { value...value }
    static func atLeast(_ value: Double) -> Self { value...(.infinity) }
    static func atMost(_ value: Double) -> Self { -.infinity...value }
    static func within(_ low: Double, _ high: Double) -> Self { low...Swift.max(low, high) }
}
