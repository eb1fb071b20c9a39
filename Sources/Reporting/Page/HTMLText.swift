internal import Mustache

/// Escapes text for HTML one Unicode scalar at a time.
///
/// Mustache's own escaping goes by whole characters, and a quotation mark followed by a combining accent is one
/// character that is not a quotation mark: it would slip through and end an attribute.
struct HTMLText: MustacheContentType {
    /// The name under which templates ask for this escaping.
    static let name = "VAE-VIZ-HTML"

    func escapeText(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
            case "`": escaped.append(contentsOf: "&#96;".unicodeScalars)
            // HTML has no control characters but these.
            case "\t", "\n": escaped.append(scalar)
            case "\0"..<" ", "\u{7F}"..."\u{9F}": escaped.append("\u{FFFD}")
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
