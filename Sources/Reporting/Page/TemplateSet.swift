public import Foundation
import Storage
internal import Templates

/// The texts that a page is made with: those built into the program, or a person's own in place of some.
public struct TemplateSet: Sendable {
    private let pages: [(name: String, text: String)]
    private let styles: [(name: String, text: String)]
    private let scripts: [(name: String, text: String)]
    private let slides: [(name: String, text: String)]

    /// The texts built into the program.
    public static let builtIn = TemplateSet(
        pages: Templates.pages, styles: Templates.styles, scripts: Templates.scripts,
        slides: Templates.slides)

    private init(
        pages: [(name: String, text: String)], styles: [(name: String, text: String)],
        scripts: [(name: String, text: String)], slides: [(name: String, text: String)]
    ) {
        self.pages = pages
        self.styles = styles
        self.scripts = scripts
        self.slides = slides
    }

    /// The texts built into the program, except those of which `folder` has a file of the same name.
    ///
    /// - Throws: `FileError` of kind `missing` where there is no such folder, or where it has none of the files:
    ///   then something else was meant; of kind `damaged` for a file that cannot be used.
    public init(overridingFrom folder: URL) throws {
        let known = Self.builtIn
        guard let present = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
            throw FileError(.missing, at: folder.path, "no such folder of templates")
        }
        guard known.names.contains(where: present.contains) else {
            throw FileError(
                .missing, at: folder.path, "no template here has a name that the page knows, as page.mustache"
            )
        }
        func own(_ files: [(name: String, text: String)]) throws -> [(name: String, text: String)] {
            try files.map { name, text in
                guard present.contains(name) else { return (name, text) }
                let file = folder.appendingPathComponent(name)
                guard let text = String(data: try AtomicFile.read(file), encoding: .utf8) else {
                    throw FileError(.damaged, at: file.path, "not text in UTF-8")
                }
                return (name, text)
            }
        }
        self.init(
            pages: try own(known.pages), styles: try own(known.styles), scripts: try own(known.scripts),
            slides: try own(known.slides))
        do throws(ReportPageError) {
            _ = try PageRenderer(self)
        } catch {
            guard case .brokenTemplate(let name, let reason) = error else { return }
            let file = folder.appendingPathComponent(
                pages.map(\.name).first { Self.partial($0) == name } ?? name)
            throw FileError(.damaged, at: file.path, "not a template that can be used: \(reason)")
        }
    }

    /// The names of all files.
    var names: [String] { (pages + styles + scripts + slides).map(\.name) }

    /// The Mustache templates by the names under which others include them.
    var partials: [(name: String, text: String)] {
        pages.map { (Self.partial($0.name), $0.text) }
    }

    /// The name under which others include a file.
    private static func partial(_ file: String) -> String { String(file.prefix { $0 != "." }) }

    /// The style sheet.
    var style: String { styles.map(\.text).joined(separator: "\n") }

    /// The script: a scope for each module. A text that ends its script element could only be a mistake; it is kept from
    /// doing so.
    var script: String {
        "\"use strict\";\n" + Self.kept(scripts.map { (name: $0.name, text: ScriptModule($0.text).script) })
    }

    /// The style sheet and the script of the slides.
    var slideStyle: String {
        (styles.filter { $0.name == "base.css" } + slides.filter { $0.name.hasSuffix(".css") }).map(\.text)
            .joined(separator: "\n")
    }
    var slideScript: String { Self.kept(slides.filter { $0.name.hasSuffix(".js") }) }

    private static func kept(_ scripts: [(name: String, text: String)]) -> String {
        scripts.map(\.text).joined(separator: "\n").replacing("</script", with: "<\\/script")
    }
}
