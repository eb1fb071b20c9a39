public import ArgumentParser
import Datasets
import Foundation
public import Reporting
import Runs
import VAE

/// Where runs are.
struct RunOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder that holds the runs.", valueName: "dir"))
    var output = "Output"

    var folder: URL { URL(fileURLWithPath: output, isDirectory: true) }
}

/// Where data sets are.
struct DataOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A folder that holds NAME/ folders of IDX files, gzipped or not. (default: the user's cache folder)",
            valueName: "dir"))
    var dataDir: String?

    /// The library that the options describe; `stored` is used where the user says nothing.
    func library(stored: String? = nil) -> DatasetLibrary {
        DatasetLibrary(
            dataDirectory: (dataDir ?? stored).map { URL(fileURLWithPath: $0, isDirectory: true) })
    }
}

/// How many threads compute.
struct ThreadOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Worker threads, 1 to 256. (default: one a core)", valueName: "n"))
    var threads: Int?

    func validate() throws {
        if let threads, !(1...256).contains(threads) {
            throw ValidationError("--threads \(threads): choose 1 to 256")
        }
    }

    var count: Int { threads ?? Processor.physicalCores }
}

/// Where a recorded run's model answers.
struct ModelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The model of a recorded run: a command that answers on its standard output what it is asked on its standard "
                + "input, as docs/run-format.md says.", valueName: "command"))
    var model: String?
    @Option(help: ArgumentHelp("Seconds in which the model must answer a message.", valueName: "s"))
    var modelTimeout = 60.0

    func validate() throws {
        guard modelTimeout > 0, modelTimeout <= 86_400 else {
            throw ValidationError("--model-timeout \(modelTimeout): choose more than 0, up to 86400")
        }
    }

    /// Starts the model's command, where there is one.
    ///
    /// - Throws: `FileError` where it cannot be started; `ValidationError` for a run that has its own model.
    func connection(for run: RecordedRun) throws -> RemoteConnection? {
        guard let model else { return nil }
        guard run.isRecorded else {
            throw ValidationError("--model is for recorded runs; \(run.folder.name) has its own model")
        }
        return try RemoteConnection(command: model, timeout: modelTimeout)
    }
}

/// A run that is there already, and what opening it takes.
struct RunSelection: ParsableArguments {
    static let help = ArgumentHelp("The run's folder or name. (default: the newest run)", valueName: "run")

    @Argument(help: RunSelection.help)
    var run: String?
    @OptionGroup var runs: RunOptions
    @OptionGroup var data: DataOptions
    @OptionGroup var threads: ThreadOptions

    /// Does `body` with the run opened for drawing, while no other process writes into it.
    ///
    /// - Parameter model: where a recorded run's model answers.
    func locked<Result>(
        model: ModelOptions? = nil, _ body: (RunViewer) throws -> Result
    ) throws -> Result {
        let folder = try RunFolder.find(run, in: runs.folder)
        return try folder.locked {
            // Whoever holds the lock knows that nobody is training.
            try folder.settle()
            let run = try RecordedRun(folder, library: data.library)
            let remote = try model?.connection(for: run)
            defer { remote?.close() }
            let viewer = RunViewer(run, threads: threads.count, keepsCodes: true, remote: remote)
            try folder.makePictureFolders()
            Interrupt.shared.respond(.drawing(folder))
            return try body(viewer)
        }
    }
}

/// What the report is made with.
struct TemplateOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A folder with templates of your own: each file replaces the report's file of the same name.",
            valueName: "dir"))
    var templates: String?
    @Option(
        help: ArgumentHelp(
            "The most bytes that the report may take, as 2MB, from 1MB to 1GB: a smaller one holds fewer networks, frames "
                + "and pictures.", valueName: "size"))
    var pageSize = PageSize.usual
    @Flag(help: "Write slides.html too, for a lecture: a few pages of the report, to show or to print.")
    var slides = false

    /// The page's texts.
    ///
    /// - Throws: `FileError` where the folder is missing or holds none of the page's files.
    func set() throws -> TemplateSet {
        guard let templates else { return .builtIn }
        return try TemplateSet(overridingFrom: URL(fileURLWithPath: templates, isDirectory: true))
    }
}

extension PageSize: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
    public var defaultValueDescription: String { description }
}

/// How progress is shown.
struct ProgressOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Progress on standard error: a bar on a terminal and lines elsewhere (auto), lines (plain), "
                + "a JSON object a line (json), or none; warnings and errors are always told.",
            valueName: "kind"))
    var progress = ProgressKind.auto

    func reporter() -> any ProgressReporter { progress.reporter() }
}

extension DatasetLibrary.Activity {
    /// What it is, in a few words.
    var text: String {
        switch self {
        case .generating: "writing the digits (once; they are kept in the cache folder)"
        case .downloading(let progress): "fetching \(progress.file)"
        case .lookingAtPictures(_, let count): "looking at \(count) files"
        case .readingPictures(_, let count): "reading \(count) pictures"
        }
    }

    /// How far it is, from 0 to 1; `nil` where nobody knows.
    var fraction: Double? {
        switch self {
        case .generating: return nil
        case .downloading(let progress):
            return Double(progress.received) / Double(max(1, progress.expected))
        case .lookingAtPictures(let done, let count), .readingPictures(let done, let count):
            return Double(done) / Double(max(1, count))
        }
    }
}
