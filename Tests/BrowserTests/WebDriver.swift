import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A browser that a test drives: the W3C WebDriver protocol over HTTP, as Debian's `chromedriver` speaks it.
///
/// Source: W3C, WebDriver (2018), sections 8 (sessions), 13 (script), 17 (actions); the paths below `goog/` are
/// chromedriver's.
final class WebDriver: Sendable {
    private let driver: DriverProcess
    private let session: String

    /// What the browser answers.
    private struct Reply<Value: Decodable>: Decodable { let value: Value }

    /// An answer that is of no interest.
    private struct Anything: Decodable {
        init(from decoder: any Decoder) throws {}
    }

    private struct Script: Encodable {
        let script: String, args: [String]
    }

    struct Failure: Error, CustomStringConvertible { let description: String }

    /// Starts a browser without a window.
    ///
    /// - Parameter arguments: more of Chromium's arguments.
    init(_ arguments: [String] = []) async throws {
        let driver = try DriverProcess()
        self.driver = driver
        let all = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1440,1000",
            "--no-first-run", "--disable-background-networking", "--disable-component-update",
        ]
        struct Capabilities: Encodable {
            struct Match: Encodable {
                struct Options: Encodable {
                    let binary: String, args: [String]
                }
                let chromeOptions: Options
                let logging = ["browser": "ALL", "performance": "ALL"]
                enum CodingKeys: String, CodingKey {
                    case chromeOptions = "goog:chromeOptions"
                    case logging = "goog:loggingPrefs"
                }
            }
            let capabilities: [String: Match]
        }
        let options = Capabilities.Match.Options(binary: Browsers.chromium ?? "", args: all + arguments)
        let body = try JSONEncoder().encode(
            Capabilities(capabilities: ["alwaysMatch": .init(chromeOptions: options)]))
        struct Session: Decodable { let sessionId: String }
        let made: Session = try await Self.send(driver.port, "POST", "/session", body)
        session = made.sessionId
    }

    /// Opens a page.
    func open(_ url: String) async throws {
        let _: Anything? = try await command("POST", "/url", ["url": url])
    }

    /// Runs script and gives what it returns; `arguments` are texts.
    func run<Value: Decodable>(_ script: String, _ arguments: [String] = []) async throws -> Value {
        try await command("POST", "/execute/sync", Script(script: script, args: arguments))
    }

    /// Runs script that waits, and gives what it returns in the end.
    func runAsync<Value: Decodable>(_ script: String, _ arguments: [String] = []) async throws -> Value {
        let waiting = """
            const finish = arguments[arguments.length - 1];
            (async () => { \(script) })().then(finish, error => finish("error: " + error.stack));
            """
        return try await command("POST", "/execute/async", Script(script: waiting, args: arguments))
    }

    /// Waits until script gives true.
    func wait(_ condition: String, seconds: Double = 60) async throws {
        let end = Date().addingTimeInterval(seconds)
        while Date() < end {
            if try await run("return Boolean(\(condition));") { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Failure(description: "never came true: \(condition)")
    }

    /// Does actions of the mouse and the keyboard, given as the protocol's JSON.
    func act(_ actions: String) async throws {
        let body = Data(#"{"actions":[\#(actions)]}"#.utf8)
        let _: Anything? = try await Self.send(driver.port, "POST", "/session/\(session)/actions", body)
    }

    /// Moves the mouse through points of the window, with the button down if it `drags`.
    func move(_ points: [(x: Double, y: Double)], drags: Bool = false) async throws {
        var steps = points.map {
            #"{"type":"pointerMove","duration":30,"x":\#(Int($0.x)),"y":\#(Int($0.y))}"#
        }
        if drags {
            steps.insert(#"{"type":"pointerDown","button":0}"#, at: 1)
            steps.append(#"{"type":"pointerUp","button":0}"#)
        }
        try await act(
            #"{"type":"pointer","id":"mouse","parameters":{"pointerType":"mouse"},"actions":[\#(steps.joined(separator: ","))]}"#
        )
    }

    /// Presses keys one after another; the protocol has characters of its own for the arrows.
    func press(_ keys: String) async throws {
        let steps = keys.flatMap { key in
            ["keyDown", "keyUp"].map { type in
                let scalars = String(key).utf16.map { #"\u"# + String(format: "%04x", Int($0)) }.joined()
                return #"{"type":"\#(type)","value":"\#(scalars)"}"#
            }
        }
        try await act(#"{"type":"key","id":"keys","actions":[\#(steps.joined(separator: ","))]}"#)
    }

    /// Runs a command of Chromium's own debugging protocol.
    func chromium(_ name: String, _ parameters: String) async throws {
        let body = Data(#"{"cmd":"\#(name)","params":\#(parameters)}"#.utf8)
        let _: Anything? = try await Self.send(
            driver.port, "POST", "/session/\(session)/goog/cdp/execute", body)
    }

    /// The log lines of a kind ("browser" or "performance") since they were last asked for.
    func log(_ kind: String) async throws -> [String] {
        struct Line: Decodable { let level: String, message: String }
        let lines: [Line] = try await command("POST", "/se/log", ["type": kind])
        return lines.map { "\($0.level) \($0.message)" }
    }

    /// Ends the browser.
    func close() async {
        let _: Anything?? = try? await Self.send(driver.port, "DELETE", "/session/\(session)", nil)
        driver.stop()
    }

    private func command<Body: Encodable, Value: Decodable>(
        _ method: String, _ path: String, _ body: Body
    ) async throws -> Value {
        try await Self.send(
            driver.port, method, "/session/\(session)\(path)", try JSONEncoder().encode(body))
    }

    private static func send<Value: Decodable>(
        _ port: Int, _ method: String, _ path: String, _ body: Data?
    ) async throws -> Value {
        guard let url = URL(string: "http://127.0.0.1:\(port)\(path)") else {
            throw Failure(description: "no address: \(path)")
        }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.httpBody = body
        request.timeoutInterval = 120
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        let (answer, response) = try await URLSession.shared.data(for: request)
        guard (response as? HTTPURLResponse)?.statusCode == 200 else {
            throw Failure(description: "\(path): \(String(decoding: answer.prefix(600), as: UTF8.self))")
        }
        return try JSONDecoder().decode(Reply<Value>.self, from: answer).value
    }
}
