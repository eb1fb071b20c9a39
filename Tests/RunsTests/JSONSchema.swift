import Foundation

/// As much of JSON Schema (2020-12) as this package's schemas use.
///
/// What a schema says in another way is a fault of it, so that nothing passes unread.
struct JSONSchema {
    private let root: [String: Any]

    init(contentsOf url: URL) throws {
        let object = try JSONSerialization.jsonObject(with: try Data(contentsOf: url))
        guard let root = object as? [String: Any] else { throw CocoaError(.fileReadCorruptFile) }
        self.root = root
    }

    private static let known: Set<String> = [
        "$schema", "$defs", "$ref", "title", "description", "type", "required", "properties", "items",
        "prefixItems", "enum", "const", "minimum", "maximum", "minItems", "maxItems", "minLength",
        "maxLength", "pattern", "oneOf", "additionalProperties",
    ]

    /// What is wrong with a value, each with its place; empty where nothing is.
    func faults(of value: Any) -> [String] { faults(of: value, by: root, at: "") }

    private func faults(of value: Any, by schema: Any, at place: String) -> [String] {
        if let allowed = schema as? Bool { return allowed ? [] : ["\(place): must not be there"] }
        guard let schema = schema as? [String: Any] else { return ["\(place): no schema"] }
        var faults = schema.keys.filter { !Self.known.contains($0) }.map { "\(place): unread \($0)" }
        if let name = (schema["$ref"] as? String)?.split(separator: "/").last,
            let definition = (root["$defs"] as? [String: Any])?[String(name)]
        {
            faults += self.faults(of: value, by: definition, at: place)
        }
        if let types = (schema["type"] as? [String]) ?? (schema["type"] as? String).map({ [$0] }),
            !types.contains(where: { Self.isOf($0, value) })
        {
            return faults + ["\(place): is no \(types.joined(separator: " or "))"]
        }
        if let choices = schema["enum"] as? [Any], !choices.contains(where: { Self.areEqual($0, value) }) {
            faults.append("\(place): not among the choices")
        }
        if let constant = schema["const"], !Self.areEqual(constant, value) {
            faults.append("\(place): not it")
        }
        if let options = schema["oneOf"] as? [Any] {
            let results = options.map { self.faults(of: value, by: $0, at: place) }
            if results.count(where: \.isEmpty) != 1 {
                faults.append("\(place): fits \(results.count(where: \.isEmpty)) of the forms: \(results)")
            }
        }
        if let number = value as? NSNumber, !Self.isBool(number) {
            if let least = schema["minimum"] as? Double, number.doubleValue < least {
                faults.append("\(place): too small")
            }
            if let most = schema["maximum"] as? Double, number.doubleValue > most {
                faults.append("\(place): too large")
            }
        }
        if let text = value as? String { faults += self.faults(ofText: text, by: schema, at: place) }
        if let list = value as? [Any] { faults += self.faults(ofList: list, by: schema, at: place) }
        if let object = value as? [String: Any] {
            faults += self.faults(ofObject: object, by: schema, at: place)
        }
        return faults
    }

    private func faults(ofText text: String, by schema: [String: Any], at place: String) -> [String] {
        var faults: [String] = []
        if let least = schema["minLength"] as? Int, text.count < least {
            faults.append("\(place): too short")
        }
        if let most = schema["maxLength"] as? Int, text.count > most { faults.append("\(place): too long") }
        if let pattern = schema["pattern"] as? String,
            text.range(of: pattern, options: .regularExpression) == nil
        {
            faults.append("\(place): not of the pattern")
        }
        return faults
    }

    private func faults(ofList list: [Any], by schema: [String: Any], at place: String) -> [String] {
        var faults: [String] = []
        if let least = schema["minItems"] as? Int, list.count < least { faults.append("\(place): too few") }
        if let most = schema["maxItems"] as? Int, list.count > most { faults.append("\(place): too many") }
        let first = schema["prefixItems"] as? [Any] ?? []
        for (index, item) in list.enumerated() {
            let own: Any? = index < first.count ? first[index] : schema["items"]
            if let own { faults += self.faults(of: item, by: own, at: "\(place)[\(index)]") }
        }
        return faults
    }

    private func faults(ofObject object: [String: Any], by schema: [String: Any], at place: String)
        -> [String]
    {
        var faults = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }
            .map { "\(place).\($0): missing" }
        let properties = schema["properties"] as? [String: Any] ?? [:]
        for (name, item) in object {
            let own = properties[name] ?? schema["additionalProperties"]
            if let own { faults += self.faults(of: item, by: own, at: "\(place).\(name)") }
        }
        return faults
    }

    private static func isBool(_ number: NSNumber) -> Bool { "\(type(of: number as Any))" == "Bool" }

    private static func isOf(_ type: String, _ value: Any) -> Bool {
        switch type {
        case "object": return value is [String: Any]
        case "array": return value is [Any]
        case "string": return value is String
        case "null": return value is NSNull
        case "boolean": return value is Bool
        case "number": return value is NSNumber
        case "integer":
            return (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } ?? false
        default: return false
        }
    }

    private static func areEqual(_ left: Any, _ right: Any) -> Bool {
        if left is NSNull || right is NSNull { return left is NSNull && right is NSNull }
        if let left = left as? String { return left == right as? String }
        return (left as? NSNumber).map { $0 == right as? NSNumber } ?? false
    }
}
