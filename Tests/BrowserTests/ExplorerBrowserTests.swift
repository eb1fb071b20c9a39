import Foundation
import Randomness
import Testing
import VAE

extension ChromiumTests {
    /// The network in the page, and the plane that answers to mouse and keys.
    @Suite struct ExplorerBrowserTests {
        @Test func theDecoderAgreesWithTheProgramsAndIsFast() throws {
            let browser = try SharedChromium.report()
            var generator = SeededGenerator(seed: 1, stream: 1)
            let codes = (0..<400).map { _ in Float(generator.normal() * 1.5) }
            let expected = try ReportFixture.variational.get().network().decode(codes)
            func text(_ values: [Float]) throws -> String {
                String(decoding: try JSONEncoder().encode(values), as: UTF8.self)
            }
            let worst: Double = try browser.run(
                """
                const [codes, expected] = [...arguments].map(JSON.parse), { network } = explorer.moment;
                let worst = expected.length === 200 * 784 ? 0 : 1;
                for (let i = 0; i < 200; i++) {
                  network.decode(codes.slice(2 * i, 2 * i + 2)).forEach((value, pixel) => {
                    worst = Math.max(worst, Math.abs(value - expected[i * 784 + pixel]));
                  });
                }
                return 255 * worst;
                """, [try text(codes), try text(expected)])
            #expect(worst < 2, "of 255 levels")
        }

        @Test func theEncoderAgreesWithThePrograms() throws {
            let browser = try SharedChromium.report()
            let worst: Double = try browser.run(
                """
                const { model, moment } = explorer;
                let worst = 0;
                for (let i = 0; i < model.count; i++) {
                  const { mean, logVariance } = moment.network.encode(model.image(i));
                  [[mean, model.mean(moment, i)], [logVariance, model.logVariance(moment, i)]].forEach(([ours, theirs]) =>
                    ours.forEach((value, d) => { worst = Math.max(worst, Math.abs(value - theirs[d])); }));
                }
                return worst;
                """)
            #expect(worst < 0.05)
        }

        @Test func hoveringDecodesAndShowsTheNearestImage() throws {
            let browser = try SharedChromium.report()
            let shown = """
                return [document.getElementById("code").textContent, document.getElementById("decoded").toDataURL()];
                """
            let before: [String] = try browser.run(shown)
            let target = try browser.place(1, -0.5)
            try browser.move([(target.x - 20, target.y), target])
            let isThere = "distance(explorer.code, [1, -0.5]) < 0.05"
            try browser.wait(isThere)
            let after: [String] = try browser.run(shown)
            #expect(after[0] != before[0] && after[1] != before[1])
            let terms: String = try browser.run("return document.getElementById('look-terms').textContent;")
            for word in ["reconstruction", "KL divergence", "ELBO", "nats"] { #expect(terms.contains(word)) }
            let isNearest: Bool = try browser.run(
                """
                const { model, moment, image, code } = explorer;
                const away = i => distance(model.mean(moment, i), code);
                return Array.from({ length: model.count }, (_, i) => away(i)).every(other => other >= away(image) - 1e-6);
                """)
            #expect(isNearest)
            // Without a click the code goes back when the mouse leaves; a click keeps it.
            try browser.move([target, (5, 5)])
            try browser.wait("document.getElementById('code').textContent === '\(before[0])'")
            try browser.move([target, target], drags: true)
            try browser.move([target, (5, 5)])
            try browser.wait(isThere)
        }

        @Test func keysMoveZoomAndStepThroughTraining() throws {
            let browser = try SharedChromium.report()
            try browser.perform(
                "explorer.setCode(explorer.model.codeAt(0, 0)); explorer.view.canvas.focus();")
            try browser.press(.right, .right, .up)
            let code: [Double] = try browser.run("return Array.from(explorer.code);")
            #expect(code[0] > code[1] && code[1] > 0)
            let spoken: String = try browser.run(
                "return document.getElementById('plane-status').textContent;")
            #expect(spoken.hasPrefix("z1 0.") && spoken.contains("nearest image"))
            try browser.press(.plus)
            #expect(try browser.run("return !explorer.view.isHome;"))
            try browser.press(.zero)
            #expect(try browser.run("return explorer.view.isHome;"))
            try browser.press(.bracket)
            try browser.wait("explorer.moment.index === explorer.model.snapshots.length - 2")
            try browser.press(.n)
            #expect(
                try browser.run(
                    "return distance(explorer.code, explorer.model.mean(explorer.moment, explorer.image)) < 1e-6;"
                ))
        }

        @Test func timeRunsBackUnderAFixedCode() throws {
            let browser = try SharedChromium.report()
            let count: Int = try browser.run("return explorer.model.snapshots.length;")
            #expect((5...10).contains(count))
            let pictures: [String] = try browser.runAsync(
                """
                const pictures = [], slider = document.getElementById("moment");
                for (let i = 0; i < explorer.model.snapshots.length; i++) {
                  slider.value = i;
                  slider.dispatchEvent(new Event("input"));
                  while (explorer.moment.index !== i) await new Promise(done => setTimeout(done, 5));
                  explorer.draw();
                  pictures.push(explorer.decodedCanvas.toDataURL() + document.getElementById("moment-name").textContent);
                }
                return pictures;
                """)
            #expect(Set(pictures).count == count)
            #expect(pictures.first?.contains("before training") == true)
            // Playing goes on by itself from the beginning, until it is stopped.
            let play = "document.getElementById('moment-play').click();"
            try browser.perform(play)
            // Which moments are seen depends on how quick the machine is.
            try browser.wait(
                "explorer.frame >= 0 && explorer.timeline.index >= 1 && explorer.timeline.index < \(count - 1)"
            )
            try browser.perform(play)
            #expect(try browser.run("return explorer.timeline.timer === 0;"))
            // The film may have gone on until the button was pressed.
            let stopped: Int = try browser.run("return explorer.timeline.index;")
            #expect(stopped >= 1)
            try browser.wait("explorer.moment.index === \(stopped) && explorer.frame < 0")
        }

        @Test func classesAndLayersCanBeChosen() throws {
            let browser = try SharedChromium.report()
            try browser.perform(#"document.querySelector('#legend button[data-label="3"]').click();"#)
            #expect(try browser.run("return explorer.hidden.has(3) && explorer.hidden.size === 1;"))
            // What was measured comes with the run: a network that has learned little may show no feature anywhere.
            let unpainted: [String] = try browser.runAsync(
                """
                const select = document.getElementById("layer"), unpainted = [];
                for (const name of [...select.options].map(option => option.value).filter(name => name !== "none")) {
                  select.value = name;
                  select.dispatchEvent(new Event("change"));
                  const { canvas, context } = explorer.layer, end = performance.now() + 20000;
                  const isPainted = () => context.getImageData(0, 0, canvas.width, canvas.height).data
                    .some((value, i) => i % 4 === 3 && value > 0) && (explorer.layer.legend || name === "decoded");
                  while (layerMakers[name] && !isPainted() && performance.now() < end) await new Promise(done => setTimeout(done, 20));
                  if (layerMakers[name] ? !isPainted() : !explorer.layer.legend) unpainted.push(name);
                }
                return select.options.length === 6 ? unpainted : ["other layers than expected"];
                """)
            #expect(unpainted == [])
        }
    }
}
