import Foundation

/// A Firefox without a window, driven by its own protocol, Marionette: JSON messages with their lengths over a socket.
///
/// Debian has no `geckodriver`, which does no more than translate WebDriver's commands to these.
final class Firefox {
    private let program: BackgroundProgram
    private let connection: LoopbackConnection
    private var number = 0

    init() throws {
        let program = try BackgroundProgram(
            Browsers.firefox, { ["--headless", "--no-remote", "--marionette", "--profile", $0.path] },
            files: [
                // Port 0 is a free one, which the browser writes into a file.
                "user.js": """
                user_pref("marionette.port", 0);
                user_pref("browser.shell.checkDefaultBrowser", false);
                user_pref("datareporting.policy.dataSubmissionEnabled", false);
                user_pref("app.update.enabled", false);
                """
            ])
        self.program = program
        connection = try program.wait { _ in
            let file = program.folder.appendingPathComponent("MarionetteActivePort")
            let port = (try? String(contentsOf: file, encoding: .utf8)).flatMap { Int($0) }
            return port.flatMap { try? LoopbackConnection(port: $0) }
        }
        _ = try receive()
        _ = try call("WebDriver:NewSession", "{}")
    }

    /// Ends the browser with all its processes.
    func close() {
        _ = try? call("Marionette:Quit", "{}")
    }

    func open(_ url: String) throws {
        _ = try call("WebDriver:Navigate", #"{"url":"\#(url)"}"#)
    }

    /// Runs script that may wait, and gives the text that it returns.
    func run(_ script: String) throws -> String {
        struct Body: Encodable { let script: String, args: [String], sandbox: String? }
        let body = Body(script: Chromium.waiting(script), args: [], sandbox: nil)
        let answer = try call(
            "WebDriver:ExecuteAsyncScript", String(decoding: try JSONEncoder().encode(body), as: UTF8.self))
        guard let text = answer["value"] as? String else { throw BrowserFailure("no text: \(answer)") }
        return text
    }

    private func call(_ name: String, _ parameters: String) throws -> [String: Any] {
        number += 1
        let message = #"[0,\#(number),"\#(name)",\#(parameters)]"#
        try connection.write("\(message.utf8.count):\(message)")
        let answer = try JSONSerialization.jsonObject(with: try receive()) as? [Any] ?? []
        guard answer.count == 4, !(answer[2] is [String: Any]) else {
            throw BrowserFailure("\(name): \(answer)")
        }
        return answer[3] as? [String: Any] ?? [:]
    }

    /// The next whole message.
    private func receive() throws -> Data {
        guard let length = Int(try connection.read(until: ":")) else {
            throw BrowserFailure("Firefox speaks another protocol")
        }
        return try connection.read(count: length)
    }
}
