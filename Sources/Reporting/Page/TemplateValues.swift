internal import Mustache

/// A value as templates see it: its properties by name, gone through once.
///
/// Mustache by itself goes through all properties of a value whenever a template names one.
struct TemplateValues: MustacheParent {
    private var values: [String: Any] = [:]

    /// Takes the stored properties of `value`, and those of the values in them; one that is nil has no name.
    init(_ value: Any) {
        for property in Mirror(reflecting: value).children {
            if let name = property.label { values[name] = Self.seen(property.value) }
        }
    }

    func child(named name: String) -> Any? { values[name] }

    private static func seen(_ value: Any) -> Any? {
        if value is String { return value }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.flatMap { seen($0.value) }
        case .collection: return mirror.children.compactMap { seen($0.value) }
        case .struct: return TemplateValues(value)
        default: return value
        }
    }
}
