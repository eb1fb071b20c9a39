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
        try PageRenderer(templates).html(self)
    }
}
