import Datasets
import Drawing
import Figures
import Foundation
import Storage
import TestSupport
import Testing
import VAE

@testable import Likelihoods
@testable import Reporting

/// The worked examples of CONTRIBUTING.md: each is compiled here, does what it is there for, and stands there as it is.
@Suite struct ExampleTests {
    @Test func aFigureIsDrawn() throws {
        let run = try TinyRun()
        defer { withExtendedLifetime(run) {} }
        let viewer = try run.viewer(), kind = FigureKind.sharpness
        #expect(try kind.reported(viewer) == [[]])
        let figure = try kind.draw([], viewer, try viewer.lastView())
        try expectLegible(figure, "sharpness")
        #expect(figure.alternativeText.contains("0 ") && figure.alternativeText.contains(" %"))
    }

    @Test func aLikelihoodIsTrained() throws {
        let likelihood = LaplaceLikelihood()
        // The gradient is that of the density, but at the kinks.
        let values: [Float] = [0, 1, 0.25, 0.5], outputs: [Float] = [0.5, 0.25, -0.75, 2],
            scale: [Float] = [-0.5]
        var slopes: [Float] = [0, 0, 0, 0], own: [Float] = [0]
        func log(_ outputs: [Float], _ scale: [Float]) -> Double {
            likelihood.logDensity(of: values, outputs: outputs, count: 4, parameters: scale, gradient: nil)
        }
        slopes.withUnsafeMutableBufferPointer { slopes in
            own.withUnsafeMutableBufferPointer { own in
                guard let first = slopes.baseAddress, let parameter = own.baseAddress else { return }
                _ = likelihood.logDensity(
                    of: values, outputs: outputs, count: 4, parameters: scale,
                    gradient: LikelihoodGradient(outputs: first, parameters: parameter, scale: 1))
            }
        }
        let step: Float = 1 / 64
        for index in outputs.indices {
            var moved = outputs
            moved[index] += step
            let difference = log(outputs, scale) - log(moved, scale)
            #expect(abs(difference - Double(slopes[index] * step)) < 1e-5)
        }
        let difference = log(outputs, [scale[0] - step]) - log(outputs, [scale[0] + step])
        #expect(abs(difference / Double(2 * step) - Double(own[0])) < 1e-3)
        try expectToLearn(try Architecture(likelihood: likelihood))
    }

    @Test func aNetworkIsTrained() throws { try expectToLearn(try Architecture.wide()) }

    /// The ELBO on other images rises by a tenth of where it began, at least.
    private func expectToLearn(_ architecture: Architecture) throws {
        let dataset = try Dataset(
            name: "tiny", title: "Tiny", classNames: Digits.classNames, train: Digits.training(count: 640),
            test: Digits.test(count: 160))
        let data = try ModelledDataset(dataset, values: architecture.likelihood.modelledValues)
        let configuration = TrainingConfiguration(
            architecture: architecture, model: .vae, epochs: 2, learningRate: 1e-3, snapshotEvery: 40,
            threads: 2)
        let trainer = try Trainer(
            configuration: configuration, train: data.train, test: data.test,
            probes: data.test.selecting([0, 1, 2]))
        var elbos: [Double] = []
        _ = try trainer.run(shouldStop: { false }) { event in
            if case .snapshot(let snapshot) = event { elbos.append(snapshot.testEvaluation.elbo) }
        }
        let (first, last) = (try #require(elbos.first), try #require(elbos.last))
        #expect(last > first + 0.1 * abs(first), "\(elbos)")
    }

    @Test func aFormatIsRead() throws {
        let folder = try TemporaryFolder()
        for (name, image) in [("cats/1.pgm", UInt8(10)), ("cats/2.pgm", 20), ("dogs/1.pgm", 30)] {
            try FileManager.default.createDirectory(
                at: folder.url.appendingPathComponent(name).deletingLastPathComponent(),
                withIntermediateDirectories: true)
            try folder.write(Array("P5 4 4\n255\n".utf8) + (0..<16).map { image + $0 }, to: name)
        }
        let found = try #require(try PGMFormat().read(folder.url))
        #expect(found.classNames == ["cats", "dogs"] && found.train.labels == [0, 0, 1])
        #expect(try found.train.pixels == [10, 20, 30].flatMap { image in (0..<16).map { image + $0 } })
        #expect(try PGMFormat().read(folder.url.appendingPathComponent("cats")) == nil)
        try folder.write(Array("P5 4 5\n255\n".utf8), to: "dogs/2.pgm")
        #expect(throws: FileError.self) { try PGMFormat().read(folder.url) }
    }

    @Test(arguments: ["SharpnessFigure", "SharpnessKind", "LaplaceLikelihood", "WideNetwork", "PGMFormat"])
    func contributingHoldsTheExample(name: String) throws {
        let here = URL(filePath: #filePath).deletingLastPathComponent()
        let guide = try String(
            contentsOf: here.deletingLastPathComponent().deletingLastPathComponent().appending(
                path: "CONTRIBUTING.md"),
            encoding: .utf8)
        let file = try String(contentsOf: here.appending(path: "Examples/\(name).swift"), encoding: .utf8)
        #expect(guide.contains("```swift\n// \(name).swift\n" + Self.code(of: file) + "```"))
    }

    /// A file without what it imports, which depends on the module that it stands in.
    private static func code(of file: String) -> String {
        let lines = file.split(separator: "\n", omittingEmptySubsequences: false)
        let first = lines.firstIndex { !$0.isEmpty && !$0.contains("import ") } ?? 0
        return lines[first...].joined(separator: "\n")
    }
}
