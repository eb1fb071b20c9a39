import Datasets
import Foundation
import Reporting
import TestSupport
import Testing

@testable import Runs

extension ChromiumTests {
    /// The page of a run of three latent dimensions that was only recorded.
    @Suite struct RecordedBrowserTests {
        /// A plane over the first two dimensions, and further ones over the others, each decoded to greys of its own.
        private static let page = Result {
            let place = try TemporaryFolder()
            let folder = RunFolder(place.url.appendingPathComponent("run"))
            try FileManager.default.createDirectory(at: folder.snapshots, withIntermediateDirectories: true)
            let record = """
                {"format": 2, "producer": {"name": "p", "version": "1"},
                 "recorded": {"latent_dim": 3, "image_shape": [1, 4, 4], "likelihood": null, "model": "vae"},
                 "dataset": {"name": "d", "title": "D", "test_count": 4, "class_names": ["a", "b"]},
                 "started": "2026-01-01T00:00:00Z", "state": "finished"}
                """
            try Data(record.utf8).write(to: folder.record)
            try Data("{\"step\": 0}\n".utf8).write(to: folder.metrics)
            func write(_ tensors: [(String, TypedTensor)], to url: URL) throws {
                try Data(
                    try TypedSafetensors(
                        tensors: tensors.map { (name: $0.0, tensor: $0.1) }, metadata: ["step": "0"]
                    ).encoded()
                ).write(to: url)
            }
            func bytes(_ shape: [Int], _ value: (Int) -> Int) -> TypedTensor {
                TypedTensor(
                    shape: shape, .bytes((0..<shape.reduce(1, *)).map { UInt8(value($0 / 16)) }))
            }
            func codes(_ across: Int, _ down: Int) -> [Float] {
                (0..<9).flatMap { cell -> [Float] in
                    var code: [Float] = [0, 0, 0]
                    (code[across], code[down]) = (Float(cell % 3) - 1, 1 - Float(cell / 3))
                    return code
                }
            }
            try write(
                [
                    ("images", bytes([4, 4, 4, 1]) { $0 * 60 }),
                    ("labels", TypedTensor(shape: [4], .bytes([0, 1, 0, 1]))),
                ], to: folder.images)
            try write(
                [
                    (
                        "posterior.means",
                        TypedTensor(shape: [4, 3], .floats((0..<12).map { Float($0 % 5) / 4 - 0.5 }))
                    ),
                    ("plane.codes", TypedTensor(shape: [3, 3, 3], .floats(codes(0, 1)))),
                    ("plane.images", bytes([3, 3, 4, 4, 1]) { $0 }),
                    ("further.codes", TypedTensor(shape: [2, 3, 3, 3], .floats(codes(0, 2) + codes(1, 2)))),
                    ("further.images", bytes([2, 3, 3, 4, 4, 1]) { 100 + 8 * $0 }),
                ], to: folder.snapshot(atStep: 0))
            let viewer = RunViewer(
                try RecordedRun(folder) { _ in DatasetLibrary(dataDirectory: nil) }, threads: 2)
            _ = try viewer.refreshPage()
            try viewer.writeReport()
            return (place, folder.report)
        }

        @Test(arguments: [(1440, false), (390, true)])
        func aFurtherPlaneCanBeChosen(width: Int, isDark: Bool) throws {
            let browser = try #require(SharedChromium.current), page = try Self.page.get().1
            _ = try browser.complaints()
            try browser.open(
                page.absoluteString, in: Surroundings(width: width, isDark: isDark, isReport: false))
            try browser.wait("!document.getElementById('recorded-plane').hidden")
            // Ink on white: 255 less what was recorded.
            func grey() throws -> Int {
                try browser.run(
                    """
                    const copy = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
                    copy.drawImage(document.getElementById("recorded-decoded"), 0, 0);
                    return copy.getImageData(1, 1, 1, 1).data[0];
                    """)
            }
            func choose(_ place: Int) throws {
                let _: Bool = try browser.run(
                    """
                    const which = document.getElementById("recorded-which");
                    which.value = "\(place)";
                    return which.dispatchEvent(new Event("change"));
                    """)
            }
            func text(_ name: String) throws -> String {
                // A name stays on the line of its value.
                try browser.run(
                    "return document.getElementById('\(name)').textContent.replaceAll('\\u00a0', ' ');")
            }
            let names: [String] = try browser.run(
                "return [...document.querySelectorAll('#recorded-which option')].map(one => one.textContent);"
            )
            #expect(names == ["z1 and z2", "z1 and z3", "z2 and z3"])
            // The middle of the plane that figures show, of which only the cells were recorded.
            #expect(try grey() == 255 - 4)
            #expect(try text("recorded-words").contains("nearest of 3 x 3"))
            // The first further plane's middle is its fifth image, the second's the fourteenth.
            try choose(1)
            #expect(try grey() == 255 - 132)
            #expect(try text("recorded-code") == "z1 = 0.00, z3 = 0.00")
            #expect(try text("recorded-words").contains("interpolation"))
            // To the right and up; z3 stays as another plane with it is chosen.
            let _: Bool = try browser.run("document.getElementById('recorded-plane').focus(); return true;")
            try browser.press(.up, .up, .right)
            #expect(try text("recorded-code") == "z1 = 0.50, z3 = 1.00")
            #expect(try grey() == 255 - 112)
            try choose(2)
            #expect(try text("recorded-code") == "z2 = 0.00, z3 = 1.00")
            #expect(try grey() == 255 - 180)
            #expect(
                try browser.run(
                    "return document.getElementById('recorded-plane').getAttribute('aria-label');")
                    == "The recorded plane, z2 and z3")
            #expect(try browser.run("return document.documentElement.scrollWidth <= innerWidth;") == true)
            if Axe.source != nil { #expect(try browser.violations() == []) }
            #expect(try browser.complaints() == [])
        }
    }
}
