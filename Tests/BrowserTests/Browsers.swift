import Foundation
import Testing

/// The browsers of this machine.
enum Browsers {
    static let chromium = find("chromium"), chromedriver = find("chromedriver")
    static let firefox = find("firefox-esr") ?? find("firefox")
    static let webKitDriver = find("WebKitWebDriver"), xvfb = find("Xvfb")

    /// Where tests run by themselves a browser that is missing is an error; elsewhere its tests are skipped.
    static let isRequired = ProcessInfo.processInfo.environment["CI"] == "true"
    static let hasChromium = isRequired || chromium != nil && chromedriver != nil
    static let hasFirefox = isRequired || firefox != nil
    static let hasWebKit = isRequired || webKitDriver != nil && xvfb != nil

    /// What skipped tests say.
    static let chromiumAbsence: Comment =
        "chromium and chromedriver are not installed (Debian: chromium, chromium-driver)"
    static let firefoxAbsence: Comment = "Firefox is not installed (Debian: firefox-esr)"
    static let webKitAbsence: Comment =
        "WebKit's driver or Xvfb is not installed (Debian: webkit2gtk-driver, xvfb)"

    private static func find(_ name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}

/// A program that runs in a folder of its own, until it is stopped.
final class BackgroundProgram: Sendable {
    let folder: URL
    private let process = Process()

    /// - Throws: `BrowserFailure` where there is no such program.
    init(
        _ path: String?, _ arguments: (URL) -> [String], files: [String: String] = [:],
        environment: [String: String] = [:]
    ) throws {
        guard let path else { throw BrowserFailure("a browser that the tests need is not installed") }
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "vae-viz-browser-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
        let output = folder.appendingPathComponent("output")
        try Data().write(to: output)
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments(folder)
        process.environment = ProcessInfo.processInfo.environment.merging(["HOME": folder.path]) { $1 }
            .merging(environment) { $1 }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    /// Tries again and again, until the program has come so far that there is an answer.
    func wait<Answer>(for answer: (_ output: String) -> Answer?) throws -> Answer {
        let end = Date().addingTimeInterval(60)
        while Date() < end && process.isRunning {
            let output = try? String(contentsOf: folder.appendingPathComponent("output"), encoding: .utf8)
            if let answer = answer(output ?? "") { return answer }
            Thread.sleep(forTimeInterval: 0.05)
        }
        throw BrowserFailure("\(process.executableURL?.lastPathComponent ?? "") did not start")
    }

    deinit {
        // A program started from a test's thread has its signals blocked: only the one that cannot be ends it.
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }
}
