import Testing

extension ChromiumTests {
    /// Drawing on the page of a run whose images have colours.
    @Suite struct ColourBrowserTests {
        private func pad(in surroundings: Surroundings = Surroundings()) throws -> Chromium {
            let browser = try #require(SharedChromium.current)
            _ = try browser.complaints()
            try browser.open(try ReportFixture.coloured.get().address, in: surroundings)
            try browser.perform("document.getElementById('tab-draw').click();")
            return browser
        }

        /// The colours that are offered are the data set's: its paper's first, and each that of some pixel.
        @Test func thePaletteIsTheDataSets() throws {
            let browser = try pad()
            let facts: [Double] = try browser.run(
                """
                const channels = colour => [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16));
                const offered = [...document.querySelectorAll("#pad-colours [type=radio]")].map(one => channels(one.value));
                const { model } = explorer, nearest = offered.map(() => Infinity);
                for (let image = 0; image < model.count; image++) {
                  const pixels = model.image(image);
                  for (let i = 0; i < pixels.length; i += 3) offered.forEach((colour, k) => {
                    nearest[k] = Math.min(nearest[k], Math.hypot(...colour.map((value, c) => value - 255 * pixels[i + c])));
                  });
                }
                const apart = offered.flatMap((a, i) => offered.slice(0, i).map(b => Math.hypot(...a.map((value, c) => value - b[c]))));
                return [offered.length, Math.min(...offered[0]), Math.max(...nearest), Math.min(...apart)];
                """)
            #expect(facts[0] >= 5 && facts[0] <= 10)
            // Sprites lie on white.
            #expect(facts[1] > 245)
            #expect(facts[2] < 20 && facts[3] > 50)
        }

        @Test func aDrawingIsReadInItsColours() throws {
            let browser = try pad()
            #expect(try browser.run("return explorer.tools.draw.answer === null;"))
            // Arrow keys choose among the colours.
            try browser.perform("document.querySelector('#pad-colours :checked').focus();")
            let before: String = try browser.run("return explorer.tools.draw.pad.ink;")
            try browser.press(.right)
            let ink: String = try browser.run("return explorer.tools.draw.pad.ink;")
            #expect(ink != before)
            #expect(try browser.run("return document.querySelector('#pad-colours :checked').value;") == ink)
            let middle = try browser.middle(of: "pad")
            try browser.move(
                [(middle.x - 30, middle.y), (middle.x, middle.y), (middle.x + 30, middle.y)], drags: true)
            try browser.wait("explorer.tools.draw.answer")
            let terms: String = try browser.run("return document.getElementById('draw-terms').textContent;")
            #expect(terms.contains("KL divergence"))
            let differences: [Double] = try browser.run(
                """
                const { draw } = explorer.tools, { side } = draw;
                const away = (row, column, colour) => {
                  const { pixels } = draw.image(true), at = 3 * (row * side + column);
                  return Math.max(...[1, 3, 5].map((place, c) => Math.abs(255 * pixels[at + c] - parseInt(colour.slice(place, place + 2), 16))));
                };
                // Broader than a pixel of the image.
                draw.pad.width = 60;
                draw.stroke([100, 144], [190, 144]);
                const drawn = [away(side / 2, side / 2, draw.pad.ink), away(0, 0, draw.pad.paper)];
                // Any other colour.
                const other = document.getElementById("pad-colour");
                other.value = "#12ab34";
                other.dispatchEvent(new Event("input"));
                draw.stroke([0, 0], [1, 1]);
                const cornered = away(0, 0, "#12ab34");
                document.getElementById("pad-fill").click();
                const filled = Math.max(away(3, 9, "#12ab34"), away(side - 1, side - 1, "#12ab34"));
                // An image of the sample comes back as it was.
                document.getElementById("pad-example").click();
                const image = explorer.model.image(draw.next);
                const example = Math.max(...Array.from(draw.image(false).pixels, (value, i) => 255 * Math.abs(value - image[i])));
                document.getElementById("pad-clear").click();
                return [...drawn, cornered, filled, example, draw.answer === null ? 0 : 99];
                """)
            #expect(differences.allSatisfy { $0 <= 1 }, "\(differences)")
            #expect(try browser.complaints() == [])
        }

        @Test func aPictureFileGivesItsMiddle() throws {
            let browser = try pad()
            let state: [String] = try browser.runAsync(
                """
                const canvas = document.createElement("canvas"), context = canvas.getContext("2d");
                canvas.width = 300; canvas.height = 100;
                for (const [i, colour] of ["#ff0000", "#0000ff", "#00ff00"].entries()) {
                  context.fillStyle = colour;
                  context.fillRect(100 * i, 0, 100, 100);
                }
                const tool = explorer.tools.draw;
                await tool.take(await new Promise(done => canvas.toBlob(done)));
                const words = document.getElementById("draw-terms").textContent, { pixels } = tool.image(false);
                const isBlue = pixels.every((value, i) => Math.abs(value - (i % 3 === 2 ? 1 : 0)) < 0.02);
                await tool.take(new Blob(["nothing to see"]));
                return [words, String(isBlue), document.getElementById("draw-terms").textContent];
                """)
            #expect(state[0].contains("the middle 100 x 100 of 300 x 100"))
            #expect(state[0].contains("reconstruction") && state[1] == "true")
            #expect(state[2].contains("no picture"))
        }

        /// Space puts the pen down and lifts it, arrow keys lead it.
        @Test func keysDraw() throws {
            let browser = try pad()
            try browser.perform("document.getElementById('pad').focus();")
            try browser.press(.right)
            #expect(try browser.run("return explorer.tools.draw.answer === null;"))
            try browser.press(.space, .up, .up, .up, .right, .space)
            let state: [Bool] = try browser.run(
                """
                const { draw } = explorer.tools, { pad } = draw;
                const [r, g, b] = pad.context.getImageData(...pad.place, 1, 1).data;
                return [hexadecimal([r, g, b]) === pad.ink, draw.answer !== null, !pad.isDown, !pad.mark.hidden];
                """)
            #expect(state == [true, true, true, true])
        }

        @Test(
            .enabled(if: Axe.canRun, Axe.absence),
            arguments: [
                Surroundings(), Surroundings(isDark: true), Surroundings(width: 320, height: 700),
            ])
        func axeFindsNothing(surroundings: Surroundings) throws {
            let browser = try pad(in: surroundings)
            #expect(try browser.run(AccessibilityRules.script) == [String]())
            #expect(try browser.violations() == [])
            let wide: Int = try browser.run("return document.documentElement.scrollWidth;")
            #expect(wide <= surroundings.width)
        }
    }
}
