/// One of the page's scripts: written as a module, put into the page as a scope of its own.
///
/// All scripts stand in one element of the page, one after another. What a module exports is known to those behind it,
/// and to those before it once the page is read; everything else is the module's own. Its `import`s, each on one line,
/// and its comments of nothing but a type are for the compiler that checks the scripts: the page does not have them.
struct ScriptModule {
    /// The script as the page has it; a text that neither imports nor exports is left as it is.
    let script: String

    /// Reads a module's text.
    init(_ text: String) {
        var names: [Substring] = [], imports = false, lines: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("import "), line.hasSuffix(";") {
                imports = true
            } else if let name = Self.exported(by: line) {
                names.append(name)
                lines.append(line.dropFirst("export ".count))
            } else if !Self.isType(line) {
                lines.append(line)
            }
        }
        guard imports || !names.isEmpty else {
            script = text
            return
        }
        let body = lines.joined(separator: "\n"), exports = names.joined(separator: ", ")
        script =
            names.isEmpty
            ? "(() => {\n\(body)\n})();"
            : "const { \(exports) } = (() => {\n\(body)\nreturn { \(exports) };\n})();"
    }

    /// The name that a line exports; `nil` if none.
    private static func exported(by line: Substring) -> Substring? {
        guard line.hasPrefix("export ") else { return nil }
        let name = line.split(separator: " ").dropFirst().first {
            !["async", "class", "const", "function"].contains($0)
        }
        return name?.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" }
    }

    /// Whether a line is a comment of nothing but types.
    private static func isType(_ line: Substring) -> Bool {
        guard line.hasSuffix("*/") else { return false }
        let comment = line.drop { $0 == " " }
        return comment.hasPrefix("/** @type ") || comment.hasPrefix("/** @param ")
    }
}
