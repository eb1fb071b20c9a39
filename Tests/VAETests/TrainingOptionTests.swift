import Datasets
import Testing

@testable import VAE

/// Free bits, warm-up, clipped gradients and patience.
@Suite struct TrainingOptionTests {
    // MARK: against PyTorch

    @Test(arguments: [1, 2, 3])
    func freeBitsHavePyTorchsGradient(threads: Int) throws {
        let goldens = try Goldens(.discretizedLogistic)
        let freeBits = try goldens.values("options")[0]
        let engine = try goldens.engine(threads: threads)
        let terms = try engine.lossGradient(
            of: goldens.images, at: Array(0..<goldens.images.count), noise: try Buffer(goldens.noise()),
            beta: goldens.beta, freeBits: freeBits)
        let divergences = terms.meanDivergences.map(Float.init)
        #expect(relativeError(divergences, try goldens.values("options.divergences")) < 1e-4)
        // Some dimensions are free, and others are not.
        #expect(Set(divergences.map { $0 > freeBits }).count == 2)
        let gradient = Parameters(architecture: goldens.architecture, flat: try engine.gradient)
        for (name, tensor) in zip(gradient.names, gradient.tensors) {
            #expect(relativeError(tensor.values, try goldens.values("freeBits.\(name)")) < 2e-5, "\(name)")
        }
    }

    @Test(arguments: [1, 3])
    func tenStepsWithAllOptions(threads: Int) throws {
        let goldens = try Goldens(.discretizedLogistic)
        let options = try goldens.values("options")
        let engine = try goldens.engine(threads: threads)
        let zero = Parameters(
            architecture: goldens.architecture,
            flat: Array(repeating: 0, count: goldens.architecture.parameterCount))
        let adam = try Adam(firstMoment: zero, secondMoment: zero)
        var configuration = TrainingConfiguration(architecture: goldens.architecture, beta: goldens.beta)
        // Two batches an epoch would be so many steps.
        configuration.klWarmup = options[2] / 2
        var losses: [Float] = [], norms: [Float] = []
        for step in 0..<10 {
            let beta = configuration.divergenceWeight(afterSteps: step, batchesPerEpoch: 2)
            let terms = try engine.lossGradient(
                of: goldens.images, at: Array(0..<goldens.images.count),
                noise: try Buffer(goldens.noise(step: step)), beta: beta, freeBits: options[0])
            let likelihood = terms.logLikelihoods.reduce(0, +) / Double(goldens.images.count)
            let divergence = terms.meanDivergences.reduce(0) { $0 + max(Double(options[0]), $1) }
            losses.append(Float(-likelihood + Double(beta) * divergence))
            norms.append(Float(try engine.clipGradient(to: options[1])))
            let stepSize = Adam.stepSize(learningRate: goldens.learningRate, step: step + 1)
            try engine.update { adam.update($0, gradients: $1, stepSize: stepSize, in: $2) }
        }
        #expect(relativeError(losses, try goldens.values("options.losses")) < 1e-5)
        let expected = try goldens.values("options.norms")
        #expect(relativeError(norms, expected) < 1e-4)
        #expect(expected.contains { $0 > options[1] } && expected.contains { $0 < options[1] })
    }

    // MARK: by hand

    @Test func warmUpIsAStraightLine() throws {
        var configuration = TrainingConfiguration(architecture: try Architecture(), beta: 3)
        func weight(_ step: Int) -> Float {
            configuration.divergenceWeight(afterSteps: step, batchesPerEpoch: 10)
        }
        #expect(weight(0) == 3)
        configuration.klWarmup = 2
        #expect([0, 5, 10, 20, 21, 1000].map(weight) == [0, 0.75, 1.5, 3, 3, 3])
    }

    @Test func aClippedGradientKeepsItsDirection() throws {
        let goldens = try Goldens(.small)
        func gradient(clippedTo most: Float?) throws -> (values: [Float], length: Double?) {
            let engine = try goldens.engine(threads: 2)
            _ = try engine.lossGradient(
                of: goldens.images, at: Array(0..<goldens.images.count), noise: try Buffer(goldens.noise()),
                beta: goldens.beta)
            let length = try most.map { try engine.clipGradient(to: $0) }
            return (try engine.gradient, length)
        }
        let whole = try gradient(clippedTo: nil).values
        let length = whole.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
        let half = try gradient(clippedTo: Float(length / 2))
        #expect(abs((half.length ?? 0) / length - 1) < 1e-6)
        #expect(relativeError(half.values, whole.map { $0 / 2 }) < 1e-5)
        #expect(relativeError(try gradient(clippedTo: Float(length * 2)).values, whole) < 1e-6)
    }

    // MARK: in training

    private static func configuration(epochs: Int = 3) throws -> TrainingConfiguration {
        TrainingConfiguration(
            architecture: try Architecture(latentDim: 2, imageSide: 12), epochs: epochs, batchSize: 12,
            learningRate: 1e-3, snapshotEvery: 3, threads: 2)
    }

    private static func trainer(
        _ configuration: TrainingConfiguration, resuming state: TrainingState? = nil
    ) throws -> Trainer {
        try Trainer(
            configuration: configuration, train: discs(50, side: 12), test: discs(20, side: 12, seed: 2),
            probes: discs(5, side: 12, seed: 3), resuming: state)
    }

    private static let changes: [(name: String, change: @Sendable (inout TrainingConfiguration) -> Void)] = [
        ("free bits", { $0.freeBits = 0.2 }), ("warm-up", { $0.klWarmup = 1.5 }),
        ("clipping", { $0.clipGradient = 5 }), ("patience", { $0.patience = 2 }),
    ]

    /// Each changes the training, but for patience; and each gives the same bytes when it is stopped and resumed.
    @Test(arguments: 0..<4, [2, 5, 7])
    func resumingGivesTheSameBytes(option: Int, stopAfter: Int) throws {
        let plain = try Self.configuration()
        var configuration = plain
        Self.changes[option].change(&configuration)
        let whole = try Recording(Self.trainer(configuration))
        let stopped = try Recording(Self.trainer(configuration), stopAfter: stopAfter)
        let rest = try Recording(Self.trainer(configuration, resuming: stopped.result.state))
        #expect(rest.result.state.timeless == whole.result.state.timeless)
        #expect(
            (stopped.snapshots + rest.snapshots).map(\.testEvaluation)
                == whole.snapshots.map(\.testEvaluation))
        let other = try Recording(Self.trainer(plain)).result.state
        #expect(
            (other.parameters == whole.result.state.parameters) == (configuration.patience != nil),
            "\(Self.changes[option].name)")
    }

    /// At a large learning rate the test ELBO is soon no better for an epoch, and may be so for three.
    @Test func patienceEndsTrainingWhereItShould() throws {
        var configuration = try Self.configuration(epochs: 60)
        configuration.learningRate = 0.02
        let whole = try Recording(Self.trainer(configuration))
        let elbos = whole.snapshots.filter { $0.batch == 5 }.map(\.testEvaluation.elbo)
        #expect(elbos.count == 60 && whole.result.stoppedAtEpoch == nil && whole.result.state.best == nil)
        for patience in [1, 3] {
            configuration.patience = patience
            // By hand: the first epoch that comes so many after the best one.
            var best = 0, end: Int?
            for epoch in elbos.indices {
                if elbos[epoch] > elbos[best] { best = epoch }
                if epoch - best == patience {
                    end = epoch + 1
                    break
                }
            }
            let run = try Recording(Self.trainer(configuration))
            #expect(run.result.isFinished && run.result.stoppedAtEpoch == (end == 60 ? nil : end))
            #expect(run.result.state.epoch == end ?? 60 && run.snapshots.last?.epoch == end ?? 60)
            #expect(run.result.state.best == BestEpoch(epoch: best + 1, elbo: elbos[best]))
            #expect(run.snapshots.last?.state == run.result.state)
            #expect(patience > 1 || (end ?? 60) < 60, "\(elbos)")
            if let end, end < 60 { try expectToGoOn(from: run.result.state, after: end, configuration) }
        }
    }

    /// Resumed as it is, it has ended; asked to go on, it waits anew, as if it had been told so at once.
    private func expectToGoOn(
        from state: TrainingState, after end: Int, _ configuration: TrainingConfiguration
    ) throws {
        let again = try Recording(Self.trainer(configuration, resuming: state))
        #expect(again.result.stoppedAtEpoch == end && again.snapshots.isEmpty)
        #expect(again.result.state == state)
        var longer = configuration
        longer.patienceFrom = end
        longer.epochs = end + 1
        let more = try Recording(Self.trainer(longer, resuming: state))
        #expect(more.result.isFinished && more.result.state.epoch == end + 1)
        let once = try Recording(Self.trainer(longer))
        #expect(once.result.state.timeless == more.result.state.timeless)
    }

    @Test func refusesWhatMakesNoSense() throws {
        let configuration = try Self.configuration()
        let changes: [(inout TrainingConfiguration) -> Void] = [
            { $0.freeBits = -1 }, { $0.freeBits = .nan }, { $0.klWarmup = 0 }, { $0.klWarmup = .infinity },
            { $0.clipGradient = 0 }, { $0.clipGradient = .nan }, { $0.patience = 0 },
            { $0.patienceFrom = -1 },
        ]
        for change in changes {
            var broken = configuration
            change(&broken)
            #expect(throws: VAEError.self) { try Self.trainer(broken) }
        }
        var state = try Recording(Self.trainer(configuration), stopAfter: 4).result.state
        state.best = BestEpoch(epoch: 9, elbo: 0)
        #expect(throws: VAEError.self) { try Self.trainer(configuration, resuming: state) }
    }
}
