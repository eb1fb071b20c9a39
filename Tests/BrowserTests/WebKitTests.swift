import Foundation
import Testing
import VAE

/// The page in Safari's engine: that it opens without an error, decodes as the program does, and that its parts answer.
@Suite(.enabled(if: Browsers.hasWebKit, Browsers.webKitAbsence))
struct WebKitTests {
    @Test func thePageWorksInWebKit() throws {
        let fixture = try ReportFixture.variational.get()
        let browser = try WebKit()
        defer { browser.close() }
        try browser.open(fixture.address)
        // A script may take half a minute.
        let state = try browser.run(
            """
            const end = Date.now() + 25000, find = selector => document.querySelector(selector);
            const wait = async isSo => { while (!isSo() && Date.now() < end) await new Promise(done => setTimeout(done, 20)); };
            window.addEventListener("error", event => { document.title = "error: " + event.message; });
            await wait(() => find("#explorer").dataset.ready);
            find("#animation-training").scrollIntoView();
            await wait(() => find("#animation-training .player"));
            return [find("#explorer").dataset.ready, find("#animation-training .player") !== null,
              find("#explorer-problem").hidden, document.title.startsWith("How a")].join(" ");
            """)
        #expect(state == "true true true true")
        let steps = try browser.run(
            """
            const end = Date.now() + 25000, find = selector => document.querySelector(selector);
            const wait = async isSo => { while (!isSo() && Date.now() < end) await new Promise(done => setTimeout(done, 20)); };
            find("#story").scrollIntoView();
            await wait(() => find("#story").dataset.ready);
            story.images.children[1].click();
            story.step.click();
            await wait(() => story.walker.losses.length > 1);
            const { losses } = story.walker;
            return String(losses.length === 2 && losses[1].total < losses[0].total);
            """)
        #expect(steps == "true")
        let expected = try fixture.network().decode([0.5, -0.25])
        let text = try browser.run(
            "return JSON.stringify(Array.from(explorer.moment.network.decode([0.5, -0.25])));")
        let decoded = try JSONDecoder().decode([Float].self, from: Data(text.utf8))
        #expect(decoded.count == expected.count)
        #expect(zip(decoded, expected).allSatisfy { abs($0 - $1) < 2.0 / 255 })
    }
}
