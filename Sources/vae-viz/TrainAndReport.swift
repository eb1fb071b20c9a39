public import ArgumentParser
import Datasets
import Foundation
import Likelihoods
import Reporting
import Runs
import Storage
public import VAE

/// `vae-viz train-and-report`: from a data set to `report.html`.
struct TrainAndReport: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train on a data set, draw what was learned, and write report.html.",
        discussion: """
            EXAMPLES:
              vae-viz train-and-report
              vae-viz train-and-report --dataset fashion-mnist --open
              vae-viz train-and-report --dataset path/to/pictures --size 32 --epochs 3 --name trial
              vae-viz train-and-report --resume Output/digits-1

            Ctrl-C stops the training after the batch in hand, writes the report of what there is, and leaves a run \
            that --resume continues to the same bytes. While the report is drawn it stops at once; the run is whole, \
            and vae-viz report draws it.
            """)

    @OptionGroup(title: "What to train")
    var training: TrainingOptions
    @OptionGroup(title: "What to train")
    var preparation: PreparationOptions
    @OptionGroup(title: "Where")
    var data: DataOptions
    @OptionGroup(title: "Where")
    var runs: RunOptions
    @Option(help: ArgumentHelp("The run's folder name. (default: DATASET-N)", valueName: "name"))
    var name: String?
    @Option(
        help: ArgumentHelp(
            "Continue a run that was interrupted; more --epochs lengthen it.", valueName: "run"))
    var resume: String?
    @OptionGroup(title: "Pictures")
    var pictures: PictureOptions
    @OptionGroup(title: "Pictures")
    var animations: AnimationOptions
    @OptionGroup(title: "How")
    var threads: ThreadOptions
    @OptionGroup(title: "How")
    var templates: TemplateOptions
    @OptionGroup(title: "How")
    var progress: ProgressOptions
    @Flag(help: "Open the report when it is written.")
    var open = false

    func validate() throws {
        if let name, !RunFolder.isValidName(name) {
            throw ValidationError("--name '\(name)': choose a plain file name")
        }
        if resume != nil,
            let option = training.firstGiven ?? preparation.firstGiven ?? name.map({ _ in "--name" })
        {
            throw ValidationError("\(option) goes with a new run; --resume keeps the run's own settings")
        }
        try preparation.check(goesWith: training.dataset ?? Digits.name)
    }

    func run() throws {
        let reporter = progress.reporter()
        // What is not there is said before training, not after it.
        let report = try ReportSettings(pictures, animations, templates)
        let session =
            if let resume {
                try TrainingRun(
                    resuming: try RunFolder.find(resume, in: runs.folder), epochs: training.epochs,
                    threads: threads.threads, library: { data.library(stored: $0) }, reporter: reporter)
            } else {
                try TrainingRun(
                    training, preparation, name: name, output: runs.folder, threads: threads.count,
                    dataDir: data.dataDir,
                    library: data.library(), reporter: reporter)
            }
        // Until here there is nothing to save.
        let (run, isFinished, undrawn) = try session.run(.shared, report: report)
        reporter.report(.finished)
        guard isFinished else {
            // Standard output may have gone with the terminal that hung up.
            try? Console.result(run.report.path)
            throw Interrupted(continuing: run)
        }
        try Console.result(run.report.path)
        if open { Browser.open(run.report) }
        if let undrawn { throw undrawn }
    }
}

/// The settings of a new run; what is not given is the article's.
struct TrainingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "digits or sprites (generated, need no network), mnist, fashion-mnist, kmnist, or a path: a folder of pictures "
                + "or of IDX files, NumPy's arrays (.npz, .npy), or CSV. "
                + "(default: digits)", valueName: "name"))
    var dataset: String?
    @Option(help: ArgumentHelp("Passes over the training images. (default: 10)", valueName: "n"))
    var epochs: Int?
    @Option(help: ArgumentHelp("Images a step. (default: 32)", valueName: "n"))
    var batchSize: Int?
    @Option(help: ArgumentHelp("Dimensions of the latent space. (default: 2)", valueName: "n"))
    var latentDim: Int?
    @Option(
        help: ArgumentHelp(
            "The layers: \(NetworkKind.allCases.map(\.rawValue).joined(separator: ", ")), auto, or a file that describes a "
                + "network, such as a run's run.json. (default: auto, the article's for small grey images, else deep)",
            valueName: "network"))
    var network: String?
    @Option(
        help: ArgumentHelp(
            "How the decoder describes an image: \(Likelihoods.all.map(\.name).joined(separator: ", ")). "
                + "(default: bernoulli; of images in colour or full of shades gaussian)", valueName: "name")
    )
    var likelihood: String?
    @Option(help: ArgumentHelp("Adam's step size. (default: 1e-4)", valueName: "x"))
    var learningRate: Float?
    @Option(help: ArgumentHelp("Weight of the KL divergence in the loss. (default: 1)", valueName: "x"))
    var beta: Float?
    @Option(
        help: ArgumentHelp(
            "Nats of each latent dimension's KL divergence that cost nothing. (default: none)",
            valueName: "x"))
    var freeBits: Float?
    @Option(
        help: ArgumentHelp(
            "Epochs over which the weight of the KL divergence grows from 0 to beta. (default: none)",
            valueName: "epochs"))
    var klWarmup: Float?
    @Option(
        help: ArgumentHelp(
            "The greatest length of the gradient; a longer one is scaled to it. (default: any)",
            valueName: "x"))
    var clipGradient: Float?
    @Option(
        help: ArgumentHelp(
            "End training after n epochs without a better test ELBO. (default: never)", valueName: "n"))
    var patience: Int?
    @Option(help: ArgumentHelp("vae or autoencoder. (default: vae)", valueName: "kind"))
    var model: Model?
    @Option(help: ArgumentHelp("Batches between snapshots in epoch 1. (default: 75)", valueName: "n"))
    var snapshotEvery: Int?
    @Option(
        help: ArgumentHelp(
            "Points an axis of the latent grid, 2 to 64; maps of the plane have up to four times as many. (default: "
                + "20; of images of more than 64 pixels a side as many as 1,280 pixels hold)",
            valueName: "n"))
    var grid: Int?
    @Option(help: ArgumentHelp("Where all randomness starts. (default: 0)", valueName: "n"))
    var seed: UInt64?
    @Option(help: ArgumentHelp("Use only the first n training images. (default: all)", valueName: "n"))
    var trainCount: Int?
    @Option(help: ArgumentHelp("Use only the first n test images. (default: all)", valueName: "n"))
    var testCount: Int?

    /// An option that was given although it cannot change on resuming; more epochs can.
    var firstGiven: String? {
        let given: [(String, Bool)] = [
            ("--dataset", dataset != nil), ("--batch-size", batchSize != nil),
            ("--latent-dim", latentDim != nil), ("--network", network != nil),
            ("--likelihood", likelihood != nil),
            ("--learning-rate", learningRate != nil), ("--beta", beta != nil), ("--model", model != nil),
            ("--free-bits", freeBits != nil), ("--kl-warmup", klWarmup != nil),
            ("--clip-gradient", clipGradient != nil), ("--patience", patience != nil),
            ("--snapshot-every", snapshotEvery != nil), ("--grid", grid != nil), ("--seed", seed != nil),
            ("--train-count", trainCount != nil), ("--test-count", testCount != nil),
        ]
        return given.first { $0.1 }?.0
    }

    func validate() throws {
        if let grid, !RunRecord.grids.contains(grid) {
            throw ValidationError("--grid \(grid): choose 2 to 64")
        }
        if let likelihood, Likelihoods.named(likelihood) == nil {
            let known = Likelihoods.all.map(\.name).joined(separator: ", ")
            throw ValidationError("--likelihood '\(likelihood)': choose from \(known)")
        }
        if networkFile != nil,
            let option = latentDim != nil ? "--latent-dim" : likelihood != nil ? "--likelihood" : nil
        {
            throw ValidationError("\(option) stands in the file that --network names; leave one of them out")
        }
        for (option, count) in [
            ("--epochs", epochs), ("--train-count", trainCount), ("--test-count", testCount),
        ] {
            if let count, count < 1 { throw ValidationError("\(option) \(count): choose 1 or more") }
        }
    }

    /// The network that is asked for by its name; `nil` where the images decide or a file describes it.
    var networkKind: NetworkKind? { network.flatMap(NetworkKind.init(rawValue:)) }

    /// The file that describes the network, where one does.
    var networkFile: URL? {
        guard let network, network != "auto", networkKind == nil else { return nil }
        return URL(fileURLWithPath: network)
    }

    /// The settings for a network.
    ///
    /// - Throws: `VAEError` for settings that make no sense.
    func configuration(_ architecture: Architecture, threads: Int) throws -> TrainingConfiguration {
        var configuration = TrainingConfiguration(architecture: architecture)
        configuration.threads = threads
        if let epochs { configuration.epochs = epochs }
        if let batchSize { configuration.batchSize = batchSize }
        if let learningRate { configuration.learningRate = learningRate }
        if let beta { configuration.beta = beta }
        if let model { configuration.model = model }
        configuration.freeBits = freeBits
        configuration.klWarmup = klWarmup
        configuration.clipGradient = clipGradient
        configuration.patience = patience
        if let snapshotEvery { configuration.snapshotEvery = snapshotEvery }
        if let seed { configuration.seed = seed }
        try configuration.validate()
        return configuration
    }
}

extension Model: ExpressibleByArgument {}
