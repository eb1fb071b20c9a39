import Foundation
import Testing

extension ChromiumTests {
    /// The network that learns in the page.
    @Suite struct LabBrowserTests {
        /// The report with the part in sight and its untrained network shown.
        private func opened(in surroundings: Surroundings = Surroundings()) throws -> Chromium {
            let browser = try SharedChromium.report(in: surroundings)
            _ = try browser.middle(of: "lab-run")
            try browser.wait("lab.report.view && lab.isInSight && !lab.isBusy")
            return browser
        }

        private func click(_ name: String, in browser: Chromium) throws {
            try browser.perform("document.getElementById('lab-\(name)').click();")
        }

        private func steps(_ browser: Chromium) throws -> Int {
            try browser.run("return lab.report.view.steps;")
        }

        private func text(_ name: String, in browser: Chromium) throws -> String {
            try browser.run("return document.getElementById('lab-\(name)').textContent;")
        }

        @Test func learnsWhileItIsAskedTo() throws {
            let browser = try opened()
            // Of the pages of other tests.
            _ = try browser.complaints()
            #expect(try steps(browser) == 0)
            #expect(try text("status", in: browser) == "Not trained yet.")
            #expect(try text("facts", in: browser).contains("learns from 160"))
            try click("run", in: browser)
            try browser.wait("lab.report.view.steps > 30")
            try click("run", in: browser)
            try browser.wait("!lab.isBusy")
            let paused = try steps(browser)
            #expect(try text("status", in: browser).contains("Paused. ELBO of the held-out digits: −"))
            #expect(try text("terms", in: browser).contains("digits a second"))
            let bounds: [Double] = try browser.run("return lab.report.rows.map(row => row.test);")
            #expect(try #require(bounds.last) > #require(bounds.first) + 100)
            try click("step", in: browser)
            try browser.wait("lab.report.view.steps > \(paused)")
            #expect(try steps(browser) == paused + 1)
            try click("reset", in: browser)
            try browser.wait("lab.report.view?.steps === 0")
            #expect(try text("run", in: browser) == "Start")
            #expect(try browser.complaints() == [])
        }

        @Test func waitsWhileItIsOutOfSight() throws {
            let browser = try opened()
            try click("run", in: browser)
            try browser.wait("lab.report.view.steps > 0")
            try browser.perform("scrollTo({ top: 0, behavior: 'instant' });")
            try browser.wait("!lab.isInSight && !lab.isBusy")
            let left = try steps(browser)
            Thread.sleep(forTimeInterval: 0.6)
            #expect(try steps(browser) == left)
            #expect(try text("status", in: browser) == "Waiting until it is in sight.")
            _ = try browser.middle(of: "lab-run")
            try browser.wait("lab.report.view.steps > \(left)")
        }

        @Test func theSameSeedGivesTheSameNetwork() throws {
            let browser = try opened()
            let planes: [Bool] = try browser.runAsync(
                """
                const steps = async count => {
                  for (let step = 1; step <= count; step++) {
                    document.getElementById("lab-step").click();
                    while (lab.report.view?.steps !== step) await new Promise(done => setTimeout(done, 5));
                  }
                  return lab.report.view.plane;
                };
                const begin = async seed => {
                  const field = document.getElementById("lab-seed");
                  field.value = seed;
                  field.dispatchEvent(new Event("change"));
                  while (lab.report.view?.steps !== 0) await new Promise(done => setTimeout(done, 5));
                  return steps(3);
                };
                const first = await begin(4), other = await begin(5), again = await begin(4);
                const isFirst = plane => plane.every((value, i) => value === first[i]);
                return [isFirst(again), isFirst(other)];
                """)
            #expect(planes == [true, false])
        }

        @Test func withoutNoiseItIsAPlainAutoencoder() throws {
            let browser = try opened()
            #expect(try text("terms", in: browser).contains("KL divergence"))
            try click("noise", in: browser)
            try click("step", in: browser)
            try browser.wait("lab.report.view?.steps === 1")
            #expect(try !text("terms", in: browser).contains("KL"))
            #expect(try text("curve-title", in: browser).hasPrefix("Reconstruction"))
            #expect(try browser.run("return lab.beta.disabled && lab.report.view.heldOut.kl === 0;"))
        }

        @Test func answersToKeysOnAPhone() throws {
            let browser = try opened(in: Surroundings(width: 390, height: 844, isStill: true))
            try browser.perform("document.getElementById('lab-run').focus();")
            try browser.press(.space)
            try browser.wait("lab.report.view.steps > 0")
            try browser.press(.space)
            #expect(try browser.run("return !lab.isRunning;"))
            let isWithin: Bool = try browser.run(
                """
                return ["plane", "codes", "curve"].every(name =>
                  document.getElementById("lab-" + name).getBoundingClientRect().right <= innerWidth);
                """)
            #expect(isWithin)
        }

        @Test func saysWhyItCannotLearn() throws {
            let browser = try opened()
            try browser.perform("Worker = undefined; lab.open().catch(error => lab.fail(error.message));")
            try browser.wait("document.getElementById('lab-body').hidden")
            #expect(try text("problem", in: browser).contains("has no workers"))
        }
    }
}
