import Figures
import Likelihoods
import Runs
import Testing
import VAE

@testable import Reporting

@Suite struct JudgeTests {
    /// Three reference runs of 200 steps for the data of `RunValues`.
    private func references(_ record: RunRecord) -> ReferenceRuns {
        let runs = [-0.3, 0, 0.3].enumerated().map { seed, offset in
            ReferenceRuns.Run(
                seed: UInt64(seed), steps: [0, 100, 200],
                elbo: [-500, -160 + offset, -150 + offset],
                reconstruction: [-500, -155 + offset, -146 + offset], kl: [0, 5, 4],
                measurements: RunValues.measurements(RunValues.row(200, elbo: -150 + offset)))
        }
        let group = ReferenceRuns.Group(
            dataset: "tiny", sha256: record.dataset.sha256, trainCount: 3200, testCount: 3200, latentDim: 2,
            epochs: 2, batchSize: 32, learningRate: 1e-4, beta: 1, runs: runs)
        return ReferenceRuns(groups: [group])
    }

    private func judge(_ record: RunRecord, _ measurements: Measurements) -> Judge {
        Judge(measurements, of: record, references: references(record))
    }

    private func verdict(_ judge: Judge, _ name: String) throws -> ReportPage.JudgedNumber {
        try #require(judge.numbers.first { $0.name.hasPrefix(name) }, "\(name)")
    }

    @Test func whatIsUsualIsSaidWithItsWidth() throws {
        let record = try RunValues.record()
        let judge = judge(record, RunValues.measurements(RunValues.row(200, elbo: -150.5)))
        let elbo = try verdict(judge, "Test ELBO")
        #expect(elbo.value == "−150.50" && elbo.usual == "−150.00 ± 0.90" && elbo.verdict == "as usual")
        #expect(judge.numbers.allSatisfy { $0.standing == .asUsual }, "\(judge.numbers)")
        #expect(judge.note.contains("the test ELBO of seeds 0, 1, 2. The width"))
    }

    @Test(arguments: [
        (-148.0, "better than usual by 2.00 nats", ReportPage.JudgedNumber.Standing.better),
        (-155.0, "worse than usual by 5.00 nats: try another seed", .worse),
        (.nan, "not a finite number: try another seed", .worse),
    ])
    func farFromUsualIsBetterOrWorse(
        elbo: Double, words: String, standing: ReportPage.JudgedNumber.Standing
    ) throws {
        let record = try RunValues.record()
        var measurements = RunValues.measurements(RunValues.row(200, elbo: -150))
        measurements.elbo = elbo
        let number = try verdict(judge(record, measurements), "Test ELBO")
        #expect(number.verdict == words)
        #expect(number.standing == standing)
    }

    @Test func aShorterRunIsComparedAtItsStep() throws {
        let record = try RunValues.record()
        let judge = judge(
            record, RunValues.measurements(RunValues.row(150, elbo: -155.2, kl: 4.5), accuracy: 0.5))
        #expect(try verdict(judge, "Test ELBO").usual == "−155.00 ± 0.90")
        #expect(try verdict(judge, "Test ELBO").verdict == "as usual")
        let accuracy = try verdict(judge, "10-nearest")
        #expect(accuracy.usual == "70.0 ± 2.0 after 2 epochs")
        #expect(accuracy.verdict == "worse than usual by 20.0 %: train longer")
    }

    @Test func aLongerRunIsComparedWithTheEnd() throws {
        let record = try RunValues.record()
        let number = try verdict(
            judge(record, RunValues.measurements(RunValues.row(900, elbo: -140))), "Test ELBO")
        #expect(number.usual == "−150.00 ± 0.90")
        #expect(number.standing == .better)
    }

    @Test func otherSettingsAreSaid() throws {
        let record = try RunValues.record(beta: 4)
        let judge = judge(record, RunValues.measurements(RunValues.row(200, elbo: -170, kl: 2), distance: 30))
        #expect(try verdict(judge, "Test ELBO").verdict.hasSuffix("compare with the default settings"))
        #expect(try verdict(judge, "KL").verdict == "lower than usual by 2.00 nats")
        #expect(try verdict(judge, "KL").standing == .different)
        #expect(try verdict(judge, "Draws").verdict == "better than usual by 10.0 pixels")
        #expect(judge.note.contains("with beta 1.0"))
    }

    @Test func withoutReferencesNothingIsClaimed() throws {
        let record = try RunValues.record(latentDim: 3)
        let judge = Judge(
            RunValues.measurements(RunValues.row(200, elbo: -150), variances: [1, 1, 0]), of: record,
            references: references(record))
        #expect(judge.numbers.allSatisfy { $0.usual == nil })
        #expect(try verdict(judge, "Test ELBO").verdict == "no reference")
        #expect(try verdict(judge, "Active").verdict == "1 not in use")
        #expect(judge.note.hasPrefix("There are no reference runs"))
    }

    @Test func aPlainAutoencoderHasNoBound() throws {
        let record = try RunValues.record(model: .autoencoder)
        let judge = judge(record, RunValues.measurements(RunValues.row(200, elbo: -140, kl: 0), bound: nil))
        #expect(!judge.numbers.contains { $0.name.hasPrefix("Importance") || $0.name.hasPrefix("KL") })
    }

    @Test func whatOnlyOneRunKeptIsComparedWithThatOne() throws {
        let record = try RunValues.record()
        let whole = references(record).groups[0]
        let runs = whole.runs.enumerated().map { index, run in
            index == 0
                ? run
                : ReferenceRuns.Run(
                    seed: run.seed, steps: [100, 200], elbo: Array(run.elbo.dropFirst()), reconstruction: nil,
                    kl: nil, measurements: nil)
        }
        let group = ReferenceRuns.Group(
            dataset: "tiny", sha256: whole.sha256, trainCount: 3200, testCount: 3200, latentDim: 2, epochs: 2,
            batchSize: 32, learningRate: 1e-4, beta: 1, runs: runs)
        func judge(step: Int, elbo: Double) -> Judge {
            Judge(
                RunValues.measurements(RunValues.row(step, elbo: elbo)), of: record,
                references: ReferenceRuns(groups: [group]))
        }
        let last = judge(step: 200, elbo: -150)
        #expect(try verdict(last, "Test ELBO").usual == "−150.00 ± 0.90")
        #expect(try verdict(last, "KL").usual == "4.00 ± 0.20")
        #expect(last.note.contains("of seeds 0, 1, 2, the other numbers of seed 0."))
        // Before their first snapshot the others know nothing.
        #expect(try verdict(judge(step: 100, elbo: -160), "Test ELBO").usual == "−160.00 ± 0.90")
        let whole50 = group.runs[0].value(of: group.runs[0].elbo, atStep: 50)
        #expect(abs(whole50 + 330.15) < 1e-9)
        #expect(group.runs.map { $0.isKnown(at: 50) } == [false, false, false])
        #expect(group.curve.map(\.step) == [0, 100, 200] && group.curve.map(\.klDivergence) == [0, 5, 4])
    }

    @Test func runsAreComparedWithThoseOfTheirNetworkAndLikelihood() throws {
        var record = try RunValues.record()
        var group = references(record).groups[0]
        func isKnown() -> Bool { ReferenceRuns(groups: [group]).group(for: record) != nil }
        #expect(isKnown())
        record.configuration.architecture = try NetworkKind.article.architecture(
            imageShape: [1, 8, 8], latentDim: 2, likelihood: GaussianLikelihood())
        #expect(!isKnown())
        group.likelihood = "gaussian"
        #expect(isKnown())
        // Not the network that is usual for small grey images.
        record.configuration.architecture = try NetworkKind.deep.architecture(
            imageShape: [1, 8, 8], latentDim: 2, likelihood: GaussianLikelihood())
        #expect(!isKnown())
    }

    @Test func disentanglementHasItsUsualRange() throws {
        let record = try RunValues.record()
        func measurements(_ gap: Double) -> Measurements {
            var measurements = RunValues.measurements(RunValues.row(200, elbo: -150))
            measurements.disentanglement = .init(
                mutualInformationGap: gap, separatedPredictability: 0.1, disentanglement: 0.2,
                completeness: 0.3, informativeness: 0.4, factors: ["x", "y"], images: 100)
            return measurements
        }
        let known = references(record).groups[0]
        let runs = zip([0.1, 0.2, 0.3], known.runs).map { gap, run in
            ReferenceRuns.Run(
                seed: run.seed, steps: run.steps, elbo: run.elbo, reconstruction: run.reconstruction,
                kl: run.kl, measurements: measurements(gap))
        }
        let group = ReferenceRuns.Group(
            dataset: "tiny", sha256: known.sha256, trainCount: 3200, testCount: 3200, latentDim: 2, epochs: 2,
            batchSize: 32, learningRate: 1e-4, beta: 1, runs: runs)
        let judge = Judge(measurements(0.55), of: record, references: ReferenceRuns(groups: [group]))
        let gap = try verdict(judge, "Mutual information gap")
        #expect(gap.usual == "0.200 ± 0.300" && gap.verdict == "better than usual by 0.350 of 1")
        #expect(try verdict(judge, "DCI").verdict == "as usual")
        #expect(try verdict(judge, "Separated").usual == "0.100 ± 0.020")
    }
}
