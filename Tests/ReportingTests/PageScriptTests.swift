import Foundation
import Likelihoods
import PictureInput
import Pictures
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

    private static let goldens = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "VAETests/Goldens")

    /// A golden's network as the page is told of it.
    private struct Network: Encodable {
        let latentDim: Int, likelihood: String
        let encoder: [Stage], decoder: [Stage]

        init(_ name: String) throws {
            let json = try Data(contentsOf: goldens.appending(path: "\(name).json"))
            let architecture = try JSONDecoder().decode(Architecture.self, from: json)
            latentDim = architecture.latentDim
            likelihood = architecture.likelihood.name
            encoder = architecture.encoderStages
            decoder = architecture.decoderStages
        }
    }

    /// Runs a test file with the networks of some goldens.
    private static func run(_ script: String, networks names: [String]) throws -> (
        status: Int32, output: String
    ) {
        var networks: [String: Network] = [:]
        for name in names { networks[name] = try Network(name) }
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "networks.json")
        try JSONEncoder().encode(networks).write(to: file)
        return try run(script, ["NETWORKS": file.path, "GOLDENS": goldens.path])
    }

    @Test(.enabled(if: hasNode || mustRun, "needs Node.js, Debian's nodejs"))
    func networkGivesPyTorchsNumbers() throws {
        let result = try Self.run(
            "network.test.mjs",
            networks: [
                "article", "small", "stages", "residual", "kernels", "gaussian", "continuous-bernoulli",
                "discretized-logistic", "dense",
            ])
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.contains("pass 19"), "\(result.output)")
    }

    /// The page's likelihoods have the program's means and coordinates.
    @Test(.enabled(if: hasNode || mustRun, "needs Node.js, Debian's nodejs"))
    func likelihoodsAreTheProgramsOwn() throws {
        struct Expected: Encodable {
            let parameters: [String: Float]
            let values: [Float], outputs: [Float], means: [Float], logDensity: Double, coordinates: [Double]
            let hasEntropy: Bool
        }
        let outputs: [Float] = [-300, -45, -39, -7, -1.5, -0.6, -0.2, 0, 1e-3, 0.3, 0.9, 1.1, 4, 25]
        var expected: [String: Expected] = [:]
        for likelihood in Likelihoods.all {
            let parameters = likelihood.parameters.map(\.initial)
            // The numbers of an image are evenly spread over what is modelled.
            let values = outputs.indices.map {
                likelihood.modelledValues[$0 * 255 / (outputs.count - 1)]
            }
            var means = outputs
            likelihood.makeMeans(&means, count: means.count)
            expected[likelihood.name] = Expected(
                parameters: Dictionary(
                    uniqueKeysWithValues: likelihood.parameters.map { ($0.name, $0.initial) }),
                values: values, outputs: outputs, means: means,
                logDensity: likelihood.logDensity(
                    of: values, outputs: outputs, count: outputs.count, parameters: parameters + [0],
                    gradient: nil),
                coordinates: outputs.map {
                    likelihood.coordinate(ofOutput: Double($0), parameters: parameters)
                        - likelihood.coordinate(ofOutput: 0, parameters: parameters)
                }, hasEntropy: likelihood.entropy(ofMean: 0.5) != nil)
        }
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "likelihoods.json")
        try JSONEncoder().encode(expected).write(to: file)
        let result = try Self.run("likelihood.test.mjs", ["LIKELIHOODS": file.path])
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.contains("pass \(expected.count)"), "\(result.output)")
    }

    /// An image's loss falls down the gradient that the page takes of it.
    @Test(.enabled(if: hasNode || mustRun, "needs Node.js, Debian's nodejs"))
    func lossesFallDownTheirGradients() throws {
        let result = try Self.run("descent.test.mjs", networks: ["article", "small", "gaussian"])
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.contains("pass 6"), "\(result.output)")
    }

    /// The network that learns in the page has PyTorch's gradients, and its training keeps what it promises.
    @Test(.enabled(if: hasNode || mustRun, "needs Node.js, Debian's nodejs"))
    func networkLearnsByPyTorchsNumbers() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "network.json")
        try JSONEncoder().encode(try Network("dense")).write(to: file)
        let result = try Self.run("lab.test.mjs", ["NETWORK": file.path, "GOLDENS": Self.goldens.path])
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.contains("pass 6"), "\(result.output)")
    }

    @Test(.enabled(if: hasNode || mustRun, "needs Node.js, Debian's nodejs"))
    func shortestWaysAreTheKnownOnes() throws {
        let result = try Self.run("metric-field.test.mjs", [:])
        #expect(result.status == 0 && result.output.contains("pass 4"), "\(result.output)")
    }

    /// Axes, divergences, the metric and the archives are the program's own.
    @Test(.enabled(if: hasNode || mustRun, "needs Node.js, Debian's nodejs"))
    func arithmeticOfThePlaneIsTheProgramsOwn() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "vectors.json")
        try JSONEncoder().encode(try PlaneVectors()).write(to: file)
        let result = try Self.run("plane.test.mjs", ["VECTORS": file.path])
        #expect(result.status == 0 && result.output.contains("pass 4"), "\(result.output)")
    }

    /// The pad finds in pictures what `--from-image` finds, in the same words and but for a few pixels.
    @Test(.enabled(if: hasNode || mustRun, "needs Node.js, Debian's nodejs"))
    func drawingsAreFoundAsTheProgramFindsThem() throws {
        struct Expected: Encodable {
            let name: String, width: Int, height: Int
            let rgba: Data
            /// Absent where nothing stands out.
            let finding: String?, ink: Data?
        }
        struct Drawings: Encodable {
            let strokeWidths: [Double], side: Int
            let pictures: [Expected]
        }
        let normalizer = InkNormalizer(side: 28, strokeWidths: DrawnPictures.strokeWidths)
        let pictures = Self.pictures.map { name, picture in
            let input = try? PictureInput(drawingIn: picture, normalizer: normalizer)
            return Expected(
                name: name, width: picture.width, height: picture.height, rgba: Data(picture.rgba),
                finding: input?.finding, ink: (input?.ink).map { Data($0) })
        }
        // All but the blank ones show something.
        #expect(pictures.count { $0.finding == nil } == 2)
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "drawings.json")
        let widths = normalizer.strokeWidths
        let drawings = Drawings(
            strokeWidths: [widths.lowerBound, widths.upperBound], side: normalizer.side, pictures: pictures)
        try JSONEncoder().encode(drawings).write(to: file)
        let result = try Self.run("ink-finder.test.mjs", ["DRAWINGS": file.path])
        #expect(result.status == 0, "\(result.output)")
        // Those, and the seven that the script draws itself.
        #expect(result.output.contains("pass \(pictures.count + 7)"), "\(result.output)")
    }

    /// Some digits in every scene, and what else a picture file can hold.
    private static var pictures: [(name: String, picture: PixelPicture)] {
        let scenes = DrawnPictures.Scene.allCases.flatMap { scene in
            [0, 5, 11].map { index in
                (name: "\(scene) \(index)", picture: DrawnPictures.picture(of: index, as: scene))
            }
        }
        let grey = PixelPicture(width: 60, height: 40) { _, _ in 128 }
        let clear = PixelPicture(width: 9, height: 9, rgba: [UInt8](repeating: 0, count: 9 * 9 * 4))
        // Its sides are no multiples of the blocks by which it is made smaller.
        let large = PixelPicture(width: 2101, height: 901) { row, column in
            let isInk = (200..<700).contains(row) && abs(column - row - 300) < 25
            return UInt8((isInk ? 90 : 230) - column / 30)
        }
        let others: [(name: String, picture: PixelPicture)] = [
            ("grey", grey), ("clear", clear), ("large", large),
        ]
        return scenes + others
    }
}
