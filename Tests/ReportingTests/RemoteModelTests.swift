import Datasets
import Foundation
import Likelihoods
import Runs
import Storage
import TestSupport
import Testing
import VAE

@testable import Reporting

/// A model in another program, against what its arithmetic gives.
@Suite struct RemoteModelTests {
    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("CommandTests/Models/linear-model.py").path

    private static func record() throws -> RunRecord {
        let text = """
            {"format": 2, "producer": {"name": "bars", "version": "3"},
             "recorded": {"latent_dim": 3, "image_shape": [1, 4, 4], "likelihood": "bernoulli", "model": "vae"},
             "dataset": {"name": "bars", "title": "Bars", "test_count": 2, "class_names": []},
             "started": "2026-01-01T00:00:00Z", "state": "finished"}
            """
        let folder = try TemporaryFolder(), file = folder.url.appendingPathComponent("run.json")
        try Data(text.utf8).write(to: file)
        return try RunRecord(contentsOf: file)
    }

    private static func model(_ differentiates: Bool) throws -> (RemoteModel, RemoteConnection) {
        let connection = try RemoteConnection(
            command: "python3 '\(script)' 3 1 4 \(differentiates)", timeout: 30)
        return (try RemoteModel(connection, step: 7, of: try record()), connection)
    }

    private func weight(_ pixel: Int, _ dimension: Int) -> Double {
        sin(1.7 * Double(pixel) + 2.3 * Double(dimension))
    }

    @Test func itAnswersInBatches() throws {
        let (model, connection) = try Self.model(false)
        defer { connection.close() }
        // More than a message holds.
        let codes = (0..<3 * 300).map { Float($0 % 7) / 7 - 0.5 }
        let means = try model.means(codes)
        #expect(means.count == 300 * 16)
        for (code, pixel) in [(0, 0), (255, 3), (256, 15), (299, 8)] {
            let logit = (0..<3).reduce(0.0) { $0 + weight(pixel, $1) * Double(codes[code * 3 + $1]) }
            #expect(abs(Double(means[code * 16 + pixel]) - 1 / (1 + exp(-logit))) < 1e-5)
            #expect(
                abs(Double(try model.outputs(Array(codes[code * 3..<code * 3 + 3]))[pixel]) - logit) < 1e-4)
        }
    }

    @Test(arguments: [true, false])
    func derivativesAreThoseOfTheLogits(differentiates: Bool) throws {
        let (model, connection) = try Self.model(differentiates)
        defer { connection.close() }
        let jacobian = try model.jacobian(at: [0.2, -0.4, 0.1, 1, 0, -1], along: [2, 0])
        #expect(jacobian.dimensions == [2, 0] && jacobian.count == 2)
        #expect(jacobian.derivatives.count == 2 * 2 * 16)
        for (place, value) in jacobian.derivatives.enumerated() {
            #expect(abs(Double(value) - weight(place % 16, place / 16 % 2 == 0 ? 2 : 0)) < 1e-3)
        }
    }

    @Test func anImagesEvidenceIsThatOfItsCode() throws {
        let (model, connection) = try Self.model(false)
        defer { connection.close() }
        let record = try Self.record()
        let images = ModelledImages(
            rows: 4, columns: 4, bytes: (0..<32).map { $0 % 3 == 0 ? 255 : 0 },
            values: record.configuration.architecture.likelihood.modelledValues)
        let posterior = try model.encode(images)
        let noise: [Float] = [0.5, -1, 0, 0, 0.25, 1]
        let evaluation = try model.evaluate(images, noise: noise)
        var reconstruction = 0.0, divergence = 0.0
        for image in 0..<2 {
            let code = (0..<3).map { dimension -> Double in
                let place = image * 3 + dimension
                return Double(posterior.means[place]) + Double(noise[place]) * exp(-1)
            }
            for pixel in 0..<16 {
                let logit = (0..<3).reduce(0.0) { $0 + weight(pixel, $1) * code[$1] }
                let isInk = (image * 16 + pixel) % 3 == 0
                reconstruction += -log(1 + exp(isInk ? -logit : logit))
            }
            for dimension in 0..<3 {
                let mean = Double(posterior.means[image * 3 + dimension])
                divergence += (mean * mean + exp(-2) - 1 + 2) / 2
            }
        }
        #expect(abs(evaluation.reconstruction - reconstruction / 2) < 1e-3)
        #expect(abs(evaluation.klDivergence - divergence / 2) < 1e-5)
        #expect(evaluation.elboPerImage.count == 2)
    }

    @Test func anotherModelThanTheRunsIsRefused() throws {
        let connection = try RemoteConnection(command: "python3 '\(Self.script)' 2 1 4", timeout: 30)
        defer { connection.close() }
        #expect(throws: FileError.self) { try RemoteModel(connection, step: 0, of: try Self.record()) }
        #expect(connection.failure?.kind == .damaged)
    }
}
