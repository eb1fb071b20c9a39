import Foundation

/// WebKitGTK's small browser, driven by its `WebKitWebDriver`; it has no mode without a window, so that it gets a screen
/// of its own that nobody sees.
final class WebKit {
    private let screen: BackgroundProgram, driver: BackgroundProgram
    private let port: Int
    private let session: String

    init() throws {
        let screen = try BackgroundProgram(
            Browsers.xvfb, { _ in ["-displayfd", "1", "-screen", "0", "1440x1000x24", "-nolisten", "tcp"] })
        self.screen = screen
        // The screen picks a free number and says which.
        let display = try screen.wait { output in output.firstMatch(of: /^(\d+)\n/).map { String($0.1) } }
        let port = try WebDriver.freePort()
        self.port = port
        let driver = try BackgroundProgram(
            Browsers.webKitDriver, { _ in ["--port=\(port)"] },
            environment: [
                "DISPLAY": ":\(display)", "LIBGL_ALWAYS_SOFTWARE": "1",
                "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
            ])
        self.driver = driver
        struct Session: Decodable { let sessionId: String }
        session = try driver.wait { _ in
            let made: Session? = try? WebDriver.send(
                port, "POST", "/session", #"{"capabilities":{"alwaysMatch":{}}}"#)
            return made?.sessionId
        }
    }

    /// An answer that is of no interest.
    private struct Anything: Decodable {
        init(from decoder: any Decoder) throws {}
    }

    /// Ends the browser; driver and screen end with the value.
    func close() {
        let _: Anything? = try? WebDriver.send(port, "DELETE", "/session/\(session)", "")
    }

    func open(_ url: String) throws {
        let _: Anything? = try WebDriver.send(
            port, "POST", "/session/\(session)/url", #"{"url":"\#(url)"}"#)
    }

    /// Runs script that may wait, and gives the text that it returns.
    func run(_ script: String) throws -> String {
        struct Body: Encodable { let script: String, args: [String] }
        let body = try JSONEncoder().encode(Body(script: Chromium.waiting(script), args: []))
        return try WebDriver.send(
            port, "POST", "/session/\(session)/execute/async", String(decoding: body, as: UTF8.self))
    }
}
