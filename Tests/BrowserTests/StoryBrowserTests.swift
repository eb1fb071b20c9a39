import Testing

extension ChromiumTests {
    /// One image at a time: its posterior goes down the gradient as the reader asks.
    @Suite struct StoryBrowserTests {
        /// Opens the page at the story, once that is there.
        private func story(in surroundings: Surroundings = Surroundings()) throws -> Chromium {
            let browser = try SharedChromium.report(in: surroundings)
            try browser.perform(
                "document.getElementById('story').scrollIntoView({ behavior: 'instant', block: 'start' });")
            try browser.wait("document.getElementById('story').dataset.ready")
            return browser
        }

        @Test func aStepLowersTheLossAndMovesTheMean() throws {
            let browser = try story()
            // The six, the one and the zero; the one begins where the six lives.
            #expect(try browser.run("return story.names.join();") == "6,1,0")
            try browser.perform("story.images.children[1].click();")
            let begun: [Bool] = try browser.run(
                """
                const six = explorer.model.mean(story.snapshot, story.typical[0]);
                return [distance(six, story.walker.posterior.mean) < 1e-6, story.status.textContent.includes("put where the 6 lives")];
                """)
            #expect(begun == [true, true])
            let picture = "document.getElementById('story-sample').toDataURL()"
            let before: String = try browser.run("return \(picture);")
            try browser.perform("document.getElementById('story-step').focus();")
            try browser.press(.space)
            try browser.wait("story.status.textContent.startsWith('Step 1: the loss fell from')")
            let state: [Bool] = try browser.run(
                """
                const { losses, means } = story.walker;
                return [losses.length === 2 && losses[1].total < losses[0].total, distance(means[0], means[1]) > 0,
                  document.getElementById("story-terms").textContent.includes(numeral(losses[1].total, 1)),
                  document.activeElement.id === "story-step"];
                """)
            #expect(state == [true, true, true, true])
            #expect(try browser.run("return \(picture);") != before)
            try browser.perform("story.steps.click();")
            try browser.wait("/^Steps? 2|come to rest/.test(story.status.textContent)")
            #expect(
                try browser.run(
                    "return story.walker.losses.every((loss, i, all) => !i || loss.total < all[i - 1].total);"
                ))
            try browser.perform("story.reset.click();")
            #expect(try browser.run("return story.walker.losses.length;") == 1)
            #expect(try browser.run("return \(picture);") == before)
            #expect(try browser.complaints() == [])
        }

        @Test func imagesBeginWhereTheEncoderPutsThemWhenAsked() throws {
            let browser = try story()
            let isOwn: Bool = try browser.run(
                """
                story.start.value = "own";
                story.start.dispatchEvent(new Event("change"));
                story.images.children[2].click();
                const { mean, logVariance } = story.snapshot.network.encode(explorer.model.image(story.typical[2]));
                return distance(mean, story.walker.posterior.mean) < 1e-3 && distance(logVariance, story.walker.posterior.logVariance) < 1e-2;
                """)
            #expect(isOwn)
            let samples: [String] = try browser.run(
                """
                return story.walker.noise.map(() => {
                  story.draw.click();
                  return document.getElementById("story-sample").toDataURL();
                });
                """)
            #expect(Set(samples).count > 1)
            // Another network: another plane.
            try browser.perform(
                "story.moment.value = 0; story.moment.dispatchEvent(new Event('change'));")
            try browser.wait("story.snapshot.index === 0")
        }

        @Test(arguments: [320, 390])
        func fitsANarrowWindow(width: Int) throws {
            let browser = try story(in: Surroundings(width: width, height: 800, isDark: true))
            #expect(try browser.run("return document.documentElement.scrollWidth;") <= width)
            if Axe.source != nil { #expect(try browser.violations() == []) }
        }
    }
}
