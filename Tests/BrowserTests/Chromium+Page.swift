import Foundation
import Testing

/// What a page is opened in.
struct Surroundings {
    var width = 1440, height = 1000
    /// Pixels of the screen to one of the page: 2 with half the width is a page at 200 %.
    var scale = 1
    var isDark = false, runsScripts = true
    /// Whether motion is unwanted: then the page does not play its training by itself.
    var isStill = true
    /// Whether it is a report, which says when it is ready.
    var isReport = true
}

extension Chromium {
    /// Opens a page anew, as if the browser had just been started.
    func open(_ url: String, in surroundings: Surroundings) throws {
        try open("about:blank")
        try command(
            "Emulation.setDeviceMetricsOverride",
            """
            {"width":\(surroundings.width),"height":\(surroundings.height),"deviceScaleFactor":\(surroundings.scale),\
            "mobile":\(surroundings.width < 600)}
            """)
        try command(
            "Emulation.setEmulatedMedia",
            """
            {"features":[{"name":"prefers-color-scheme","value":"\(surroundings.isDark ? "dark" : "light")"},\
            {"name":"prefers-reduced-motion","value":"\(surroundings.isStill ? "reduce" : "no-preference")"}]}
            """)
        try command("Emulation.setScriptExecutionDisabled", #"{"value":\#(!surroundings.runsScripts)}"#)
        try open(url)
        if surroundings.runsScripts, surroundings.isReport {
            try wait("document.getElementById('explorer').dataset.ready")
        }
    }

    /// What the page complained of since it was last asked.
    func complaints() throws -> [String] {
        try log("browser").filter { $0.hasPrefix("SEVERE") || $0.hasPrefix("WARNING") }
    }

    /// Moves the mouse through points of the window, with the button down from the first to the last if it `drags`.
    func move(_ points: [(x: Double, y: Double)], drags: Bool = false) throws {
        var steps = points.map {
            #"{"type":"pointerMove","duration":30,"x":\#(Int($0.x)),"y":\#(Int($0.y))}"#
        }
        if drags {
            steps.insert(#"{"type":"pointerDown","button":0}"#, at: 1)
            steps.append(#"{"type":"pointerUp","button":0}"#)
        }
        let list = steps.joined(separator: ",")
        try act(#"{"type":"pointer","id":"mouse","actions":[\#(list)]}"#)
    }

    /// Presses keys one after another.
    func press(_ keys: Key...) throws {
        let steps = keys.flatMap { key in
            ["keyDown", "keyUp"].map { #"{"type":"\#($0)","value":"\#(key.rawValue)"}"# }
        }
        try act(#"{"type":"key","id":"keys","actions":[\#(steps.joined(separator: ","))]}"#)
    }

    /// Keys; the protocol has characters of its own for some.
    enum Key: String {
        case tab = "\u{E004}", home = "\u{E011}", up = "\u{E013}", right = "\u{E014}"
        case space = " ", plus = "+", zero = "0", bracket = "[", n
    }

    /// Where a point of the plane is in the window, once the plane is in sight.
    func place(_ x: Double, _ y: Double) throws -> (x: Double, y: Double) {
        try show("latent-plane")
        let place: [Double] = try run(
            """
            const box = explorer.view.canvas.getBoundingClientRect();
            return [box.left + explorer.view.px(\(x)), box.top + explorer.view.py(\(y))];
            """)
        return (place[0], place[1])
    }

    /// The middle of an element in the window, once the element is in sight.
    func middle(of element: String) throws -> (x: Double, y: Double) {
        try show(element)
        let place: [Double] = try run(
            """
            const box = document.getElementById("\(element)").getBoundingClientRect();
            return [box.left + box.width / 2, box.top + box.height / 2];
            """)
        return (place[0], place[1])
    }

    private func show(_ element: String) throws {
        try perform(
            "document.getElementById('\(element)').scrollIntoView({ behavior: 'instant', block: 'center' });")
    }
}

/// One Chromium for all tests of a suite, and a thread on which they wait for it.
struct SharedChromium: SuiteTrait, TestScoping {
    @TaskLocal static var current: Chromium?

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await withTaskExecutorPreference(OwnThread()) {
            let browser = try Chromium()
            defer { browser.close() }
            try await Self.$current.withValue(browser) { try await function() }
        }
    }

    /// The browser with the report of the usual run.
    static func report(in surroundings: Surroundings = Surroundings()) throws -> Chromium {
        let browser = try #require(current)
        try browser.open(try ReportFixture.variational.get().address, in: surroundings)
        return browser
    }
}

/// Everything that is tried in Chromium, one test after another.
@Suite(.serialized, SharedChromium(), .enabled(if: Browsers.hasChromium, Browsers.chromiumAbsence))
enum ChromiumTests {}
