import Foundation
import Testing

@testable import Reporting

@Suite struct ReportPageEscapingTests {
    static let hostile = [
        "</script><img src=x onerror=alert(1)>", "\"><script>alert(1)</script>", "' onmouseover='alert(1)",
        "\"\u{301} onload=\"alert(1)", "</style><b>", "{{page.title}} {{{script}}}", "<!-- -->", "&lt;b&gt;",
        "</title><script>", "]]>\u{0}\u{8}\u{85}", "`${alert(1)}`",
    ]

    /// A page with `text` wherever text can be.
    static func page(_ text: String) -> ReportPage {
        var page = ReportPage(title: text, dataSet: text, runName: text, state: .interrupted)
        page.imageNoun = text
        page.software = text
        page.command = text
        page.headlines = [.init(label: text, value: text, unit: text, explanation: text)]
        page.classes = [
            .init(name: text, whole: text + "!", colour: text), .init(name: text, colour: "#12345g"),
        ]
        page.settings = [.init(name: text, value: text, meaning: text)]
        page.dataHashes = [.init(file: text, sha256: text)]
        page.metrics = ReportPageTests.full.metrics
        page.files = [.init(name: text, meaning: text, packed: [1])]
        page.elsewhere = [text]
        page.explorer = ReportPageTests.explorer
        page.explorer?.snapshots[0].moment = text
        page.explorer?.layers[0].name = text
        page.explorer?.layers[0].title = text
        page.explorer?.layers[0].legend = [PlaneLayer.Entry(label: text, colour: text)]
        for name in ["sampling-", "posterior", ""] {
            page.figures.append(
                .init(
                    name: name + text, title: text, alternativeText: text, caption: text,
                    picture: ReportPageTests.picture()))
            page.animations.append(
                .init(
                    name: name + text, title: text, alternativeText: text, caption: text,
                    picture: ReportPageTests.picture(.gif), frameLabels: [text]))
        }
        for index in page.figures.indices { page.figures[index].pathEnds = .init(from: text, to: text) }
        return page
    }

    @Test(arguments: hostile) func hostileTextStaysText(text: String) throws {
        let harmless = HTMLDocument(try Self.page("x").html())
        let document = HTMLDocument(try Self.page(text).html())
        #expect(document.problems == [])
        // The same elements with the same attributes, whatever the text.
        #expect(document.elements.map(\.name) == harmless.elements.map(\.name))
        #expect(
            document.elements.map { $0.attributes.map(\.name) }
                == harmless.elements.map { $0.attributes.map(\.name) })
        let scripts = document.all("script").count
        #expect(scripts == harmless.all("script").count)
        let ids = document.elements.compactMap { $0["id"] }
        #expect(Set(ids).count == ids.count)
        #expect(
            document.elements.compactMap { $0["style"] }.allSatisfy {
                $0 == "--colour:#888888;--mark:circle(42%)"
            })
    }

    @Test func textIsShownAsItIs() throws {
        let html = try Self.page("a < b & \"c\"").html()
        #expect(html.contains("<title>a &lt; b &amp; &quot;c&quot;</title>"))
    }

    @Test func escapesScalarsNotCharacters() {
        #expect(HTMLText().escapeText("\"\u{301}<\u{338}") == "&quot;\u{301}&lt;\u{338}")
        #expect(HTMLText().escapeText("a\tb\nc\u{0}d\u{9F}é😀") == "a\tb\nc\u{FFFD}d\u{FFFD}é😀")
    }

    @Test func jsonCannotEndItsScript() {
        #expect(
            PageNumbers.json(["</script>", "a\"b\\c\n\u{2028}"])
                == #"["\u003c/script\u003e","a\"b\\c\u000a\u2028"]"#)
    }

    @Test(arguments: hostile) func modelDataStaysJSON(text: String) throws {
        let html = try Self.page(text).html()
        let start = try #require(html.range(of: #"id="explorer-data">"#)).upperBound
        let end = try #require(html.range(of: "</script>", range: start..<html.endIndex)).lowerBound
        struct Data: Decodable {
            struct Class: Decodable { let name: String, colour: String }
            let classes: [Class]
        }
        let data = try JSONDecoder().decode(Data.self, from: Foundation.Data(html[start..<end].utf8))
        #expect(data.classes.map(\.name) == [text, text])
        #expect(data.classes.map(\.colour) == ["#888888", "#888888"])
    }

    @Test(arguments: [
        ("#0072b2", "#0072b2"), ("#ABCDEF", "#ABCDEF"), ("red", "#888888"), ("#12345", "#888888"),
        ("#12345é", "#888888"), ("#000000;background:url(x)", "#888888"), ("", "#888888"),
    ])
    func onlyColoursReachTheStyle(text: String, colour: String) {
        #expect(PageContext.colour(text) == colour)
    }
}
