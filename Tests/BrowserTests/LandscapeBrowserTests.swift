import Testing

extension ChromiumTests {
    /// The first screen: the decoded plane that plays its training and answers the pointer.
    @Suite struct LandscapeBrowserTests {
        @Test func isThereSoonAndAnswersThePointer() throws {
            let browser = try SharedChromium.report()
            // The still is an image of the page itself, in sight, and the plane lies over it pixel by pixel.
            let places: [Double] = try browser.run(
                """
                const still = document.querySelector(".still"), box = still.getBoundingClientRect();
                const { left, right, top } = explorer.film.window, { view } = explorer, frame = view.canvas.getBoundingClientRect();
                return [still.naturalWidth, box.bottom, frame.left + view.across(left) - box.left,
                  frame.left + view.across(right) - box.right, frame.top + view.down(top) - box.top];
                """)
            #expect(places[0] == 6 * 28 && places[1] < 1000)
            #expect(places.dropFirst(2).allSatisfy { abs($0) < 0.5 })
            let times: [Double] = try browser.run(
                """
                return ["first-contentful-paint", "interactive"].map(name => performance.getEntriesByName(name)[0].startTime);
                """)
            // A busy machine has ten times as long as is wanted.
            #expect(times.allSatisfy { $0 < 3000 })
            // It does not wait for the networks, which stand behind the script, and nothing is left hidden.
            let isFirst: Bool = try browser.run(
                """
                const script = document.querySelector("script:not([type])"), archive = document.getElementById("archive-images");
                return Boolean(script.compareDocumentPosition(archive) & Node.DOCUMENT_POSITION_FOLLOWING)
                  && !document.querySelector(".opening") && document.getElementById("title").getClientRects().length > 0;
                """)
            #expect(isFirst)
            let decoded = "document.getElementById('decoded').toDataURL()"
            let before: String = try browser.run("return \(decoded);")
            let target = try browser.place(-0.8, 0.4)
            try browser.move([(target.x - 20, target.y), target])
            try browser.wait("\(decoded) !== '\(before)'")
            let isDecoded: Bool = try browser.run(
                """
                const here = explorer.moment.network.decode(explorer.code), shown = explorer.probabilities;
                return distance(explorer.code, [-0.8, 0.4]) < 0.05 && here.every((value, i) => value === shown[i]);
                """)
            #expect(isDecoded)
        }

        @Test func codesLieAtTheirQuantilesAndCanBeSwitchedOff() throws {
            let browser = try SharedChromium.report()
            // The median lies in the middle of the frames, and a cell's code in the middle of its cell.
            let isPlaced: Bool = try browser.run(
                """
                const { view, film } = explorer, middle = (film.window.left + film.window.right) / 2;
                const ends = [priorScale.value(0.05), priorScale.value(0.95)].map(x => view.px(x));
                const cell = (view.across(film.window.right) - view.across(film.window.left)) / film.cells;
                return Math.abs(view.px(0) - view.across(middle)) < 0.01
                  && Math.abs(ends[0] - view.across(film.window.left) - cell / 2) < 0.01
                  && Math.abs(view.across(film.window.right) - ends[1] - cell / 2) < 0.01
                  && Math.abs(view.x(view.px(1.2)) - 1.2) < 1e-4 && Math.abs(priorScale.value(0.95) - 1.644854) < 1e-5;
                """)
            #expect(isPlaced)
            let coloured: [Int] = try browser.run(
                """
                const count = () => {
                  explorer.draw();
                  const { canvas } = explorer.view, copy = document.createElement("canvas");
                  copy.width = canvas.width; copy.height = canvas.height;
                  const context = copy.getContext("2d", { willReadFrequently: true });
                  context.drawImage(canvas, 0, 0);
                  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
                  let sum = 0;
                  for (let i = 0; i < data.length; i += 4) {
                    if (Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2]) > 60) sum++;
                  }
                  return sum;
                };
                const before = count();
                document.getElementById("codes").click();
                return [before, count()];
                """)
            #expect(coloured[0] > coloured[1])
            #expect(
                try browser.run("return document.getElementById('codes').getAttribute('aria-pressed');")
                    == "false")
            try browser.wait("location.hash.includes('codes=off')")
        }

        @Test func playsTheTrainingOnceAndRestsOnItsEnd() throws {
            let browser = try SharedChromium.report(in: Surroundings(isStill: false))
            try browser.wait("explorer.frame >= 0")
            try browser.wait("explorer.frame > 2")
            try browser.wait("explorer.frame < 0 && explorer.timeline.timer === 0")
            let last = "return explorer.moment.index === explorer.model.snapshots.length - 1;"
            #expect(try browser.run(last))
            // What it shows at the end is the frame of the last snapshot, as it was before the film.
            let isLast: Bool = try browser.run(
                """
                const { film, layer } = explorer, shown = layer.context.getImageData(0, 0, layer.canvas.width, layer.canvas.height).data;
                const canvas = document.createElement("canvas");
                canvas.width = layer.canvas.width; canvas.height = layer.canvas.height;
                const context = canvas.getContext("2d");
                context.drawImage(film.still, 0, 0);
                return context.getImageData(0, 0, canvas.width, canvas.height).data.every((value, i) => value === shown[i]);
                """)
            #expect(isLast)
            // Pointing ends a film.
            try browser.perform("document.getElementById('moment-play').click();")
            try browser.wait("explorer.frame >= 0")
            let target = try browser.place(0.3, 0.3)
            try browser.move([(target.x - 20, target.y), target])
            try browser.wait("explorer.frame < 0")
            #expect(try browser.run(last))
        }

        @Test func isStillWhereMotionIsUnwanted() throws {
            let browser = try SharedChromium.report()
            try browser.wait("explorer.film.isOpen")
            let frames: [Int] = try browser.runAsync(
                """
                const seen = new Set();
                for (let i = 0; i < 20; i++) {
                  seen.add(explorer.frame);
                  await new Promise(done => setTimeout(done, 30));
                }
                return [...seen];
                """)
            #expect(frames == [-1])
            #expect(try browser.run("return explorer.timeline.index === explorer.timeline.last;"))
        }

        @Test func isAPictureWithoutScripts() throws {
            let browser = try SharedChromium.report(in: Surroundings(runsScripts: false))
            let still: [Double] = try browser.run(
                """
                const still = document.querySelector(".still"), box = still.getBoundingClientRect();
                return [still.naturalWidth, box.width, box.bottom, document.querySelector(".plane").getClientRects().length];
                """)
            #expect(still[0] > 0 && still[1] > 400 && still[2] < 1000 && still[3] == 0)
        }

        @Test func aLinkOpensAFoldedPartAndPaperAll() throws {
            let browser = try SharedChromium.report()
            func isOpen(_ part: String) throws -> Bool {
                try browser.run("return document.querySelector('#\(part) > details').open;")
            }
            #expect(try !isOpen("configuration"))
            try browser.perform("document.querySelector('.contents a[href=\"#configuration\"]').click();")
            try browser.wait("document.querySelector('#configuration > details').open")
            let address = try ReportFixture.variational.get().address
            try browser.open(address + "#files", in: Surroundings())
            #expect(try isOpen("files") && !isOpen("reproduce"))
            let printed: [Bool] = try browser.run(
                """
                const closed = () => document.querySelectorAll("details:not([open])").length === 0;
                dispatchEvent(new Event("beforeprint"));
                const onPaper = closed();
                dispatchEvent(new Event("afterprint"));
                return [onPaper, closed()];
                """)
            #expect(printed == [true, false])
        }
    }
}
