import Foundation
import Testing

/// axe-core, the rules of accessibility that others check pages by; `scripts/test` fetches it.
enum Axe {
    /// The library as one script; `nil` where it could not be had.
    static let source: String? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try? String(
            contentsOf: root.appending(path: ".build/axe-core/axe.min.js"), encoding: .utf8)
    }()

    /// The package index may be out of reach where the browsers are not.
    static let canRun = source != nil
    /// What skipped tests say.
    static let absence: Comment =
        "axe-core is not in .build/axe-core (scripts/test fetches it with pip from the Python package index)"

    /// Script that waits for what is wrong by WCAG 2.2, levels A and AA, with the places of each, in an element.
    static func script(in element: String) -> String {
        """
        const { violations } = await axe.run(\(element), {
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
          rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] });
        return violations.map(({ id, nodes }) => id + ": " + nodes.slice(0, 5).map(({ target, failureSummary }) =>
          target.join(" ") + " (" + failureSummary.replace(/\\s+/g, " ") + ")").join("; "));
        """
    }
}

extension Chromium {
    /// What axe-core finds wrong on the page that is open, all of whose folded parts it opens, or in a part of it.
    func violations(in element: String = "document") throws -> [String] {
        let source = try #require(Axe.source, Axe.absence)
        if try run("return typeof axe === 'undefined';") { try perform(source) }
        try perform("for (const fold of document.querySelectorAll('details')) fold.open = true;")
        return try runAsync(Axe.script(in: element))
    }
}
