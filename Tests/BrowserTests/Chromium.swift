import Foundation

/// A Chromium without a window, driven by the W3C WebDriver protocol over HTTP as `chromedriver` speaks it.
///
/// Source: W3C, WebDriver (2018), sections 8 (sessions), 13 (script), 17 (actions); the paths below `goog/` are
/// chromedriver's.
final class Chromium: Sendable {
    private let driver: BackgroundProgram
    private let port: Int
    private let session: String

    /// An answer that is of no interest.
    private struct Anything: Decodable {
        init(from decoder: any Decoder) throws {}
    }

    init() throws {
        driver = try BackgroundProgram(Browsers.chromedriver, { _ in ["--port=0"] })
        // The driver picks a free port and says which.
        let port = try driver.wait { output in
            output.firstMatch(of: /successfully on port (\d+)/).flatMap { Int($0.1) }
        }
        self.port = port
        let options = """
            {"capabilities":{"alwaysMatch":{
              "goog:chromeOptions":{"binary":"\(Browsers.chromium ?? "")","args":["--headless=new","--no-sandbox",
                "--disable-gpu","--disable-dev-shm-usage","--hide-scrollbars","--no-first-run",
                "--disable-background-networking","--disable-component-update"]},
              "goog:loggingPrefs":{"browser":"ALL","performance":"ALL"}}}}
            """
        struct Session: Decodable { let sessionId: String }
        let made: Session = try WebDriver.send(port, "POST", "/session", options)
        session = made.sessionId
    }

    /// Ends the browser; the driver ends with the value.
    func close() {
        let _: Anything? = try? WebDriver.send(port, "DELETE", "/session/\(session)", "")
    }

    func open(_ url: String) throws {
        let _: Anything = try command("/url", ["url": url])
    }

    /// Runs script and gives what it returns; `arguments` are texts.
    func run<Value: Decodable>(_ script: String, _ arguments: [String] = []) throws -> Value {
        try command("/execute/sync", Script(script: script, args: arguments))
    }

    /// Runs script and gives nothing.
    func perform(_ script: String) throws {
        let _: Anything = try command("/execute/sync", Script(script: script + "\nreturn true;", args: []))
    }

    /// Runs script that waits, and gives what it returns in the end.
    func runAsync<Value: Decodable>(_ script: String) throws -> Value {
        try command("/execute/async", Script(script: Self.waiting(script), args: []))
    }

    /// Script that hands over what an asynchronous one returns, in the protocol's way.
    static func waiting(_ script: String) -> String {
        """
        const finish = arguments[arguments.length - 1];
        (async () => { \(script) })().then(finish, error => finish("error: " + error.stack));
        """
    }

    /// Waits until script gives true.
    func wait(_ condition: String) throws {
        let end = Date().addingTimeInterval(30)
        while Date() < end {
            if try run("return Boolean(\(condition));") { return }
            Thread.sleep(forTimeInterval: 0.02)
        }
        throw BrowserFailure("never came true: \(condition)")
    }

    /// Does actions of the mouse and the keyboard, given as the protocol's JSON.
    func act(_ source: String) throws {
        let _: Anything = try send("/actions", #"{"actions":[\#(source)]}"#)
    }

    /// Runs a command of Chromium's own debugging protocol.
    func command(_ name: String, _ parameters: String) throws {
        let _: Anything = try send("/goog/cdp/execute", #"{"cmd":"\#(name)","params":\#(parameters)}"#)
    }

    /// The log lines of a kind ("browser" or "performance") since they were last asked for.
    func log(_ kind: String) throws -> [String] {
        struct Line: Decodable { let level: String, message: String }
        let lines: [Line] = try command("/se/log", ["type": kind])
        return lines.map { "\($0.level) \($0.message)" }
    }

    private struct Script: Encodable {
        let script: String, args: [String]
    }

    private func command<Value: Decodable>(_ path: String, _ body: some Encodable) throws -> Value {
        try send(path, String(decoding: try JSONEncoder().encode(body), as: UTF8.self))
    }

    private func send<Value: Decodable>(_ path: String, _ body: String) throws -> Value {
        try WebDriver.send(port, "POST", "/session/\(session)\(path)", body)
    }
}
