import Testing

extension ChromiumTests {
    /// How the page looks and reads, in a real browser: narrow, dark, without scripts, by the rules of accessibility.
    @Suite struct PageBrowserTests {
        private let fixture: ReportFixture

        init() throws {
            fixture = try ReportFixture.variational.get()
        }

        @Test(arguments: [360, 390, 768, 1440, 2200])
        func nothingSticksOut(width: Int) async throws {
            let browser = try await WebDriver()
            try await browser.chromium(
                "Emulation.setDeviceMetricsOverride",
                #"{"width":\#(width),"height":900,"deviceScaleFactor":1,"mobile":\#(width < 600)}"#)
            try await browser.open(fixture.address)
            try await browser.waitForExplorer()
            let wide: Int = try await browser.run("return document.documentElement.scrollWidth;")
            #expect(wide <= width)
            let plane: Double = try await browser.run(
                "return explorer.view.canvas.getBoundingClientRect().width;")
            #expect(plane > Double(min(width, 1100)) * 0.4)
            await browser.close()
        }

        /// Equivalents of axe-core's rules on names, structure and contrast; in the light and in the dark.
        @Test(arguments: ["light", "dark"])
        func keepsTheRulesOfAccessibility(scheme: String) async throws {
            let browser = try await WebDriver()
            try await browser.chromium(
                "Emulation.setEmulatedMedia",
                #"{"features":[{"name":"prefers-color-scheme","value":"\#(scheme)"}]}"#)
            try await browser.open(fixture.address)
            try await browser.waitForExplorer()
            for mode in ["look", "path", "edit", "draw"] {
                try await browser.perform("explorer.setMode('\(mode)');")
                let problems: [String] = try await browser.run(AccessibilityRules.script)
                #expect(problems == [], "\(scheme), tool \(mode)")
            }
            let ground: String = try await browser.run(
                "return getComputedStyle(document.body).backgroundColor;")
            let isDark = ground.firstMatch(of: /\d+/).flatMap { Int($0.output) }.map { $0 < 100 }
            #expect(isDark == (scheme == "dark"))
            await browser.close()
        }

        @Test func theSwitchOverrulesTheSystem() async throws {
            let browser = try await WebDriver()
            try await browser.open(fixture.address)
            try await browser.waitForExplorer()
            var grounds: [String] = []
            for _ in 0..<3 {
                grounds.append(
                    try await browser.run("return getComputedStyle(document.body).backgroundColor;"))
                try await browser.perform("document.querySelector('.theme').click();")
            }
            #expect(Set(grounds).count == 2)
            await browser.close()
        }

        @Test func everythingIsReachedByKeys() async throws {
            let browser = try await WebDriver()
            try await browser.open(fixture.address)
            try await browser.waitForExplorer()
            var reached: [String] = []
            for _ in 0..<60 {
                try await browser.press("\u{E004}")
                reached.append(
                    try await browser.run(
                        """
                        const here = document.activeElement, style = getComputedStyle(here);
                        const name = here.id || here.className || here.tagName;
                        return name + (here.matches(":focus-visible") && style.outlineStyle !== "none" ? "" : " without a mark");
                        """))
            }
            for element in ["latent-plane", "moment", "layer", "tab-look", "moment-play"] {
                #expect(reached.contains(element), "\(element)")
            }
            #expect(reached.filter { $0.hasSuffix("without a mark") && !$0.hasPrefix("BODY") } == [])
            // The arrow keys go from tool to tool.
            try await browser.perform("document.getElementById('tab-look').focus();")
            try await browser.press("\u{E014}")
            #expect(try await browser.run("return explorer.mode;") == "path")
            await browser.close()
        }

        @Test func readsWellWithoutScripts() async throws {
            let browser = try await WebDriver()
            try await browser.chromium("Emulation.setScriptExecutionDisabled", #"{"value":true}"#)
            try await browser.open(fixture.address)
            let state: [String] = try await browser.run(
                """
                const shown = element => element.getClientRects().length > 0;
                return [String(window.explorer === undefined),
                  String([...document.querySelectorAll("figure:not([hidden]) img")].filter(shown).length),
                  String([...document.querySelectorAll("button")].filter(shown).length),
                  document.querySelector("noscript").textContent, document.querySelector(".numbers").textContent];
                """)
            #expect(state[0] == "true")
            // The sheet of all frames and the figure of a path.
            #expect(state[1] == "2")
            #expect(state[2] == "0", "a button that does nothing")
            #expect(state[3].contains("needs JavaScript"))
            #expect(state[4].contains("Test ELBO"))
            await browser.close()
        }

        @Test func aFileCanBeSaved() async throws {
            let browser = try await WebDriver()
            try await browser.open(fixture.address)
            try await browser.waitForExplorer()
            let text: String = try await browser.runAsync(
                """
                const button = document.querySelector('.save[data-name="metrics.jsonl"]');
                return new TextDecoder().decode(await unpack(button.dataset.held));
                """)
            #expect(text.split(separator: "\n").count > 5 && text.contains("test_elbo"))
            let drawing: String = try await browser.runAsync(
                """
                const figure = document.querySelector("figure[data-drawing]");
                return new TextDecoder().decode((await unpack(figure.dataset.drawing)).subarray(0, 200));
                """)
            #expect(drawing.contains("<svg"))
            await browser.close()
        }
    }

    /// Other models than the usual one.
    @Suite struct OtherModelsBrowserTests {
        @Test func fiveDimensionsAreShownOnThePlaneOfTwo() async throws {
            let fixture = try ReportFixture.deep.get()
            let browser = try await WebDriver.opening(fixture.address)
            let words: String = try await browser.run("return explorer.model.words(explorer.code);")
            #expect(words.contains("z"))
            #expect(try await browser.run("return explorer.code.length;") == 5)
            try await browser.perform("explorer.setMode('path');")
            try await browser.wait("explorer.tools.path.paths?.curve")
            #expect(
                try await browser.run(
                    "return explorer.tools.path.paths.curve.length <= explorer.tools.path.paths.line.length;")
            )
            #expect(try await browser.log("browser").filter { $0.hasPrefix("SEVERE") } == [])
            await browser.close()
        }

        @Test func aPlainAutoencoderHasNoPosteriors() async throws {
            let fixture = try ReportFixture.plain.get()
            let browser = try await WebDriver.opening(fixture.address)
            let terms: String = try await browser.run(
                "return document.getElementById('look-terms').textContent;")
            #expect(terms.contains("reconstruction") && !terms.contains("KL"))
            #expect(
                try await browser.run(
                    "return ![...document.getElementById('layer').options].some(o => o.value === 'density');")
            )
            #expect(try await browser.log("browser").filter { $0.hasPrefix("SEVERE") } == [])
            await browser.close()
        }
    }
}
