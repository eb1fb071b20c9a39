import Foundation
import Testing
import VAE

/// The page in the other browser: that it opens, decodes as the program does, and that its parts answer.
@Suite(.serialized, .enabled(if: Browsers.hasFirefox, Browsers.firefoxAbsence))
struct FirefoxTests {
    @Test func thePageWorksInFirefox() throws {
        let fixture = try ReportFixture.variational.get()
        let browser = try Firefox()
        try browser.open(fixture.address)
        let state = try browser.run(
            """
            const end = Date.now() + 60000;
            while (!document.getElementById("explorer").dataset.ready && Date.now() < end) await new Promise(done => setTimeout(done, 50));
            const page = window.wrappedJSObject ?? window, explorer = page.explorer;
            explorer.setMode("path");
            while (!explorer.tools.path.paths?.curve && Date.now() < end) await new Promise(done => setTimeout(done, 50));
            document.getElementById("animation-training").scrollIntoView();
            while (!document.querySelector("#animation-training .player") && Date.now() < end) await new Promise(done => setTimeout(done, 50));
            const { line, curve } = explorer.tools.path.paths;
            return [document.getElementById("explorer").dataset.ready, curve.length <= line.length,
              document.querySelector("#animation-training .player") !== null, document.getElementById("explorer-problem").hidden].join(" ");
            """)
        #expect(state == "true true true true")
        let expected = try fixture.network().decode([0.5, -0.25])
        let text = try browser.run(
            """
            const { moment } = (window.wrappedJSObject ?? window).explorer;
            return JSON.stringify(Array.from(moment.network.decode([0.5, -0.25])));
            """)
        let decoded = try JSONDecoder().decode([Float].self, from: Data(text.utf8))
        #expect(decoded.count == expected.count)
        #expect(zip(decoded, expected).allSatisfy { abs($0 - $1) < 2.0 / 255 })
    }
}
