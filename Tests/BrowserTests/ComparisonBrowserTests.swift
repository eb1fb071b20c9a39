import Foundation
import Reporting
import Testing

extension ChromiumTests {
    /// The page of a comparison.
    @Suite struct ComparisonBrowserTests {
        private func withPage<Result>(_ body: (URL) throws -> Result) throws -> Result {
            let viewers = try [ReportFixture.variational, ReportFixture.plain].map { try $0.get().viewer }
            let page = FileManager.default.temporaryDirectory.appendingPathComponent(
                "vae-viz-test-\(UUID().uuidString).html")
            try Data(try RunComparison(viewers).html(version: "test").utf8).write(to: page)
            defer { try? FileManager.default.removeItem(at: page) }
            return try body(page)
        }

        @Test(arguments: [false, true])
        func theSliderMovesAllRuns(isDark: Bool) throws {
            let browser = try #require(SharedChromium.current)
            try withPage { page in
                _ = try browser.complaints()
                try browser.open(
                    page.absoluteString, in: Surroundings(width: 320, isDark: isDark, isReport: false))
                // At the end there are the pictures that are there without scripts too.
                let shown =
                    "return [...document.querySelectorAll('canvas')].filter(one => !one.hidden).length;"
                #expect(try browser.run(shown) == 0)
                let _: Bool = try browser.run(
                    "document.querySelector('.moments input').focus(); return true;")
                try browser.press(.home)
                #expect(try browser.run(shown) == 4)
                #expect(
                    try browser.run("return document.querySelector('.moments output').textContent;")
                        == "before training")
                let words: [String] = try browser.run(
                    "return [...document.querySelectorAll('.now')].map(one => one.textContent);")
                #expect(words.count == 2 && words.allSatisfy { $0.hasPrefix("Before training") })
                // The canvases have more than white, and the line stands at the curves' beginning.
                let isDrawn: Bool = try browser.run(
                    """
                    return [...document.querySelectorAll("canvas")].every(one => {
                      const data = one.getContext("2d").getImageData(20, 20, one.width - 40, one.height - 40).data;
                      return data.some(value => value < 200);
                    });
                    """)
                #expect(isDrawn)
                #expect(try browser.run("return document.querySelector('.plot i').style.left;") == "0%")
                #expect(
                    try browser.run("return document.documentElement.scrollWidth <= innerWidth;") == true)
                if Axe.source != nil { #expect(try browser.violations() == []) }
                #expect(try browser.complaints() == [])
            }
        }
    }
}
