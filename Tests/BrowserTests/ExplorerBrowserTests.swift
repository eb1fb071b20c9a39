import Foundation
import Randomness
import Testing
import VAE

extension ChromiumTests {
    /// The explorer in a real browser.
    @Suite struct ExplorerBrowserTests {
        private let fixture: ReportFixture

        init() throws {
            fixture = try ReportFixture.variational.get()
        }

        private func browser() async throws -> WebDriver { try await .opening(fixture.address) }

        @Test func thePageAsksForNothingAndComplainsOfNothing() async throws {
            let browser = try await browser()
            let _: Bool = try await browser.runAsync(
                "scrollTo(0, document.body.scrollHeight); await new Promise(done => setTimeout(done, 800)); return true;"
            )
            #expect(try await browser.log("browser").filter { $0.hasPrefix("SEVERE") } == [])
            let requests = try await browser.log("performance").filter {
                $0.contains("Network.requestWillBeSent\"")
            }
            #expect(requests.contains { $0.contains("file:///") })
            let outside = requests.filter { request in
                !["\"url\":\"file:///", "\"url\":\"data:", "\"url\":\"blob:"].contains {
                    request.contains($0)
                }
            }
            #expect(outside == [])
            // The page could not ask if it wanted to.
            let refused: String = try await browser.runAsync(
                "return await fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'refused');")
            #expect(refused == "refused")
            #expect(try await browser.log("browser").contains { $0.contains("Content Security Policy") })
            await browser.close()
        }

        @Test func theDecoderAgreesWithThePrograms() async throws {
            let browser = try await browser()
            var generator = SeededGenerator(seed: 1, stream: 1)
            let codes = (0..<400).map { _ in Float(generator.normal() * 1.5) }
            let expected = try fixture.network().decode(codes)
            let text = { (values: [Float]) in
                String(decoding: try JSONEncoder().encode(values), as: UTF8.self)
            }
            let worst: Double = try await browser.run(
                """
                const [codes, expected] = arguments.map(JSON.parse), { network } = explorer.moment;
                let worst = 0;
                for (let i = 0; i < 200; i++) {
                  const image = network.decode(codes.slice(2 * i, 2 * i + 2));
                  image.forEach((value, pixel) => { worst = Math.max(worst, Math.abs(value - expected[i * 784 + pixel])); });
                }
                return 255 * worst;
                """, [try text(codes), try text(expected)])
            #expect(worst < 2, "of 255 levels")
            let rate: Double = try await browser.run(
                """
                const begin = performance.now();
                for (let i = 0; i < 300; i++) explorer.moment.network.decode([i / 100 - 1.5, 0.3]);
                return 300 / (performance.now() - begin) * 1000;
                """)
            print("decodes a second in Chromium: \(Int(rate)); largest difference: \(worst) of 255 levels")
            await browser.close()
        }

        @Test func theEncoderAgreesWithThePrograms() async throws {
            let browser = try await browser()
            let worst: Double = try await browser.run(
                """
                const { model, moment } = explorer;
                let worst = 0;
                for (let i = 0; i < model.count; i++) {
                  const { mean, logVariance } = moment.network.encode(model.image(i));
                  [[mean, model.mean(moment, i)], [logVariance, model.logVariance(moment, i)]].forEach(([mine, theirs]) =>
                    mine.forEach((value, d) => { worst = Math.max(worst, Math.abs(value - theirs[d])); }));
                }
                return worst;
                """)
            #expect(worst < 0.05)
            await browser.close()
        }

        @Test func hoveringDecodesAndShowsTheNearestImage() async throws {
            let browser = try await browser()
            try await browser.show("latent-plane")
            let before: [String] = try await browser.run(
                "return [document.getElementById('code').textContent, document.getElementById('decoded').toDataURL()];"
            )
            let target = try await browser.place(1, -0.5)
            try await browser.move([(target.x - 20, target.y), target])
            try await browser.wait("document.getElementById('code').textContent.startsWith('z1 1.0')")
            let after: [String] = try await browser.run(
                "return [document.getElementById('code').textContent, document.getElementById('decoded').toDataURL()];"
            )
            #expect(after[0] != before[0] && after[1] != before[1])
            let terms: String = try await browser.run(
                "return document.getElementById('look-terms').textContent;")
            for word in ["reconstruction", "KL divergence", "ELBO", "nats"] { #expect(terms.contains(word)) }
            let isNearest: Bool = try await browser.run(
                """
                const { model, moment, image, code } = explorer, mean = model.mean(moment, image);
                const away = i => distance(model.mean(moment, i), code);
                return Array.from({ length: model.count }, (_, i) => away(i)).every(other => other >= distance(mean, code) - 1e-6);
                """)
            #expect(isNearest)
            // A click keeps the code when the mouse leaves; without one it goes back.
            try await browser.move([(target.x, target.y), (5, 5)])
            try await browser.wait("document.getElementById('code').textContent === '\(before[0])'")
            try await browser.move([(target.x - 9, target.y), target, target], drags: true)
            try await browser.wait("explorer.isKept")
            await browser.close()
        }

        @Test func keysMoveZoomAndStepThroughTraining() async throws {
            let browser = try await browser()
            let _: Bool = try await browser.run("explorer.view.canvas.focus(); return true;")
            let right = "\u{E014}", up = "\u{E013}"
            try await browser.press(right + right + up)
            let code: [Double] = try await browser.run("return Array.from(explorer.code);")
            #expect(code[0] > code[1] && code[1] > 0)
            let spoken: String = try await browser.run(
                "return document.getElementById('plane-status').textContent;")
            #expect(spoken.hasPrefix("z1 0.") && spoken.contains("nearest image"))
            try await browser.press("+")
            #expect(try await browser.run("return !explorer.view.isHome;"))
            try await browser.press("0")
            #expect(try await browser.run("return explorer.view.isHome;"))
            try await browser.press("[")
            try await browser.wait("explorer.moment.index === explorer.model.snapshots.length - 2")
            try await browser.press("n")
            #expect(
                try await browser.run(
                    "return distance(explorer.code, explorer.model.mean(explorer.moment, explorer.image)) < 1e-6;"
                ))
            await browser.close()
        }

        @Test func timeRunsBackUnderAFixedCode() async throws {
            let browser = try await browser()
            let count: Int = try await browser.run("return explorer.model.snapshots.length;")
            #expect((5...10).contains(count))
            let pictures: [String] = try await browser.runAsync(
                """
                const pictures = [];
                for (let i = 0; i < explorer.model.snapshots.length; i++) {
                  const slider = document.getElementById("moment");
                  slider.value = i;
                  slider.dispatchEvent(new Event("input"));
                  while (explorer.moment.index !== i) await new Promise(done => setTimeout(done, 10));
                  explorer.draw();
                  pictures.push(explorer.decodedCanvas.toDataURL() + document.getElementById("moment-name").textContent);
                }
                return pictures;
                """)
            #expect(Set(pictures).count == count)
            #expect(pictures.first?.contains("before training") == true)
            // Playing goes on by itself, and ends at the last snapshot.
            let _: Bool = try await browser.run(
                "document.getElementById('moment-play').click(); return true;")
            try await browser.wait("explorer.moment.index === 1")
            let _: Bool = try await browser.run(
                "document.getElementById('moment-play').click(); return true;")
            #expect(try await browser.run("return explorer.timeline.timer === 0;"))
            await browser.close()
        }

        @Test func classesAndLayersCanBeChosen() async throws {
            let browser = try await browser()
            let _: Bool = try await browser.run(
                "document.querySelector('#legend button[data-label=\"3\"]').click(); return true;")
            #expect(try await browser.run("return explorer.hidden.has(3) && explorer.hidden.size === 1;"))
            for layer in ["decoded", "uncertainty", "magnification", "density", "feature-loci"] {
                let isPainted: Bool = try await browser.runAsync(
                    """
                    const select = document.getElementById("layer");
                    select.value = "\(layer)";
                    select.dispatchEvent(new Event("change"));
                    const { canvas, context } = explorer.layer;
                    const end = performance.now() + 60000;
                    for (;;) {
                      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
                      if (data.some((value, i) => i % 4 === 3 && value > 0) && (explorer.layer.legend || "\(layer)" === "decoded")) return true;
                      if (performance.now() > end) return false;
                      await new Promise(done => setTimeout(done, 50));
                    }
                    """)
                #expect(isPainted, "\(layer)")
            }
            await browser.close()
        }
    }
}
