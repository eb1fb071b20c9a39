import Datasets
import Figures
import Foundation
import Likelihoods
import Runs
import Storage
import TestSupport
import Testing
import VAE

@testable import Reporting

/// The reference runs that come with the program.
@Suite struct ReferenceRunsTests {
    @Test func theRunsThatComeWithTheProgramAreWhole() throws {
        let groups = ReferenceRuns.builtIn.groups
        #expect(groups.contains { $0.dataset == "mnist" })
        for group in groups {
            #expect(!group.runs.isEmpty && Set(group.runs.map(\.seed)).count == group.runs.count)
            for run in group.runs {
                #expect(run.steps == run.steps.sorted() && !run.steps.isEmpty)
                #expect(
                    [run.elbo, run.reconstruction, run.kl].allSatisfy {
                        $0 == nil || $0?.count == run.steps.count
                    })
                #expect(run.measurements == nil || run.measurements?.step == run.steps.last)
            }
            #expect(group.curve.isEmpty || group.curve.last?.step == group.lastStep)
        }
    }

    /// Images that the program makes today, and not those of an earlier version.
    @Test(arguments: [(Digits.name, "bernoulli"), (Sprites.name, "gaussian")])
    func imagesWhoseCausesAreKnownHaveUsualScores(name: String, likelihood: String) throws {
        let place = try TemporaryFolder()
        let dataset = try DatasetLibrary(cache: place.url).load(name)
        let shape = [dataset.train.channels, dataset.train.rows, dataset.train.columns]
        let network = try NetworkKind.suited(to: shape).architecture(
            imageShape: shape, latentDim: 2, likelihood: try #require(Likelihoods.named(likelihood)))
        var record = RunRecord(
            version: "1", configuration: TrainingConfiguration(architecture: network), grid: 20,
            dataset: RunRecord.DatasetRecord(dataset, source: name, dataDirectory: nil), probes: [0],
            started: Date(timeIntervalSince1970: 0))
        let group = try #require(
            ReferenceRuns.builtIn.group(for: record), "none of these images: scripts/make-references.py")
        #expect(group.runs.map(\.seed) == [0, 1, 2])
        for reference in group.runs {
            let scores = try #require(reference.measurements?.disentanglement)
            #expect(scores.factors == KnownFactors.test(of: name, count: 0)?.names)
            #expect(scores.images == dataset.test.count)
        }
        // A run that is one of them, on its own page.
        record.measurements = group.runs[0].measurements
        let folder = try RunFolder.create(in: place.url, name: "run", dataset: name)
        try AtomicFile.write(try record.encoded(), to: folder.record)
        try AtomicFile.write(try MetricsFile.encoded([]), to: folder.metrics)
        let composer = try ReportComposer(folder)
        let page = composer.words()
        let html = try composer.renderer.html(page)
        for name in ["Mutual information gap", "Separated predictability", "DCI disentanglement"] {
            let number = try #require(page.judgedNumbers.first { $0.name == name })
            #expect(number.standing == .asUsual && number.verdict == "as usual", "\(number)")
            let usual = try #require(number.usual)
            #expect(usual.contains(" ± ") && html.contains("<td>\(usual)</td>"), "\(number)")
        }
    }
}
