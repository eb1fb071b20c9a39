import Foundation

/// The built program, run as a user runs it.
enum Program {
    struct Outcome {
        let status: Int32
        let output: String
        let diagnostics: String
    }

    /// Beside the test program, where the package manager builds every product.
    static let executable: URL = {
        let places = [Bundle.main.executableURL?.path ?? ""] + CommandLine.arguments
        for place in places.map({ URL(fileURLWithPath: $0) }) {
            var folder = place.deletingLastPathComponent()
            while folder.path != "/" {
                let program = folder.appendingPathComponent("vae-viz")
                var isFolder: ObjCBool = false
                if FileManager.default.fileExists(atPath: program.path, isDirectory: &isFolder),
                    !isFolder.boolValue,
                    folder.path.contains(".build")
                {
                    return program
                }
                folder.deleteLastPathComponent()
            }
        }
        return URL(fileURLWithPath: "vae-viz")
    }()

    /// Runs the program to its end.
    ///
    /// - Parameter meanwhile: called with the process once it runs.
    static func run(
        _ arguments: [String], in folder: URL, executable: URL = executable,
        meanwhile: (Process) -> Void = { _ in }
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        var environment = ProcessInfo.processInfo.environment
        environment["XDG_CACHE_HOME"] = folder.appendingPathComponent("cache").path
        process.environment = environment
        // Files, not pipes: nothing to deadlock on, however much is written.
        let files = ["out", "err"].map { folder.appendingPathComponent(".\($0)-\(UUID().uuidString)") }
        for file in files { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        process.standardInput = FileHandle.nullDevice
        // Where the tests themselves run with signals ignored, as in the background, the program is not to.
        for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
        try process.run()
        meanwhile(process)
        process.waitUntilExit()
        let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
        return Outcome(status: process.terminationStatus, output: texts[0], diagnostics: texts[1])
    }
}
