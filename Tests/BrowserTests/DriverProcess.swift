import Foundation
import Testing

/// Where the browsers of this machine are.
enum Browsers {
    static let chromium = find("chromium")
    static let chromedriver = find("chromedriver")
    static let firefox = find("firefox-esr") ?? find("firefox")

    static let hasChromium = chromium != nil && chromedriver != nil
    static let hasFirefox = firefox != nil

    /// What skipped tests say.
    static let chromiumAbsence: Comment =
        "chromium and chromedriver are not installed (Debian: chromium, chromium-driver)"
    static let firefoxAbsence: Comment = "Firefox is not installed (Debian: firefox-esr)"

    private static func find(_ name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}

/// A running `chromedriver`, which is ended with the test.
final class DriverProcess: @unchecked Sendable {
    // Nothing changes after the start; `Process` may be ended from any thread.
    private let process = Process()
    private let log: URL
    let port: Int

    init() throws {
        log = FileManager.default.temporaryDirectory.appendingPathComponent(
            "vae-viz-driver-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        process.executableURL = URL(fileURLWithPath: Browsers.chromedriver ?? "")
        process.arguments = ["--port=0"]
        process.standardOutput = try FileHandle(forWritingTo: log)
        process.standardError = FileHandle.nullDevice
        try process.run()
        // The driver picks a free port and says which.
        var found: Int?
        for _ in 0..<200 where found == nil {
            Thread.sleep(forTimeInterval: 0.05)
            let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
            found = text.firstMatch(of: /successfully on port (\d+)/).flatMap { Int($0.1) }
        }
        guard let found else {
            process.terminate()
            throw WebDriver.Failure(description: "chromedriver did not start")
        }
        port = found
    }

    func stop() {
        if process.isRunning { process.terminate() }
        try? FileManager.default.removeItem(at: log)
    }

    deinit { stop() }
}
