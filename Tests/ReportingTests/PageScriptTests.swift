import Foundation
import Likelihoods
import TestSupport
import Testing
import VAE

/// The page's scripts under Node, against the values that the program is tested by.
@Suite struct PageScriptTests {
    /// Runs a test file of `Scripts` with some environment variables.
    ///
    /// - Returns: its status, and what it printed.
    private static func run(
        _ script: String, _ environment: [String: String]
    ) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "node", "--test",
            URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Scripts/\(script)").path,
        ]
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    private static let hasNode: Bool = {
        let paths = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return paths.contains { FileManager.default.isExecutableFile(atPath: "\($0)/node") }
    }()
    /// Where everything must be tested, a missing Node is an error rather than a reason to skip.
    private static let mustRun = ProcessInfo.processInfo.environment["CI"] == "true"

    @Test(.enabled(if: hasNode || mustRun, "needs Node.js, Debian's nodejs"))
    func networkGivesPyTorchsNumbers() throws {
        let goldens = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "VAETests/Goldens")
        struct Network: Encodable {
            let latentDim: Int, likelihood: String
            let encoder: [Stage], decoder: [Stage]
        }
        var networks: [String: Network] = [:]
        for name in ["article", "small", "stages", "residual", "kernels", "gaussian"] {
            let json = try Data(contentsOf: goldens.appending(path: "\(name).json"))
            let architecture = try JSONDecoder().decode(Architecture.self, from: json)
            networks[name] = Network(
                latentDim: architecture.latentDim, likelihood: architecture.likelihood.name,
                encoder: architecture.encoderStages,
                decoder: architecture.decoderStages)
        }
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "networks.json")
        try JSONEncoder().encode(networks).write(to: file)
        let result = try Self.run(
            "network.test.mjs", ["NETWORKS": file.path, "GOLDENS": goldens.path])
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.contains("pass 12"), "\(result.output)")
    }
}
