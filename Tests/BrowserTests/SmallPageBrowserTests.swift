import Foundation
import Reporting
import Runs
import Testing

extension ChromiumTests {
    /// Pages of other sizes, and slides, each of a copy of the run.
    @Suite struct SmallPageBrowserTests {
        /// Copies the usual run, and does something with the copy.
        private func withCopy<Result>(_ body: (RunFolder) throws -> Result) throws -> Result {
            let copy = FileManager.default.temporaryDirectory.appendingPathComponent(
                "vae-viz-test-\(UUID().uuidString)")
            try FileManager.default.copyItem(at: try ReportFixture.variational.get().run.url, to: copy)
            defer { try? FileManager.default.removeItem(at: copy) }
            return try body(RunFolder(copy))
        }

        @Test func aSmallPageOpensOnItsLandscape() throws {
            let browser = try #require(SharedChromium.current)
            try withCopy { run in
                let whole = try ReportComposer(run).write()
                let usual = try Data(contentsOf: whole).count
                let size = try #require(PageSize("1MB"))
                let bytes = try Data(contentsOf: try ReportComposer(run, size: size).write()).count
                #expect(bytes <= size.bytes && bytes < usual)
                _ = try browser.complaints()
                try browser.open(run.report.absoluteString, in: Surroundings())
                let state: [Int] = try browser.run(
                    """
                    return [explorer.model.snapshots.length, explorer.model.count, document.querySelector(".still").naturalWidth];
                    """)
                #expect(state[0] >= 1 && state[1] >= 100 && state[2] == 6 * 28)
                try browser.wait("explorer.film.isOpen")
                // Every network has its frame.
                let hasFrames: Bool = try browser.run(
                    "return explorer.model.snapshots.every(one => explorer.film.index(one) >= 0);")
                #expect(hasFrames)
                #expect(try browser.complaints() == [])
            }
        }

        @Test func slidesAreTurnedByKeysAndPrintedOneAPage() throws {
            let browser = try #require(SharedChromium.current)
            try withCopy { run in
                let slides = try ReportComposer(run).writeSlides()
                _ = try browser.complaints()
                try browser.open(slides.absoluteString, in: Surroundings(isReport: false))
                let count: Int = try browser.run("return document.querySelectorAll('.slide').length;")
                // The title, the film, the path that the run has a figure of.
                #expect(count >= 3)
                for key in [Chromium.Key.right, .space] { try browser.press(key) }
                #expect(try browser.run("return location.hash;") == "#3")
                let isWhole: Bool = try browser.run(
                    "return Math.abs(document.querySelectorAll('.slide')[2].getBoundingClientRect().top) < 1;"
                )
                #expect(isWhole)
                try browser.press(.home)
                #expect(try browser.run("return location.hash;") == "#1")
                let fits: Bool = try browser.run(
                    """
                    return [...document.querySelectorAll(".sheet")].every(sheet => {
                      const box = sheet.getBoundingClientRect();
                      return [...sheet.querySelectorAll("*")].every(one => {
                        const own = one.getBoundingClientRect();
                        return own.left >= box.left - 1 && own.right <= box.right + 1 && own.bottom <= box.bottom + 1;
                      });
                    });
                    """)
                #expect(fits)
                if Axe.source != nil { #expect(try browser.violations() == []) }
                #expect(try browser.complaints() == [])
                #expect(try printedPages(of: slides) == count)
            }
        }

        /// How many pages Chromium prints a document on.
        private func printedPages(of document: URL) throws -> Int {
            let file = document.deletingLastPathComponent().appendingPathComponent("printed.pdf")
            let process = Process()
            process.executableURL = URL(fileURLWithPath: try #require(Browsers.chromium))
            process.arguments = [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--no-first-run",
                "--user-data-dir=\(document.deletingLastPathComponent().path)/profile",
                "--no-pdf-header-footer",
                "--print-to-pdf=\(file.path)", document.absoluteString,
            ]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            return text.matches(of: /\/Type *\/Page\b/).count
        }
    }
}
