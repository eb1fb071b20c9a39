import Foundation

/// A Firefox without a window, driven by its own protocol, Marionette: JSON messages with their lengths over a socket.
///
/// Debian has no `geckodriver`, which does no more than translate WebDriver's commands to these.
final class Firefox {
    private let process = Process()
    private let profile: URL
    private let connection: Int32
    private var number = 0
    private var received: [UInt8] = []

    /// Starts the browser with a profile of its own.
    init() throws {
        profile = FileManager.default.temporaryDirectory.appendingPathComponent(
            "vae-viz-firefox-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: profile, withIntermediateDirectories: true)
        let port = UInt16.random(in: 20_000...40_000)
        let settings = """
            user_pref("marionette.port", \(port));
            user_pref("browser.shell.checkDefaultBrowser", false);
            user_pref("datareporting.policy.dataSubmissionEnabled", false);
            user_pref("app.update.enabled", false);
            """
        try Data(settings.utf8).write(to: profile.appendingPathComponent("user.js"))
        process.executableURL = URL(fileURLWithPath: Browsers.firefox ?? "")
        process.arguments = ["--headless", "--no-remote", "--marionette", "--profile", profile.path]
        var environment = ProcessInfo.processInfo.environment
        environment["HOME"] = profile.path
        process.environment = environment
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        var opened: Int32 = -1
        for _ in 0..<600 where opened < 0 {
            Thread.sleep(forTimeInterval: 0.1)
            opened = Self.connect(to: port)
        }
        connection = opened
        guard opened >= 0 else { throw WebDriver.Failure(description: "Firefox did not answer") }
        _ = try receive()
        _ = try call("WebDriver:NewSession", "{}")
    }

    deinit {
        if connection >= 0 { close(connection) }
        if process.isRunning { process.terminate() }
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: profile)
    }

    /// Opens a page.
    func open(_ url: String) throws {
        _ = try call("WebDriver:Navigate", #"{"url":"\#(url)"}"#)
    }

    /// Runs script that may wait, and gives the text that it returns.
    func run(_ script: String) throws -> String {
        let waiting = """
            const finish = arguments[arguments.length - 1];
            (async () => { \(script) })().then(finish, error => finish("error: " + error));
            """
        struct Body: Encodable { let script: String, args: [String] }
        let body = String(
            decoding: try JSONEncoder().encode(Body(script: waiting, args: [])), as: UTF8.self)
        return try call("WebDriver:ExecuteAsyncScript", body)
    }

    /// Sends a command; gives its value, if that is a text.
    private func call(_ name: String, _ parameters: String) throws -> String {
        number += 1
        let message = #"[0,\#(number),"\#(name)",\#(parameters)]"#
        var bytes = Array("\(message.utf8.count):\(message)".utf8)[...]
        while !bytes.isEmpty {
            let sent = bytes.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, 0) }
            guard sent > 0 else { throw WebDriver.Failure(description: "Firefox is gone") }
            bytes = bytes.dropFirst(sent)
        }
        let answer = try JSONSerialization.jsonObject(with: try receive()) as? [Any] ?? []
        guard answer.count == 4, !(answer[2] is [String: Any]) else {
            throw WebDriver.Failure(description: "\(name): \(answer)")
        }
        return (answer[3] as? [String: Any])?["value"] as? String ?? ""
    }

    /// The next whole message.
    private func receive() throws -> Data {
        while true {
            if let colon = received.firstIndex(of: UInt8(ascii: ":")),
                let length = Int(String(decoding: received[..<colon], as: UTF8.self)),
                received.count >= colon + 1 + length
            {
                defer { received.removeFirst(colon + 1 + length) }
                return Data(received[(colon + 1)..<(colon + 1 + length)])
            }
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { throw WebDriver.Failure(description: "Firefox is gone") }
            received += buffer[..<count]
        }
    }

    private static func connect(to port: UInt16) -> Int32 {
        #if canImport(Darwin)
        let kind = SOCK_STREAM
        #else
        let kind = Int32(SOCK_STREAM.rawValue)
        #endif
        let made = socket(AF_INET, kind, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(made, $0, size)
            }
        }
        if status != 0 {
            close(made)
            return -1
        }
        return made
    }
}
