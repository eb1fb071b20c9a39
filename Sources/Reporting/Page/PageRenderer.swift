internal import Mustache

/// Templates ready to be filled in; reading them takes longer than that, so that who writes a page again and
/// again keeps them.
struct PageRenderer: Sendable {
    private let library: MustacheLibrary
    private let style: String, script: String
    private let slideStyle: String, slideScript: String
    private let comparisonStyle: String, comparisonScript: String

    /// Reads the templates.
    ///
    /// - Throws: ``ReportPageError`` where one cannot be used.
    init(_ templates: TemplateSet) throws(ReportPageError) {
        MustacheContentTypes.register(HTMLText(), named: HTMLText.name)
        var library = MustacheLibrary()
        let partials = templates.partials, known = Set(partials.map(\.name))
        var included: [String: [String]] = [:]
        for template in partials {
            do {
                // Each template asks for the escaping itself: partials do not inherit it.
                let text = "{{% CONTENT_TYPE: \(HTMLText.name)}}" + template.text
                try library.register(text, named: template.name)
            } catch let error as MustacheTemplate.ParserError {
                throw .brokenTemplate(
                    name: template.name,
                    reason: "line \(error.context.lineNumber): \(Self.words(of: error.error))")
            } catch {
                throw .brokenTemplate(name: template.name, reason: "\(error)")
            }
            // Mustache leaves out what is not there; here it is a slip of the pen.
            let inclusions = template.text.matches(of: #/\{\{\s*[<>]\s*([^\s*}][^\s}]*)\s*\}\}/#)
                .map { String($0.1) }
            for name in inclusions where !known.contains(name) {
                throw .brokenTemplate(
                    name: template.name,
                    reason: "it includes '\(name)'; there are \(known.sorted().joined(separator: ", "))")
            }
            included[template.name] = inclusions
        }
        for name in partials.map(\.name) where Self.isReached(name, from: name, by: included) {
            throw .brokenTemplate(name: name, reason: "it includes itself, directly or through others")
        }
        self.library = library
        style = templates.style
        script = templates.script
        slideStyle = templates.slideStyle
        slideScript = templates.slideScript
        comparisonStyle = templates.comparisonStyle
        comparisonScript = templates.comparisonScript
    }

    /// Whether a template comes to include `name`.
    private static func isReached(_ name: String, from start: String, by included: [String: [String]]) -> Bool
    {
        var open = included[start] ?? [], seen: Set<String> = []
        while let next = open.popLast() {
            if next == name { return true }
            if seen.insert(next).inserted { open += included[next] ?? [] }
        }
        return false
    }

    /// What the library means, as people say it.
    private static func words(of error: any Error) -> String {
        switch error as? MustacheTemplate.Error {
        case .expectedSectionEnd: "a section is not closed"
        case .sectionCloseNameIncorrect: "the end of a section that is not open"
        case .unfinishedName: "a name is not finished"
        case .invalidSetDelimiter: "delimiters that cannot be"
        // The text ended within a tag.
        case nil: "a tag is not closed"
        case .some(let other): "\(other)"
        }
    }

    /// The page as one HTML file.
    func html(_ page: ReportPage) throws -> String {
        let context = try PageContext(page, style: style, script: script)
        return try filled("page", with: TemplateValues(context))
    }

    /// The slides as one HTML file; style and script are the renderer's.
    func slides(_ slides: SlidesContext) throws -> String {
        var context = slides
        context.style = slideStyle
        context.script = slideScript
        return try filled("slides", with: TemplateValues(context))
    }

    /// A comparison as one HTML file; style and script are the renderer's.
    func comparison(_ comparison: ComparisonContext) throws -> String {
        var context = comparison
        context.style = comparisonStyle
        context.script = comparisonScript
        return try filled("compare", with: TemplateValues(context))
    }

    private func filled(_ template: String, with values: TemplateValues) throws -> String {
        guard let html = library.render(values, withTemplate: template) else {
            throw ReportPageError.brokenTemplate(name: template, reason: "there is none")
        }
        return html
    }
}
