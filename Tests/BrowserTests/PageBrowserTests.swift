import Testing

extension ChromiumTests {
    /// How the page looks and reads: narrow, dark, without scripts, without a network, by the rules of accessibility.
    @Suite struct PageBrowserTests {
        @Test func asksForNothingAndComplainsOfNothing() throws {
            let browser = try #require(SharedChromium.current)
            _ = try browser.log("performance")
            _ = try browser.complaints()
            try browser.command("Network.enable", "{}")
            let offline = { (isOffline: Bool) in
                try browser.command(
                    "Network.emulateNetworkConditions",
                    #"{"offline":\#(isOffline),"latency":0,"downloadThroughput":-1,"uploadThroughput":-1}"#)
            }
            try offline(true)
            _ = try SharedChromium.report()
            // All tools, and the whole page down to its end.
            let _: Bool = try browser.runAsync(
                """
                for (const mode of ["path", "edit", "draw", "look"]) explorer.setMode(mode);
                for (let y = 0; y < document.body.scrollHeight; y += 800) {
                  scrollTo({ top: y, behavior: "instant" });
                  await new Promise(done => setTimeout(done, 60));
                }
                return true;
                """)
            #expect(try browser.complaints() == [])
            let requests = try browser.log("performance").filter {
                $0.contains("Network.requestWillBeSent\"")
            }
            #expect(requests.contains { $0.contains("\"url\":\"file:///") })
            let outside = requests.filter { request in
                !["file:///", "data:", "blob:", "about:"].contains { request.contains("\"url\":\"\($0)") }
            }
            #expect(outside == [])
            try offline(false)
            // The page could not ask if it wanted to.
            let answer: String = try browser.runAsync(
                "return await fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'refused');")
            #expect(answer == "refused")
            #expect(try browser.complaints().contains { $0.contains("Content Security Policy") })
        }

        /// The page marks the moment from which it answers, and the plane is drawn by then.
        @Test func answersOnceItIsOpened() throws {
            let browser = try SharedChromium.report()
            let marks: Int = try browser.run("return performance.getEntriesByName('interactive').length;")
            #expect(marks == 1)
            let shades: Int = try browser.run(
                """
                const { width, height } = explorer.view.canvas;
                const { data } = explorer.view.context.getImageData(0, 0, width, height);
                return new Set(data.filter((_, i) => i % 4 === 0)).size;
                """)
            #expect(shades > 50)
        }

        @Test(arguments: [320, 390, 768, 1024, 1440, 2200])
        func nothingSticksOut(width: Int) throws {
            let browser = try SharedChromium.report(in: Surroundings(width: width, height: 900))
            let wide: Int = try browser.run("return document.documentElement.scrollWidth;")
            #expect(wide <= width)
            let plane: Double = try browser.run(
                "return explorer.view.canvas.getBoundingClientRect().width;")
            #expect(plane > Double(min(width, 1100)) * 0.4)
        }

        /// In the light and in the dark, with each of the tools.
        @Test(arguments: [false, true])
        func keepsTheRulesOfAccessibility(isDark: Bool) throws {
            let browser = try SharedChromium.report(in: Surroundings(isDark: isDark))
            for mode in ["look", "path", "edit", "draw"] {
                try browser.perform("explorer.setMode('\(mode)');")
                #expect(try browser.run(AccessibilityRules.script) == [String](), "tool \(mode)")
            }
        }

        /// Likewise by axe-core: light, dark, on 320 pixels, and at 200 %.
        @Test(
            .enabled(if: Axe.canRun, Axe.absence),
            arguments: [
                Surroundings(), Surroundings(isDark: true), Surroundings(width: 320, height: 700),
                Surroundings(width: 720, height: 500, scale: 2),
            ])
        func axeFindsNothing(surroundings: Surroundings) throws {
            let browser = try SharedChromium.report(in: surroundings)
            #expect(try browser.violations() == [])
            // The other tools change no more than this part.
            for mode in ["path", "edit", "draw"] {
                try browser.perform("explorer.setMode('\(mode)');")
                #expect(
                    try browser.violations(in: "document.getElementById('explore')") == [], "tool \(mode)")
            }
        }

        @Test func isDarkWhereTheSystemIsAndTheSwitchOverrulesIt() throws {
            let ground = "return getComputedStyle(document.body).backgroundColor;"
            let light: String = try SharedChromium.report().run(ground)
            let browser = try SharedChromium.report(in: Surroundings(isDark: true))
            let dark: String = try browser.run(ground)
            #expect(light != dark)
            #expect(dark.matches(of: /\d+/).prefix(3).allSatisfy { Int($0.output) ?? 255 < 64 })
            var seen: [String] = []
            for _ in 0..<3 {
                try browser.perform("document.querySelector('.theme').click();")
                seen.append(try browser.run(ground))
            }
            #expect(Set(seen) == [light, dark] && seen.last == dark)
        }

        @Test func everythingIsReachedByKeys() throws {
            let browser = try SharedChromium.report()
            var reached: [String] = []
            for _ in 0..<40 {
                try browser.press(.tab)
                reached.append(
                    try browser.run(
                        """
                        const here = document.activeElement, style = getComputedStyle(here);
                        const isMarked = here.matches(":focus-visible") && style.outlineStyle !== "none";
                        return (here.id || here.className || here.tagName) + (isMarked ? "" : " without a mark");
                        """))
            }
            for element in ["latent-plane", "moment", "moment-play", "layer", "tab-look"] {
                #expect(reached.contains(element), "\(element)")
            }
            #expect(reached.filter { $0.hasSuffix("without a mark") } == [])
            // The arrow keys go from tool to tool.
            try browser.perform("document.getElementById('tab-look').focus();")
            try browser.press(.right)
            #expect(try browser.run("return explorer.mode;") == "path")
        }

        @Test func readsWellWithoutScripts() throws {
            let browser = try SharedChromium.report(in: Surroundings(runsScripts: false))
            let state: [String] = try browser.run(
                """
                const count = selector => String([...document.querySelectorAll(selector)].filter(one => one.getClientRects().length).length);
                const text = selector => document.querySelector(selector).textContent;
                return [typeof Explorer, count("figure img"), count("button"), text("noscript"), text(".numbers")];
                """)
            // The sheet of all frames and the figure of a path; no button that does nothing.
            #expect(Array(state.prefix(3)) == ["undefined", "2", "0"])
            #expect(state[3].contains("needs JavaScript") && state[4].contains("Test ELBO"))
        }

        @Test func filesAndDrawingsCanBeSaved() throws {
            let browser = try SharedChromium.report()
            let saved: [String] = try browser.runAsync(
                """
                const text = async name => new TextDecoder().decode(await unpack(name));
                return [await text(document.querySelector('.save[data-name="metrics.jsonl"]').dataset.held),
                  await openDrawing(document.querySelector("figure[data-drawing]").dataset.drawing)];
                """)
            #expect(saved[0].split(separator: "\n").count > 5 && saved[0].contains("test_elbo"))
            #expect(saved[1].contains("<svg") && saved[1].hasSuffix("</svg>\n"))
        }

        @Test func figuresAreShownByTheirDrawings() throws {
            let browser = try SharedChromium.report()
            let shown: [String] = try browser.runAsync(
                """
                const figure = document.querySelector("figure[data-drawing]"), image = figure.querySelector("img");
                const before = image.src.slice(0, 15), size = [image.width, image.height];
                figure.scrollIntoView({ behavior: "instant" });
                while (!image.src.startsWith("blob:")) await new Promise(done => setTimeout(done, 20));
                await image.decode();
                const blobs = [], asURL = URL.createObjectURL;
                URL.createObjectURL = blob => { blobs.push(blob); return asURL.call(URL, blob); };
                const saved = new Promise(done => {
                  HTMLAnchorElement.prototype.click = function () { done([blobs.pop(), this.download]); };
                });
                figure.querySelector('button[aria-label^="Download as a picture"]').click();
                const [blob, name] = await saved, picture = new Image();
                picture.src = asURL.call(URL, blob);
                await picture.decode();
                delete HTMLAnchorElement.prototype.click;
                URL.createObjectURL = asURL;
                return [before, String([image.width, image.height]) === String(size), blob.type,
                  name === figure.dataset.file, picture.width === 2 * image.getAttribute("width")].map(String);
                """)
            #expect(shown == ["data:image/png;", "true", "image/png", "true", "true"])
        }
    }

    /// Other models than the usual one.
    @Suite struct OtherModelsBrowserTests {
        @Test func twelveDimensionsAreShownOnThePlaneOfTwo() throws {
            let browser = try #require(SharedChromium.current)
            try browser.open(try ReportFixture.deep.get().address, in: Surroundings())
            #expect(try browser.run("return explorer.code.length;") == 12)
            try browser.perform("explorer.setMode('path');")
            try browser.wait("explorer.tools.path.paths?.curve")
            #expect(
                try browser.run(
                    "const { line, curve } = explorer.tools.path.paths; return curve.length <= line.length;"))
            #expect(try browser.complaints() == [])
        }

        @Test func eachDimensionHasASliderAndTheLastAreBehindAClick() throws {
            let browser = try #require(SharedChromium.current)
            try browser.open(try ReportFixture.deep.get().address, in: Surroundings())
            try browser.perform("document.getElementById('tab-dimensions').click();")
            let sliders = "document.querySelectorAll('#dimensions input').length"
            #expect(try browser.run("return \(sliders);") == 10)
            let button: String = try browser.run(
                "return document.getElementById('dimensions-all').textContent;")
            #expect(button == "Show all 12")
            // A slider moves its own number of the code, and the picture with it.
            let isMoved: Bool = try browser.runAsync(
                """
                const rest = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
                const { dimension } = explorer.model.dimensions[0], before = Float32Array.from(explorer.code);
                const slider = document.getElementById("dimension-" + dimension), decoded = document.getElementById("decoded");
                await rest();
                const shown = decoded.toDataURL(), isShown = Math.abs(slider.value - before[dimension]) < 0.05;
                slider.value = before[dimension] > 0 ? -2 : 2;
                slider.dispatchEvent(new Event("input"));
                await rest();
                const others = explorer.code.every((value, d) => d === dimension ? Math.abs(value - slider.value) < 1e-5 : value === before[d]);
                return isShown && others && decoded.toDataURL() !== shown;
                """)
            #expect(isMoved)
            try browser.perform("document.getElementById('dimensions-all').click();")
            #expect(try browser.run("return \(sliders);") == 12)
            #expect(try browser.run(AccessibilityRules.script) == [String]())
            // The view comes back from its address, and all sliders show it.
            let isSame: Bool = try browser.runAsync(
                """
                const code = Float32Array.from(explorer.code, (_, d) => d / 4 - 1);
                explorer.setCode(code);
                while (!location.hash.includes("tool=dimensions")) await new Promise(done => setTimeout(done, 20));
                await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
                return [...document.querySelectorAll("#dimensions input")].every(slider =>
                  Math.abs(slider.value - code[Number(slider.id.slice(10))]) <= Number(slider.step));
                """)
            #expect(isSame)
            try browser.perform("document.getElementById('dimensions-mean').click();")
            #expect(try browser.run("return distance(explorer.code, explorer.model.origin) < 1e-6;"))
            try browser.perform("document.getElementById('dimensions-all').click();")
            #expect(try browser.run("return document.getElementById('dimensions-rest').hidden;"))
            #expect(try browser.complaints() == [])
        }

        @Test func aPlainAutoencoderHasNoPosteriors() throws {
            let browser = try #require(SharedChromium.current)
            try browser.open(try ReportFixture.plain.get().address, in: Surroundings())
            let terms: String = try browser.run("return document.getElementById('look-terms').textContent;")
            #expect(terms.contains("reconstruction") && !terms.contains("KL"))
            let layers: String = try browser.run("return document.getElementById('layer').textContent;")
            #expect(!layers.contains("posteriors"))
            // It has no bound on a likelihood: its number is called what it is.
            let words: [String] = try browser.run(
                """
                const page = document.body.cloneNode(true);
                for (const part of page.querySelectorAll("#lab, script, style")) part.remove();
                return [page.textContent, [...page.querySelectorAll("[aria-label], [alt]")]
                  .map(element => element.getAttribute("aria-label") + element.getAttribute("alt")).join(" "),
                  page.querySelector(".numbers.first dt").textContent, page.querySelector("#moment-name").textContent];
                """)
            for text in words { #expect(!text.contains("ELBO"), "\(text.prefix(2000))") }
            #expect(words[2] == "Test reconstruction" && words[3].contains("test reconstruction"))
            #expect(try browser.complaints() == [])
        }
    }
}
