import Foundation

/// Writes Swift source that holds the texts of files, each by its name:  embed-texts OUTPUT FILE...
///
/// The package manager's own way of embedding writes arrays of bytes, which take the compiler most of a minute.
@main enum EmbedTexts {
    static func main() throws {
        let files = CommandLine.arguments.dropFirst().map { URL(fileURLWithPath: $0) }
        guard let output = files.first else { return }
        // What no text has in it, so that it ends a literal.
        let quote = "\"\"\"", fence = "####"
        let texts = try files.dropFirst().map { file in
            let name = String(file.lastPathComponent.map { $0.isLetter || $0.isNumber ? $0 : "_" })
            let text = try String(contentsOf: file, encoding: .utf8)
            return "    static let \(name): StaticString = \(fence)\(quote)\n\(text)\n\(quote)\(fence)\n"
        }
        try "enum EmbeddedTexts {\n\(texts.joined())}\n".write(to: output, atomically: true, encoding: .utf8)
    }
}
