import Datasets
import Foundation
import LatentSpace
import Runs
import Testing
import VAE

@testable import Reporting

@Suite struct RunWarningsTests {
    private func warnings(
        _ record: RunRecord, _ rows: [MetricsRow], variances: [Double] = [0.9, 0.8], radius: Double = 1
    ) throws -> [String] {
        RunWarnings(
            run: RunFolder(URL(fileURLWithPath: "tiny-1")), record: record, rows: rows,
            measurements: RunValues.measurements(try #require(rows.last), variances: variances),
            coverage: RunValues.coverage(radius: radius)
        ).lines
    }

    private let settled = [
        RunValues.row(0, elbo: -500), RunValues.row(100, elbo: -151), RunValues.row(200, elbo: -150),
    ]

    @Test func aSettledRunHasNone() throws {
        #expect(try warnings(RunValues.record(), settled) == [])
    }

    @Test func anEpochThatGainedMuchMeansUndertrained() throws {
        let lines = try warnings(
            RunValues.record(),
            [RunValues.row(0, elbo: -500), RunValues.row(100, elbo: -156), RunValues.row(200, elbo: -150)])
        #expect(
            lines == [
                "Undertrained: the last 100 steps still raised the test ELBO by 6.0 nats, 4.0 % of it; a settled "
                    + "model gains less than 1 % in an epoch. Train longer: vae-viz train-and-report --resume "
                    + "tiny-1 --epochs 20."
            ])
        // Less than an epoch of training is measured from the start.
        let brief = try warnings(
            RunValues.record(), [RunValues.row(0, elbo: -500), RunValues.row(40, elbo: -300)])
        #expect(brief.count == 1 && brief[0].hasPrefix("Undertrained: the last 40 steps"))
    }

    @Test func nothingTrainedIsSaid() throws {
        let lines = try warnings(
            RunValues.record(), [RunValues.row(0, elbo: -500, kl: 0)], variances: [0, 0])
        #expect(lines.count == 1 && lines[0].hasPrefix("Untrained:"))
        var record = try RunValues.record()
        record.divergedAtStep = 2
        let ranAway = try warnings(record, [RunValues.row(0, elbo: -500, kl: 0)], variances: [0, 0])
        #expect(ranAway.count == 1 && ranAway[0].hasPrefix("Non-finite loss:"))
    }

    @Test func aCollapsedPosteriorIsSaidOnce() throws {
        let rows = [RunValues.row(0, elbo: -500), RunValues.row(100, elbo: -206, kl: 0.02)]
        let lines = try warnings(
            RunValues.record(beta: 20), [rows[0], rows[1], RunValues.row(200, elbo: -206, kl: 0.02)],
            variances: [0.0001, 0.0002])
        #expect(lines.count == 1)
        #expect(
            lines.first?.hasPrefix(
                "Collapsed posterior: the KL divergence is 0.020 nats per image and 0 of 2 dimensions are active"
            )
                == true)
        #expect(lines.first?.hasSuffix("Lower --beta (now 20.0).") == true)
    }

    @Test func inactiveDimensionsAreNamed() throws {
        let lines = try warnings(
            RunValues.record(latentDim: 4), settled, variances: [0.9, 0.0011, 0.5, 0.002])
        #expect(lines.count == 1)
        #expect(lines.first?.contains("2 of 4 hold nothing") == true)
        #expect(lines.first?.contains("z2 0.0011, z4 0.0020; active is above 0.01") == true)
        #expect(lines.first?.contains("--latent-dim 2") == true)
    }

    @Test func aGridBesideTheDataIsSaid() throws {
        let outside = try warnings(RunValues.record(), settled, radius: 9)
        #expect(outside.count == 1)
        #expect(outside.first?.hasPrefix("The latent grid lies outside the data: it holds 0 %") == true)
        #expect(outside.first?.contains("the grid goes from −1.6 to 1.6") == true)
        let partly = try warnings(RunValues.record(model: .autoencoder), settled, radius: 2)
        #expect(
            partly.first?.hasPrefix("The latent grid covers only a part of the data: it holds 23 %") == true
                || partly.first?.contains("covers only a part") == true)
        #expect(
            partly.first?.hasSuffix("A plain autoencoder has no prior to keep to; --model vae does.") == true)
    }

    @Test func lettersThatNoFontHasAreNamed() throws {
        let lines = try warnings(RunValues.record(classNames: ["bag", "\u{10FFFD}\u{10FFFD}"]), settled)
        #expect(lines.count == 1)
        #expect(
            lines.first?.hasPrefix("Letters missing: no font of this machine has \u{10FFFD}, of which")
                == true)
        #expect(lines.first?.hasSuffix("then: vae-viz report tiny-1.") == true)
    }

    @Test func aTrainingThatRanAwayComesFirst() throws {
        var record = try RunValues.record(learningRate: 0.5)
        record.divergedAtStep = 250
        let lines = try warnings(record, settled, radius: 9)
        #expect(lines.count == 2)
        #expect(lines[0].hasPrefix("Non-finite loss: training ran away at step 250"))
        #expect(lines[0].hasSuffix("Start again with a learning rate of 0.0001."))
        #expect(lines[1].hasSuffix("That is what a training that runs away leaves."))
        // Below the usual rate the hint is below that.
        record.configuration.learningRate = 1e-4
        record.configuration.beta = 1e6
        #expect(
            try warnings(record, settled)[0].hasSuffix(
                "Start again with a learning rate of 1e-05 and a beta well below 1000000.0."))
    }

    @Test func whatWasFoundInTheDataIsSaidAndKnownToTheRest() throws {
        let collapsed = [RunValues.row(0, elbo: -500), RunValues.row(200, elbo: -206, kl: 0.02)]
        func remedy(_ record: RunRecord) throws -> [String] {
            try warnings(record, collapsed, variances: [0, 0]).filter { !$0.hasPrefix("Undertrained") }
        }
        var record = try RunValues.record()
        #expect(try remedy(record)[0].hasSuffix("Train longer, or raise --learning-rate (now 0.0001)."))
        record.configuration.learningRate = 0.1
        #expect(try remedy(record)[0].hasSuffix("Lower --learning-rate (now 0.1, usual is 0.0001)."))
        record.dataset.findings = [DataFinding(.blank, "Blank images: all.")]
        let lines = try remedy(record)
        #expect(lines.first == "Blank images: all.")
        #expect(lines.last?.hasSuffix("Mend the images first, as said above.") == true)
    }

    @Test func aPlainAutoencoderIsNotToldOfBeta() throws {
        let lines = try warnings(
            RunValues.record(latentDim: 4, model: .autoencoder), settled, variances: [0.9, 0, 0.5, 0])
        #expect(lines.count == 1 && lines[0].hasSuffix("--latent-dim 2 would do as well."))
    }
}
