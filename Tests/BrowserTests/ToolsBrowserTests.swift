import Testing

extension ChromiumTests {
    /// The explorer's tools, the player and the address, in a real browser.
    @Suite struct ToolsBrowserTests {
        private let fixture: ReportFixture

        init() throws {
            fixture = try ReportFixture.variational.get()
        }

        private func browser() async throws -> WebDriver { try await .opening(fixture.address) }

        @Test func aGeodesicIsNeverLongerThanTheStraightPath() async throws {
            let browser = try await browser()
            try await browser.perform("document.getElementById('tab-path').click();")
            for (from, to) in [("c8", "c6"), ("c1", "c0")] {
                let lengths: [Double] = try await browser.runAsync(
                    """
                    const tool = explorer.tools.path;
                    tool.choose(0, "\(from)");
                    tool.choose(1, "\(to)");
                    while (!tool.paths?.curve) await new Promise(done => setTimeout(done, 50));
                    const measure = path => stepLengths(explorer.model, explorer.moment, resampled(path.points, 97)).reduce((a, b) => a + b);
                    return [measure(tool.paths.line), measure(tool.paths.curve), tool.paths.line.length, tool.paths.curve.length];
                    """)
                #expect(lengths[3] <= lengths[2])
                // Measured with other steps, it is still no longer, but for rounding.
                #expect(lengths[1] <= lengths[0] * 1.02)
            }
            // The ends can be dragged, and the walk moves the code.
            try await browser.show("latent-plane")
            let end: [Double] = try await browser.run("return explorer.tools.path.point(0);")
            let start = try await browser.place(end[0], end[1])
            let target = try await browser.place(-1, 1)
            try await browser.move([start, (start.x - 10, start.y), target], drags: true)
            let moved: [Double] = try await browser.run("return explorer.tools.path.point(0);")
            #expect(abs(moved[0] + 1) < 0.05 && abs(moved[1] - 1) < 0.05)
            try await browser.perform("document.getElementById('path-play').click();")
            try await browser.wait("Number(document.getElementById('path-at').value) > 300")
            try await browser.perform("document.getElementById('path-play').click();")
            #expect(try await browser.run("return distance(explorer.code, [-1, 1]) > 0.05;"))
            await browser.close()
        }

        @Test func aFigureOfAPathOpensItHere() async throws {
            let browser = try await browser()
            try await browser.perform("document.querySelector('figure[data-ends] .walk').click();")
            #expect(try await browser.run("return explorer.mode;") == "path")
            let ends: [String] = try await browser.run(
                "return ['from', 'to'].map(end => document.getElementById('path-' + end).value);")
            #expect(ends == ["c8", "c6"])
            await browser.close()
        }

        @Test func anImageChangesAlongADirection() async throws {
            let browser = try await browser()
            let pictures: [String] = try await browser.runAsync(
                """
                document.getElementById("tab-edit").click();
                const slider = document.getElementById("edit-t"), pictures = [];
                for (const amount of [0, 1, -1]) {
                  slider.value = amount;
                  slider.dispatchEvent(new Event("input"));
                  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
                  pictures.push(document.getElementById("edit-output").toDataURL());
                }
                return pictures;
                """)
            #expect(Set(pictures).count == 3)
            let isDirection: Bool = try await browser.run(
                """
                const tool = explorer.tools.edit, { model, moment } = explorer, [from, to] = tool.labels.map(label => model.classMean(moment, label));
                const step = Array.from(tool.moved(1), (value, d) => value - model.mean(moment, tool.image)[d]);
                return step.every((value, d) => Math.abs(value - (to[d] - from[d])) < 1e-5);
                """)
            #expect(isDirection)
            await browser.close()
        }

        @Test func aDrawingIsEncoded() async throws {
            let browser = try await browser()
            try await browser.perform("document.getElementById('tab-draw').click();")
            try await browser.show("pad")
            let middle = try await browser.middle(of: "pad")
            #expect(try await browser.run("return explorer.tools.draw.answer === null;"))
            try await browser.move(
                [(middle.x - 5, middle.y - 45), (middle.x, middle.y - 20), (middle.x + 3, middle.y + 45)],
                drags: true)
            try await browser.wait("explorer.tools.draw.answer")
            let terms: String = try await browser.run(
                "return document.getElementById('draw-terms').textContent;")
            #expect(terms.contains("KL divergence"))
            let isThere: Bool = try await browser.run(
                "return distance(explorer.code, explorer.tools.draw.answer.mean) < 1e-6;")
            #expect(isThere)
            // An image of the sample, put on the pad, comes back pixel for pixel.
            let isSame: Bool = try await browser.run(
                """
                document.getElementById("pad-example").click();
                const { pixels } = explorer.tools.draw.image(false), image = explorer.model.image(explorer.tools.draw.next);
                return pixels.every((value, i) => value === image[i]);
                """)
            #expect(isSame)
            try await browser.perform("document.getElementById('pad-clear').click();")
            #expect(try await browser.run("return explorer.tools.draw.answer === null;"))
            await browser.close()
        }

        @Test func aPictureFileIsRead() async throws {
            let browser = try await browser()
            let isRead: Bool = try await browser.runAsync(
                """
                document.getElementById("tab-draw").click();
                // White strokes on black: it is turned round.
                const canvas = document.createElement("canvas");
                canvas.width = canvas.height = 100;
                const context = canvas.getContext("2d");
                context.fillRect(0, 0, 100, 100);
                context.fillStyle = "#ffffff";
                context.fillRect(45, 15, 12, 70);
                await explorer.tools.draw.take(await new Promise(done => canvas.toBlob(done)));
                const { pixels } = explorer.tools.draw.image(false), ink = pixels.reduce((sum, value) => sum + value, 0);
                await explorer.tools.draw.take(new Blob(["no picture"]));
                return ink > 30 && ink < 200 && document.getElementById("draw-terms").textContent.includes("no picture");
                """)
            #expect(isRead)
            await browser.close()
        }

        @Test func theViewComesBackFromItsAddress() async throws {
            let browser = try await browser()
            let fragment: String = try await browser.runAsync(
                """
                await explorer.setSnapshot(2, { glide: false });
                explorer.setCode(explorer.model.codeAt(0.75, -0.5));
                explorer.setHidden([2, 7]);
                explorer.setLayer("uncertainty");
                explorer.setMode("path");
                explorer.tools.path.choose(0, "c3");
                explorer.tools.path.put(1, [0.5, 0.25]);
                explorer.view.zoom(0.5, 0.2, 0.1);
                explorer.changed("window");
                await new Promise(done => setTimeout(done, 700));
                return location.hash;
                """)
            #expect(fragment.contains("z=0.75,-0.5") && fragment.contains("tool=path"))
            try await browser.open("about:blank")
            try await browser.open(fixture.address + fragment)
            try await browser.waitForExplorer()
            let state: String = try await browser.run(
                """
                return [explorer.moment.index, explorer.model.words(explorer.code), [...explorer.hidden].sort(), explorer.layerName, explorer.mode,
                  explorer.tools.path.ends[0].label, explorer.tools.path.ends[1].point, explorer.view.window.left < explorer.view.home.left / 3].join(" ");
                """)
            #expect(state == "2 z1 0.75, z2 −0.50 2,7 uncertainty path 3 0.5,0.25 true")
            // Nonsense in the address changes nothing.
            try await browser.open("about:blank")
            try await browser.open(
                fixture.address + "#z=a,b&step=-3&tool=x&layer=y&without=99,x&window=1,0&path=c99;z&change=1")
            try await browser.waitForExplorer()
            #expect(
                try await browser.run("return explorer.mode + explorer.layerName + explorer.hidden.size;")
                    == "looknone0")
            #expect(try await browser.log("browser").filter { $0.hasPrefix("SEVERE") } == [])
            await browser.close()
        }

        @Test func theFramesPlay() async throws {
            let browser = try await WebDriver(["--force-prefers-reduced-motion"])
            try await browser.open(fixture.address)
            try await browser.show("animation-training")
            try await browser.wait("document.querySelector('#animation-training .player')")
            // Nothing moves before it is asked to, and what is shown is the end.
            let label = "document.querySelector('#animation-training output').textContent"
            let last: String = try await browser.run("return \(label);")
            #expect(last == "after epoch 2")
            try await Task.sleep(for: .milliseconds(600))
            #expect(try await browser.run("return \(label);") == last)
            try await browser.perform(
                "document.querySelector('#animation-training [aria-label=\"One frame back\"]').click();")
            #expect(try await browser.run("return \(label);") != last)
            try await browser.perform("document.querySelector('#animation-training canvas').focus();")
            try await browser.press("\u{E011}")
            #expect(try await browser.run("return \(label);") == "before training")
            try await browser.press(" ")
            try await browser.wait("\(label) !== 'before training'")
            // The GIF that is made from the frames is one that the page itself can read.
            let isGood: Bool = try await browser.runAsync(
                """
                const frames = document.getElementById("animation-training").frames, blob = framesAsGIF(frames);
                const gif = decodeGIF(new Uint8Array(await blob.arrayBuffer()));
                const screen = new Uint8Array(gif.width * gif.height), canvas = document.createElement("canvas");
                canvas.width = frames.width; canvas.height = frames.height;
                const context = canvas.getContext("2d");
                for (let i = 0; i < gif.frames.length; i++) {
                  paintFrame(gif, gif.frames[i], screen);
                  frames.paint(i, context);
                  const { data } = context.getImageData(0, 0, frames.width, frames.height);
                  if (screen.some((index, at) => Math.abs((gif.palette[index] & 255) - data[4 * at]) > 1)) return false;
                }
                return gif.frames.length === frames.count;
                """)
            #expect(isGood)
            await browser.close()
        }
    }
}
