import Foundation
import Testing
import VAE

/// The page in the other browser: that it opens without an error, decodes as the program does, and that its parts
/// answer.
@Suite(.enabled(if: Browsers.hasFirefox, Browsers.firefoxAbsence))
struct FirefoxTests {
    @Test func thePageWorksInFirefox() throws {
        let fixture = try ReportFixture.variational.get()
        let browser = try Firefox()
        defer { browser.close() }
        try browser.open(fixture.address)
        let state = try browser.run(
            """
            const end = Date.now() + 60000, find = selector => document.querySelector(selector);
            const wait = async isSo => { while (!isSo() && Date.now() < end) await new Promise(done => setTimeout(done, 20)); };
            window.addEventListener("error", event => {
              // Firefox tells of a layout that goes on in the next frame, as it may on a busy machine.
              if (!event.message.startsWith("ResizeObserver loop")) document.title = "error: " + event.message;
            });
            await wait(() => find("#explorer").dataset.ready);
            const { explorer } = window.wrappedJSObject ?? window, { path } = explorer.tools;
            explorer.setMode("path");
            await wait(() => path.paths?.curve);
            find("#animation-training").scrollIntoView();
            await wait(() => find("#animation-training .player"));
            return [find("#explorer").dataset.ready, path.paths.curve.length <= path.paths.line.length,
              find("#animation-training .player") !== null, find("#explorer-problem").hidden,
              document.title.startsWith("How a") || document.title].join(" ");
            """)
        #expect(state == "true true true true true")
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
