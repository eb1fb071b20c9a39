internal import Mustache

/// Why a page could not be rendered.
public enum ReportPageError: Error, Equatable, CustomStringConvertible {
    /// A template cannot be read; `reason` says why.
    case brokenTemplate(name: String, reason: String)

    public var description: String {
        switch self {
        case .brokenTemplate(let name, let reason):
            "the report's template \(name) cannot be used: \(reason)"
        }
    }
}

extension ReportPage {
    /// The page as one HTML file that holds its pictures, styles and scripts.
    ///
    /// - Throws: ``ReportPageError``.
    public func html(templates: TemplateSet = .builtIn) throws -> String {
        MustacheContentTypes.register(HTMLText(), named: HTMLText.name)
        var library = MustacheLibrary()
        for template in templates.partials {
            do {
                // Each template asks for the escaping itself: partials do not inherit it.
                let text = "{{% CONTENT_TYPE: \(HTMLText.name)}}" + template.text
                try library.register(text, named: template.name)
            } catch {
                throw ReportPageError.brokenTemplate(name: template.name, reason: "\(error)")
            }
        }
        let context = try PageContext(self, style: templates.style, script: templates.script)
        guard let html = library.render(context, withTemplate: "page") else {
            throw ReportPageError.brokenTemplate(name: "page", reason: "there is none")
        }
        return html
    }
}
