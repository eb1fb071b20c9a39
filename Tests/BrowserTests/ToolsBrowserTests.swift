import PictureInput
import Pictures
import Testing

extension ChromiumTests {
    /// The explorer's tools, the player and the address.
    @Suite struct ToolsBrowserTests {
        @Test func aGeodesicIsNeverLongerThanTheStraightPath() throws {
            let browser = try SharedChromium.report()
            try browser.perform("document.getElementById('tab-path').click();")
            let lengths: [Double] = try browser.runAsync(
                """
                const tool = explorer.tools.path, { moment } = explorer;
                while (!tool.paths?.curve) await new Promise(done => setTimeout(done, 20));
                const measure = path => total(stepLengths(moment, resampled(path.codes, 97)));
                const { line, curve } = tool.paths;
                return [line.length, curve.length, measure(line), measure(curve)];
                """)
            #expect(lengths[1] <= lengths[0])
            // Measured with other steps, it is still no longer, but for rounding.
            #expect(lengths[3] <= lengths[2] * 1.02)
            // The ends can be dragged, and the walk moves the code.
            let end: [Double] = try browser.run("return explorer.tools.path.point(0);")
            let start = try browser.place(end[0], end[1]), target = try browser.place(-1, 1)
            try browser.move([start, (start.x - 10, start.y), target], drags: true)
            let moved: [Double] = try browser.run("return explorer.tools.path.point(0);")
            #expect(abs(moved[0] + 1) < 0.05 && abs(moved[1] - 1) < 0.05)
            let play = "document.getElementById('path-play').click();"
            try browser.perform(play)
            try browser.wait("Number(document.getElementById('path-at').value) > 100")
            try browser.perform(play)
            #expect(try browser.run("return distance(explorer.code, [-1, 1]) > 0.05;"))
        }

        @Test func aFigureOfAPathOpensItHere() throws {
            let browser = try SharedChromium.report()
            try browser.perform("document.querySelector('figure[data-ends] .walk').click();")
            let state: [String] = try browser.run(
                """
                return [explorer.mode, ...["from", "to"].map(end => document.getElementById("path-" + end).value)];
                """)
            #expect(state == ["path", "c8", "c6"])
        }

        @Test func anImageChangesAlongADirection() throws {
            let browser = try SharedChromium.report()
            let pictures: [String] = try browser.runAsync(
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
            let isDirection: Bool = try browser.run(
                """
                const tool = explorer.tools.edit, { model, moment } = explorer;
                const [from, to] = tool.labels.map(label => model.classMean(moment, label)), here = model.mean(moment, tool.image);
                return Array.from(tool.moved(1), (value, d) => value - here[d])
                  .every((value, d) => Math.abs(value - (to[d] - from[d])) < 1e-5);
                """)
            #expect(isDirection)
        }

        @Test func aDrawingIsEncoded() throws {
            let browser = try SharedChromium.report()
            try browser.perform("document.getElementById('tab-draw').click();")
            #expect(try browser.run("return explorer.tools.draw.answer === null;"))
            let middle = try browser.middle(of: "pad")
            try browser.move(
                [(middle.x - 5, middle.y - 45), (middle.x, middle.y - 20), (middle.x + 3, middle.y + 45)],
                drags: true)
            try browser.wait("explorer.tools.draw.answer")
            let terms: String = try browser.run("return document.getElementById('draw-terms').textContent;")
            #expect(terms.contains("KL divergence"))
            #expect(
                try browser.run("return distance(explorer.code, explorer.tools.draw.answer.mean) < 1e-6;"))
            // An image of the sample, put on the pad, comes back pixel for pixel.
            let isSame: Bool = try browser.run(
                """
                document.getElementById("pad-example").click();
                const { pixels } = explorer.tools.draw.image(false), image = explorer.model.image(explorer.tools.draw.next);
                return pixels.every((value, i) => value === image[i]);
                """)
            #expect(isSame)
            try browser.perform("document.getElementById('pad-clear').click();")
            #expect(try browser.run("return explorer.tools.draw.answer === null;"))
        }

        /// The page's script and the program make the same image, to a byte, of the same ink.
        @Test func thePadGoesTheProgramsWay() throws {
            let browser = try SharedChromium.report()
            for (index, widths) in [1.7...3.4, 1.5...Double.infinity, 0.1...1].enumerated() {
                for pad in Self.pads {
                    let normalizer = InkNormalizer(side: index == 2 ? 32 : 28, strokeWidths: widths)
                    let ink = pad.map { Double($0) / 255 }
                    let expected = normalizer.image(of: ink, width: Self.padWidth)?.ink ?? []
                    let broad = widths.upperBound.isFinite ? "\(widths.upperBound)" : "Infinity"
                    let image: [Double] = try browser.run(
                        """
                        const ink = Float64Array.from(\(pad), value => value / 255);
                        const [width, side, widths] = [\(Self.padWidth), \(normalizer.side), [\(widths.lowerBound), \(broad)]];
                        return [...normalizedInk(ink, width, side, widths) ?? []];
                        """)
                    #expect(image == expected.map(Double.init))
                }
            }
            // Drawn small and in a corner or large and in the middle, the network sees much the same.
            let agreement: Double = try browser.run(
                """
                document.getElementById("tab-draw").click();
                const tool = explorer.tools.draw, images = [[20, 30, 80], [90, 60, 160]].map(([x, y, size]) => {
                  tool.clear();
                  tool.stroke([x, y], [x + size / 2, y]);
                  tool.stroke([x + size / 2, y], [x + size / 4, y + size]);
                  return tool.image(true).pixels;
                });
                document.getElementById("pad-clear").click();
                return images[0].reduce((same, value, i) => same + (value === images[1][i]), 0) / images[0].length;
                """)
            #expect(agreement > 0.9)
        }

        private static let padWidth = 40
        /// Ink [row, column] on pads of 40 x 30: nothing, a dot, a thin line, a slant with soft edges, a ring.
        private static let pads: [[UInt8]] = {
            func pad(_ ink: (_ x: Double, _ y: Double) -> Double) -> [UInt8] {
                (0..<40 * 30).map {
                    UInt8((min(1, max(0, ink(Double($0 % 40), Double($0 / 40)))) * 255).rounded())
                }
            }
            return [
                pad { _, _ in 0.4 }, pad { x, y in x == 3 && y == 28 ? 1 : 0 },
                pad { x, y in x == 20 && y > 4 ? 1 : 0 },
                pad { x, y in 3 - abs(x - y - 4) },
                pad { x, y in 2.3 - abs((x - 25) * (x - 25) + (y - 14) * (y - 14) - 90) / 20 },
            ]
        }()

        @Test func aPictureFileIsRead() throws {
            let browser = try SharedChromium.report()
            let state: [String] = try browser.runAsync(
                """
                document.getElementById("tab-draw").click();
                const tool = explorer.tools.draw, words = () => document.getElementById("draw-terms").textContent;
                const take = async (width, height, paper, [x, y, across, down]) => {
                  const canvas = document.createElement("canvas"), context = canvas.getContext("2d");
                  canvas.width = width; canvas.height = height;
                  context.fillStyle = paper;
                  context.fillRect(0, 0, width, height);
                  context.fillStyle = "#ffffff";
                  context.fillRect(x, y, across, down);
                  await tool.take(await new Promise(done => canvas.toBlob(done)));
                  return words();
                };
                const found = [
                  await take(100, 100, "#000000", [45, 15, 12, 70]),
                  // Made smaller by blocks of two, read from a canvas of two rows.
                  await take(1500, 1200, "transparent", [600, 300, 100, 600]),
                ];
                // What is on the pad is what was found.
                const { pixels } = tool.taken, onPad = tool.image(true).pixels;
                const differing = pixels.filter((value, i) => value !== onPad[i]).length;
                const blank = await take(60, 40, "#ffffff", [10, 10, 9, 9]);
                await tool.take(new Blob(["nothing to see"]));
                const unreadable = words();
                // A stroke goes on from what is on the pad.
                tool.stroke([40, 140], [240, 140]);
                return [...found, String(differing), blank, unreadable, String(tool.taken), words()];
                """)
            #expect(state[0].contains("light on dark, cropped to 12 x 70 of 100 x 100"))
            #expect(state[1].contains("opaque on transparent, cropped to 100 x 600 of 1500 x 1200"))
            #expect((Int(state[2]) ?? .max) < 10)
            #expect(state[3].contains("Nothing stands out"))
            #expect(state[4].contains("no picture"))
            #expect(state[5] == "null")
            #expect(state[6].contains("reconstruction") && !state[6].contains("cropped"))
        }

        @Test func theViewComesBackFromItsAddress() throws {
            let browser = try SharedChromium.report()
            let fragment: String = try browser.runAsync(
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
                while (!location.hash.includes("window=")) await new Promise(done => setTimeout(done, 20));
                return location.hash;
                """)
            #expect(fragment.contains("z=0.75,-0.5") && fragment.contains("tool=path"))
            let address = try ReportFixture.variational.get().address
            let state = """
                const { moment, model, code, hidden, layerName, mode, tools, view } = explorer, [from, to] = tools.path.ends;
                return [moment.index, model.words(code), [...hidden].sort(), layerName, mode, from.label, to.point, view.isHome].join(" ");
                """
            try browser.open(address + fragment, in: Surroundings())
            #expect(try browser.run(state) == "2 z1 0.75, z2 −0.50 2,7 uncertainty path 3 0.5,0.25 false")
            // Nonsense in the address changes nothing.
            let nonsense = "#z=a,b&step=-3&tool=x&layer=y&without=99,x&window=1,0&path=c99;z&change=1"
            try browser.open(address + nonsense, in: Surroundings())
            #expect(
                try browser.run("return explorer.mode + explorer.layerName + explorer.hidden.size;")
                    == "lookdecoded0")
            #expect(try browser.complaints() == [])
        }

        @Test func theFramesPlay() throws {
            let browser = try SharedChromium.report(in: Surroundings(isStill: true))
            _ = try browser.middle(of: "animation-training")
            try browser.wait("document.querySelector('#animation-training .player')")
            // Where motion is unwanted nothing moves before it is asked to, and what is shown is the end.
            let label = "document.querySelector('#animation-training output').textContent"
            #expect(try browser.run("return \(label);") == "after epoch 2")
            let isStill: Bool = try browser.runAsync(
                "const before = \(label); await new Promise(done => setTimeout(done, 600)); return before === \(label);"
            )
            #expect(isStill)
            try browser.perform(
                "document.querySelector('#animation-training [aria-label=\"One frame back\"]').click();")
            #expect(try browser.run("return \(label);") != "after epoch 2")
            try browser.perform("document.querySelector('#animation-training canvas').focus();")
            try browser.press(.home)
            #expect(try browser.run("return \(label);") == "before training")
            try browser.press(.space)
            try browser.wait("\(label) !== 'before training'")
            // The GIF that is made from the frames is one that the page itself can read.
            let isSame: Bool = try browser.runAsync(
                """
                const frames = document.getElementById("animation-training").frames;
                const gif = decodeGIF(new Uint8Array(await framesAsGIF(frames).arrayBuffer()));
                const screen = new Uint8Array(gif.width * gif.height), canvas = document.createElement("canvas");
                canvas.width = frames.width; canvas.height = frames.height;
                const context = canvas.getContext("2d", { willReadFrequently: true });
                for (let i = 0; i < gif.frames.length; i++) {
                  paintFrame(gif, gif.frames[i], screen);
                  frames.paint(i, context);
                  const { data } = context.getImageData(0, 0, frames.width, frames.height);
                  if (screen.some((index, at) => Math.abs((gif.palette[index] & 255) - data[4 * at]) > 1)) return false;
                }
                return gif.frames.length === frames.count;
                """)
            #expect(isSame)
        }
    }
}
