import Datasets
import Foundation
import Likelihoods
import Runs
import TestSupport
import Testing
import VAE

/// Networks and likelihoods of the user's choice, from training to report.
@Suite struct NetworkTests {
    private static let side = 18

    /// Discs of two sizes with soft edges, in `folder/discs`.
    private static func makeDiscs(in folder: TemporaryFolder) throws {
        func part(_ count: Int) -> ImageSet {
            var pixels: [UInt8] = []
            for index in 0..<count {
                let radius = index % 2 == 0 ? 3.0 : 5.5
                let (row, column) = (7.0 + Double(index % 3), 7.0 + Double(index % 5))
                for place in 0..<side * side {
                    let (y, x) = (Double(place / side) - row, Double(place % side) - column)
                    let depth = radius - (y * y + x * x).squareRoot() + 0.1 * Double(index % 7)
                    pixels.append(UInt8(max(0, min(255, 128 + 100 * depth))))
                }
            }
            return ImageSet(
                rows: side, columns: side, pixels: pixels, labels: (0..<count).map { UInt8($0 % 2) })
        }
        try IDXFolder(folder.url.appendingPathComponent("discs")).save(
            try Dataset(
                name: "discs", title: "Discs", classNames: ["small", "large"], train: part(160),
                test: part(40)))
    }

    private static let description = """
        {"image_shape": [1, 18, 18], "latent_dim": 2, "likelihood": "gaussian",
         "encoder": [
           {"kind": "convolution", "channels": 8, "kernel": 4, "stride": 2, "padding": 1, "activation": "relu"},
           {"kind": "residual", "activation": "relu", "layers": [
             {"kind": "convolution", "channels": 8, "kernel": 3, "stride": 1, "padding": "same", "activation": "none"}]}],
         "decoder": [
           {"kind": "dense", "output": [16, 9, 9], "activation": "relu"},
           {"kind": "transposed-convolution", "channels": 16, "kernel": 4, "stride": 2, "padding": 1, "activation": "relu"},
           {"kind": "transposed-convolution", "channels": 1, "kernel": 5, "stride": 1, "padding": "same",
            "activation": "none"}]}
        """

    @Test func aDescribedNetworkIsTrainedDrawnAndReported() throws {
        let folder = try TemporaryFolder()
        try Self.makeDiscs(in: folder)
        try folder.write(Array(Self.description.utf8), to: "network.json")
        let arguments = [
            "train-and-report", "--dataset", "discs", "--epochs", "2", "--learning-rate", "1e-3",
            "--grid", "4", "--progress", "none", "--animations", "none",
        ]
        let first = try Program.run(
            arguments + ["--network", "network.json", "--name", "first"], in: folder.url)
        #expect(first.status == 0, "\(first.diagnostics)")
        let run = RunFolder(folder.url.appendingPathComponent("Output/first"))
        let record = try RunRecord(contentsOf: run.record)
        #expect(record.format == 2)
        #expect(record.configuration.architecture.likelihood.name == "gaussian")
        #expect(
            record.configuration.architecture.layers.map(\.name) == [
                "encoder.conv1", "encoder.conv2", "encoder.dense", "decoder.dense", "decoder.deconv1",
                "decoder.deconv2",
            ])
        let names = try FileManager.default.contentsOfDirectory(atPath: run.figures.path)
        for name in ["latent-grid", "posterior", "geometry", "architecture", "reconstructions"] {
            #expect(names.contains("\(name).png"), "\(name)")
        }
        #expect(!names.contains("uncertainty.png"))
        let html = try String(contentsOf: run.report, encoding: .utf8)
        #expect(html.contains("Bits per dimension") && html.contains("Gaussian"))
        let elbos = try MetricsFile.rows(contentsOf: run.metrics).compactMap(\.testELBO)
        #expect(try #require(elbos.last) > #require(elbos.first))

        // A run's record is such a description too, and gives the same bytes.
        let second = try Program.run(
            arguments + [
                "--network", run.record.path, "--name", "second", "--figures", "none",
            ], in: folder.url)
        #expect(second.status == 0, "\(second.diagnostics)")
        func weights(_ name: String) throws -> [String: Data] {
            try folder.contents(of: "Output/\(name)") { $0.hasPrefix("snapshots/") }
        }
        #expect(try weights("first") == weights("second") && weights("first").count == 3)
    }

    @Test(arguments: [
        (#"{"kernel": 7}"#, 65, "no description of a network"),
        (description.replacing("\"kernel\": 4", with: "\"kernel\": 2"), 65, "encoder.conv1: a kernel of 2"),
        (description.replacing("gaussian", with: "poisson"), 65, "no likelihood 'poisson'"),
        (description.replacing("[1, 18, 18]", with: "[1, 20, 20]"), 65, "the decoder makes [1, 18, 18]"),
        (
            description.replacing("[1, 18, 18]", with: "[3, 18, 18]").replacing(
                "\"channels\": 1,", with: "\"channels\": 3,"), 65,
            "takes 18 x 18 in 3 channels"
        ),
    ])
    func whatCannotBeTrainedIsRefusedInALine(json: String, status: Int32, reason: String) throws {
        let folder = try TemporaryFolder()
        try Self.makeDiscs(in: folder)
        try folder.write(Array(json.utf8), to: "network.json")
        let outcome = try Program.run(
            ["train-and-report", "--dataset", "discs", "--network", "network.json"], in: folder.url)
        #expect(outcome.status == status, "\(outcome.diagnostics)")
        #expect(outcome.diagnostics.contains(reason), "\(outcome.diagnostics)")
        #expect(outcome.diagnostics.split(separator: "\n").count { $0.contains("error") } == 1)
        #expect(!FileManager.default.fileExists(atPath: folder.url.appendingPathComponent("Output").path))
    }

    /// Grey in grey, so that cutting at half intensity would leave outlines.
    private static func makeShades(in folder: TemporaryFolder, side: Int, channels: Int = 1) throws {
        func part(_ count: Int) -> ImageSet {
            let pixels = (0..<count * side * side * channels).map { index -> UInt8 in
                let (image, place) = index.quotientAndRemainder(dividingBy: side * side * channels)
                let (row, column) = (place / channels / side, place / channels % side)
                let slope = row * (1 + image % 3) + column * (1 + image % 5)
                return UInt8(60 + slope % 120 + place % channels * 20)
            }
            return ImageSet(
                rows: side, columns: side, channels: channels, pixels: pixels,
                labels: (0..<count).map { UInt8($0 % 2) })
        }
        try IDXFolder(folder.url.appendingPathComponent("shades")).save(
            try Dataset(
                name: "shades", title: "Shades", classNames: ["first", "second"], train: part(96),
                test: part(24)))
    }

    @Test func whatSuitsTheImagesIsChosenAndSaid() throws {
        let folder = try TemporaryFolder()
        try Self.makeShades(in: folder, side: 22)
        let arguments = [
            "train-and-report", "--dataset", "shades", "--epochs", "1", "--grid", "4", "--progress", "plain",
            "--figures", "none", "--animations", "none",
        ]
        let chosen = try Program.run(arguments + ["--name", "chosen"], in: folder.url)
        #expect(chosen.status == 0, "\(chosen.diagnostics)")
        #expect(
            chosen.diagnostics.contains(
                "likelihood gaussian, as 100 % of the pixels are neither black nor white"))
        #expect(chosen.diagnostics.contains("network deep, as the images are 22 x 22: "))
        #expect(!chosen.diagnostics.contains("Shades:"))
        let run = RunFolder(folder.url.appendingPathComponent("Output/chosen"))
        let architecture = try RunRecord(contentsOf: run.record).configuration.architecture
        #expect(architecture.likelihood.name == "gaussian")
        #expect(
            try architecture
                == NetworkKind.deep.architecture(
                    imageShape: [1, 22, 22], latentDim: 2, likelihood: GaussianLikelihood()))
        let html = try String(contentsOf: run.report, encoding: .utf8)
        #expect(html.contains("--network deep --latent-dim 2 --likelihood gaussian"))

        let named = try Program.run(
            arguments + ["--name", "named", "--network", "residual", "--likelihood", "bernoulli"],
            in: folder.url)
        #expect(named.status == 0, "\(named.diagnostics)")
        #expect(named.diagnostics.contains("Shades:") && !named.diagnostics.contains("chooses another"))

        let article = try Program.run(arguments + ["--network", "article"], in: folder.url)
        #expect(article.status == 65)
        #expect(article.diagnostics.contains("the side must be a multiple of 4"), "\(article.diagnostics)")
    }

    /// The options of training are kept, told and repeated; patience ends a run that then can go on.
    @Test func trainingOptionsAreKeptAndToldAndRepeated() throws {
        let folder = try TemporaryFolder()
        try TinyData.make(in: folder)
        let options = [
            "--free-bits", "0.25", "--kl-warmup", "2.0", "--clip-gradient", "50.0", "--patience", "1",
        ]
        let first = try Program.run(
            [
                "train-and-report", "--dataset", "tiny", "--epochs", "60", "--grid", "4", "--progress",
                "none", "--learning-rate", "0.02", "--figures", "none", "--animations", "none",
            ] + options, in: folder.url)
        #expect(first.status == 0, "\(first.diagnostics)")
        let run = RunFolder(folder.url.appendingPathComponent("Output/tiny-1"))
        let record = try RunRecord(contentsOf: run.record)
        let end = try #require(record.stoppedAtEpoch)
        #expect(end < 60 && record.state == .finished)
        #expect(first.diagnostics.contains("stopped after epoch \(end): the test ELBO has not been better"))
        let html = try String(contentsOf: run.report, encoding: .utf8)
        #expect(html.contains(options.joined(separator: " ")) && html.contains("\(end) of 60"))
        let again = try Program.run(["verify", "tiny-1", "--progress", "none"], in: folder.url)
        #expect(again.status == 0 && again.output.contains("checkpoint"), "\(again.diagnostics)")

        let longer = try Program.run(
            [
                "train-and-report", "--resume", "tiny-1", "--epochs", "\(end + 1)", "--progress", "none",
                "--figures", "none", "--animations", "none",
            ],
            in: folder.url)
        #expect(longer.status == 0, "\(longer.diagnostics)")
        let later = try RunRecord(contentsOf: run.record)
        #expect(later.stoppedAtEpoch == nil && later.configuration.patienceFrom == end)
        #expect(try MetricsFile.rows(contentsOf: run.metrics).last?.epoch == end + 1)
        let verified = try Program.run(["verify", "tiny-1", "--progress", "none"], in: folder.url)
        #expect(verified.status == 0, "\(verified.diagnostics)")
    }

    @Test func optionsDoNotContradictADescription() throws {
        let folder = try TemporaryFolder()
        for option in [["--latent-dim", "3"], ["--likelihood", "bernoulli"]] {
            let outcome = try Program.run(
                ["train-and-report", "--network", "network.json"] + option, in: folder.url)
            #expect(outcome.status == 64)
            #expect(outcome.diagnostics.contains(option[0]), "\(outcome.diagnostics)")
        }
        let unknown = try Program.run(["train-and-report", "--likelihood", "cauchy"], in: folder.url)
        #expect(unknown.status == 64 && unknown.diagnostics.contains("bernoulli, gaussian"))
    }
}
