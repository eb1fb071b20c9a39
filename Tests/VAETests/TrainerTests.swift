import Datasets
import Randomness
import Testing

@testable import VAE

@Suite struct TrainerTests {
    private static func configuration(
        epochs: Int = 2, batchSize: Int = 12, snapshotEvery: Int = 3, threads: Int = 2,
        model: Model = .vae, learningRate: Float = 1e-3, seed: UInt64 = 0
    ) throws -> TrainingConfiguration {
        TrainingConfiguration(
            architecture: try Architecture(latentDim: 2, imageSide: 12), model: model, epochs: epochs,
            batchSize: batchSize, learningRate: learningRate, snapshotEvery: snapshotEvery, seed: seed,
            threads: threads)
    }

    private static func trainer(
        _ configuration: TrainingConfiguration, images: Int = 100, resuming state: TrainingState? = nil
    ) throws -> Trainer {
        try Trainer(
            configuration: configuration, train: discs(images, side: 12),
            test: discs(20, side: 12, seed: 2), probes: discs(5, side: 12, seed: 3), resuming: state)
    }

    @Test func articleScheduleHas35Snapshots() {
        var steps = [0]
        for epoch in 1...10 {
            for batch in 1...1875 {
                let position = TrainingPosition(step: (epoch - 1) * 1875 + batch, epoch: epoch, batch: batch)
                if Trainer.isSnapshotDue(at: position, batchesPerEpoch: 1875, every: 75) {
                    steps.append(position.step)
                }
            }
        }
        #expect(steps.count == 35)
        #expect(steps.prefix(3) == [0, 75, 150])
        #expect(steps[24...26] == [1800, 1875, 3750])
        #expect(steps.last == 18750)
    }

    @Test func snapshotsOfARun() throws {
        let run = try Recording(Self.trainer(Self.configuration()))
        // 100 images in batches of 12: eight whole ones and one of 4.
        #expect(run.snapshots.map(\.step) == [0, 3, 6, 9, 18])
        #expect(run.snapshots.map(\.epoch) == [0, 1, 1, 1, 2])
        #expect(run.snapshots.map(\.batch) == [0, 3, 6, 9, 9])
        #expect(run.snapshots.map(\.state.imagesSeen) == [0, 36, 72, 100, 200])
        #expect(run.snapshots[0].trainELBO == nil)
        #expect(run.snapshots.dropFirst().allSatisfy { ($0.trainELBO ?? .nan).isFinite })
        #expect(run.snapshots.allSatisfy { $0.probePosterior.count == 5 && $0.state.elboCount == 0 })
        #expect(run.snapshots.allSatisfy { $0.testEvaluation.elboPerImage.count == 20 })
        #expect(run.snapshots[0].imagesPerSecond == 0)
        #expect(run.snapshots[4].imagesPerSecond > 0)
        #expect(run.result.isFinished)
        #expect(run.result.state == run.snapshots[4].state)
        #expect(run.result.state.parameters == run.snapshots[4].parameters)
    }

    @Test func onlyEpochsEndsAreEvaluatedOnEverything() throws {
        let count = Trainer.quickTestCount + 10
        let trainer = try Trainer(
            configuration: Self.configuration(epochs: 2, snapshotEvery: 3), train: discs(50, side: 12),
            test: discs(count, side: 12, seed: 2), probes: discs(5, side: 12, seed: 3))
        let run = try Recording(trainer)
        #expect(run.snapshots.map(\.step) == [0, 3, 5, 10])
        #expect(
            run.snapshots.map(\.testEvaluation.elboPerImage.count)
                == [Trainer.quickTestCount, Trainer.quickTestCount, count, count])
    }

    @Test(arguments: Model.allCases)
    func learns(_ model: Model) throws {
        let run = try Recording(
            Self.trainer(Self.configuration(epochs: 12, model: model, learningRate: 3e-3)))
        let (first, last) = (try #require(run.snapshots.first), try #require(run.snapshots.last))
        #expect(last.testEvaluation.elbo > 0.7 * first.testEvaluation.elbo)
        #expect((last.trainELBO ?? .nan) > 0.7 * first.testEvaluation.elbo)
        #expect((model == .autoencoder) == (last.testEvaluation.klDivergence == 0))
        #expect(last.testEvaluation.klPerDimension.count == 2)
    }

    @Test(arguments: [1, 2, 3])
    func sameSeedAndThreadsGiveTheSameBytes(threads: Int) throws {
        let configuration = try Self.configuration(threads: threads)
        let first = try Recording(Self.trainer(configuration))
        let second = try Recording(Self.trainer(configuration))
        #expect(first.result.state.timeless == second.result.state.timeless)
        #expect(zip(first.snapshots, second.snapshots).allSatisfy { $0.testEvaluation == $1.testEvaluation })
        #expect(zip(first.snapshots, second.snapshots).allSatisfy { $0.probePosterior == $1.probePosterior })

        let other = try Recording(Self.trainer(Self.configuration(threads: threads, seed: 1)))
        #expect(other.result.state.parameters != first.result.state.parameters)
    }

    @Test func threadsAgreeToRounding() throws {
        let one = try Recording(Self.trainer(Self.configuration(threads: 1)))
        for threads in [2, 5] {
            let several = try Recording(Self.trainer(Self.configuration(threads: threads)))
            for (a, b) in zip(one.snapshots, several.snapshots) {
                #expect(abs(a.testEvaluation.elbo - b.testEvaluation.elbo) < 0.02)
            }
            #expect(
                relativeError(several.result.state.parameters.flat, one.result.state.parameters.flat) < 0.01)
        }
    }

    /// Stopped before the first batch, in the middle, at a snapshot, at an epoch's end, and just before the end.
    @Test(arguments: [0, 1, 3, 7, 9, 10, 17], Model.allCases)
    func resumingGivesTheSameBytes(stopAfter: Int, model: Model) throws {
        let configuration = try Self.configuration(model: model)
        let whole = try Recording(Self.trainer(configuration))
        let stopped = try Recording(Self.trainer(configuration), stopAfter: stopAfter)
        #expect(!stopped.result.isFinished)
        #expect(stopped.result.state.step == stopAfter)
        let rest = try Recording(Self.trainer(configuration, resuming: stopped.result.state))
        #expect(rest.result.isFinished)
        #expect(rest.result.state.timeless == whole.result.state.timeless)
        let snapshots = stopped.snapshots + rest.snapshots
        #expect(snapshots.map(\.step) == whole.snapshots.map(\.step))
        #expect(snapshots.map(\.trainELBO) == whole.snapshots.map(\.trainELBO))
        #expect(snapshots.map(\.testEvaluation) == whole.snapshots.map(\.testEvaluation))
    }

    @Test func everySnapshotCanBeResumed() throws {
        let configuration = try Self.configuration()
        let whole = try Recording(Self.trainer(configuration))
        for snapshot in whole.snapshots {
            let rest = try Recording(Self.trainer(configuration, resuming: snapshot.state))
            #expect(rest.result.state.timeless == whole.result.state.timeless)
        }
    }

    @Test func finishedTrainingGoesOnWithMoreEpochs() throws {
        let short = try Recording(Self.trainer(Self.configuration(epochs: 1)))
        let more = try Recording(
            Self.trainer(Self.configuration(epochs: 2), resuming: short.result.state))
        let whole = try Recording(Self.trainer(Self.configuration(epochs: 2)))
        #expect(more.result.state.timeless == whole.result.state.timeless)
        let nothing = try Recording(Self.trainer(Self.configuration(epochs: 1), resuming: short.result.state))
        #expect(nothing.result.isFinished && nothing.snapshots.isEmpty)
        #expect(nothing.result.state == short.result.state)
    }

    @Test(arguments: [1, 7, 8, 13, 100, 1000])
    func batchSizes(_ batchSize: Int) throws {
        let run = try Recording(
            Self.trainer(Self.configuration(epochs: 1, batchSize: batchSize, snapshotEvery: 1000), images: 30)
        )
        #expect(run.result.state.step == (29 + batchSize) / batchSize)
        #expect(run.result.state.imagesSeen == 30)
        #expect(run.snapshots.count == 2)
        #expect((run.snapshots[1].trainELBO ?? .nan).isFinite)
    }

    @Test func smallerLastBatchIsAMeanToo() throws {
        // A batch of the same image any number of times has that image's gradient.
        let goldens = try Goldens(.article)
        let engine = try goldens.engine(threads: 2)
        func gradient(copies: Int) throws -> [Float] {
            _ = try engine.lossGradient(
                of: goldens.images, at: Array(repeating: 3, count: copies),
                noise: try Buffer([Float](repeating: 0.5, count: 2 * copies)), beta: 1)
            return try engine.gradient
        }
        let single = try gradient(copies: 1)
        for copies in [2, 5, 8, 9, 17, 32] {
            #expect(relativeError(try gradient(copies: copies), single) < 1e-5)
        }
    }

    @Test func betaLeavesTheReportedELBOAlone() throws {
        var configuration = try Self.configuration(epochs: 1, batchSize: 100, snapshotEvery: 1000)
        var elbos: [Double?] = []
        for beta in [Float(0), 1, 10] {
            configuration.beta = beta
            elbos.append(try Recording(Self.trainer(configuration)).snapshots[1].trainELBO)
        }
        // One batch is the whole epoch: its ELBO is taken before beta could change anything.
        #expect(elbos[0] == elbos[1] && elbos[1] == elbos[2])
    }

    @Test func divergenceIsAnError() throws {
        let configuration = try Self.configuration(epochs: 20, learningRate: 1e30)
        let error = #expect(throws: VAEError.self) { try Recording(Self.trainer(configuration)) }
        guard case .diverged(let step, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(step > 0)
        #expect(error?.description.contains("learning rate") == true)
    }

    @Test func noEpochsGiveTheFreshNetwork() throws {
        let run = try Recording(Self.trainer(Self.configuration(epochs: 0)))
        #expect(run.snapshots.map(\.step) == [0])
        var generator = SeededGenerator(seed: 0)
        #expect(
            run.result.state.parameters
                == .glorotUniform(
                    architecture: try Self.configuration().architecture, using: &generator))
    }

    @Test func errorsOfTheCallerEndTheTraining() throws {
        struct Full: Error {}
        #expect(throws: Full.self) {
            _ = try Self.trainer(Self.configuration()).run { _ in throw Full() }
        }
    }

    @Test func refusesWhatCannotBeTrained() throws {
        var configuration = try Self.configuration()
        for change: (inout TrainingConfiguration) -> Void in [
            { $0.batchSize = 0 }, { $0.epochs = -1 }, { $0.learningRate = .nan }, { $0.learningRate = 0 },
            { $0.beta = -1 }, { $0.beta = .infinity }, { $0.snapshotEvery = 0 }, { $0.threads = 0 },
        ] {
            var broken = configuration
            change(&broken)
            #expect(throws: VAEError.self) { try Self.trainer(broken) }
        }
        let images = discs(4, side: 12)
        let none = ModelledImages(BinaryImages(rows: 12, columns: 12, pixels: []))
        let wide = discs(4, side: 16)
        for (train, test, probes) in [
            (none, images, images), (images, none, images), (wide, images, images), (images, wide, images),
            (images, images, wide),
        ] {
            #expect(throws: VAEError.self) {
                try Trainer(configuration: configuration, train: train, test: test, probes: probes)
            }
        }
        #expect(throws: Never.self) {
            try Trainer(configuration: configuration, train: images, test: images, probes: none)
        }
        let state = try Recording(Self.trainer(configuration)).result.state
        configuration.architecture = try Architecture(latentDim: 3, imageSide: 12)
        #expect(throws: VAEError.self) { try Self.trainer(configuration, resuming: state) }
        #expect(throws: VAEError.self) {
            try Self.trainer(Self.configuration(batchSize: 50), resuming: state)
        }
    }

    @Test func refusesBrokenStates() throws {
        let configuration = try Self.configuration()
        let state = try Recording(Self.trainer(configuration), stopAfter: 4).result.state
        for change: (inout TrainingState) -> Void in [
            { $0.epoch = .max }, { $0.epoch = .min }, { $0.batch = -1 }, { $0.batch = .max }, { $0.step = 5 },
            { $0.imagesSeen = .max }, { $0.elboCount = -1 }, { $0.seconds = .nan },
        ] {
            var broken = state
            change(&broken)
            let error = #expect(throws: VAEError.self) { try Self.trainer(configuration, resuming: broken) }
            #expect(error?.description.hasPrefix("cannot resume: ") == true)
        }
    }
}
