public import Foundation
import Storage
internal import Templates

/// The texts that a page is made with: those built into the program, or a person's own in place of some.
public struct TemplateSet: Sendable {
    private let pages: [(name: String, text: String)]
    private let styles: [(name: String, text: String)]
    private let scripts: [(name: String, text: String)]

    /// The texts built into the program.
    public static let builtIn = TemplateSet(
        pages: Templates.pages, styles: Templates.styles, scripts: Templates.scripts)

    private init(
        pages: [(name: String, text: String)], styles: [(name: String, text: String)],
        scripts: [(name: String, text: String)]
    ) {
        self.pages = pages
        self.styles = styles
        self.scripts = scripts
    }

    /// The texts built into the program, except those of which `folder` has a file of the same name.
    ///
    /// - Throws: `FileError` of kind `missing` where there is no such folder, or where it has none of the files:
    ///   then something else was meant.
    public init(overridingFrom folder: URL) throws {
        let known = Self.builtIn
        guard let present = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
            throw FileError(.missing, at: folder.path, "no such folder of templates")
        }
        let names = (known.pages + known.styles + known.scripts).map(\.name)
        guard names.contains(where: present.contains) else {
            throw FileError(
                .missing, at: folder.path, "no template here has a name that the page knows, as page.mustache"
            )
        }
        func own(_ files: [(name: String, text: String)]) throws -> [(name: String, text: String)] {
            try files.map { name, text in
                guard present.contains(name) else { return (name, text) }
                let bytes = try AtomicFile.read(folder.appendingPathComponent(name))
                return (name, String(decoding: bytes, as: UTF8.self))
            }
        }
        self.init(pages: try own(known.pages), styles: try own(known.styles), scripts: try own(known.scripts))
    }

    /// The Mustache templates by the names under which others include them.
    var partials: [(name: String, text: String)] {
        pages.map { (String($0.name.prefix { $0 != "." }), $0.text) }
    }

    /// The style sheet.
    var style: String { styles.map(\.text).joined(separator: "\n") }

    /// The script. A text that ends its script element could only be a mistake; it is kept from doing so.
    var script: String {
        scripts.map(\.text).joined(separator: "\n").replacing("</script", with: "<\\/script")
    }
}
