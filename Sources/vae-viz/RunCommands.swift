import ArgumentParser
import Drawing
import Foundation
import Reporting
import Runs
import Storage

/// `vae-viz interpolate`: a path between two ends, added to a run's report.
struct Interpolate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draw and animate a path across the latent space, and add it to the run's report.",
        discussion: """
            An end is a class by its name or number, a test image by its position, or a latent code.

            EXAMPLES:
              vae-viz interpolate --from 8 --to 6
              vae-viz interpolate --from bag --to shirt Output/fashion-mnist-1
              vae-viz interpolate --from test:12 --to=-1.5,0.3
            """)

    @Option(help: ArgumentHelp("Where the path begins.", valueName: "end"))
    var from: String
    @Option(help: ArgumentHelp("Where it ends.", valueName: "end"))
    var to: String
    @Argument(help: ArgumentHelp("The run's folder or name. (default: the newest run)", valueName: "run"))
    var run: String?
    @OptionGroup var data: DataOptions
    @OptionGroup var runs: RunOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var progress: ProgressOptions
    @Flag(help: "Open the report when it is written.")
    var open = false

    func run() throws {
        let reporter = progress.reporter()
        let folder = try RunFolder.find(run, in: runs.folder)
        let lock = try RunLock(folder)
        defer { _ = consume lock }
        let viewer = try RunViewer(folder, library: data.library, threads: threads.count)
        let name = try Gallery(viewer).drawPath(from: from, to: to) { reporter.report(.drawing($0)) }
        let report = try ReportComposer(folder).write()
        reporter.report(.finished)
        Console.result(folder.figures.appendingPathComponent(name + ".png").path)
        Console.result(folder.animations.appendingPathComponent(name + ".gif").path)
        Console.result(report.path)
        if open { Browser.open(report) }
    }
}

/// `vae-viz report`: everything drawn again, with no training.
struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draw everything of a run again from its snapshots, and write its report.",
        discussion: """
            EXAMPLES:
              vae-viz report
              vae-viz report Output/mnist-2 --data-dir path/to/data --open
            """)

    @Argument(help: ArgumentHelp("The run's folder or name. (default: the newest run)", valueName: "run"))
    var run: String?
    @OptionGroup var data: DataOptions
    @OptionGroup var runs: RunOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var progress: ProgressOptions
    @Flag(help: "Open the report when it is written.")
    var open = false

    func run() throws {
        let reporter = progress.reporter()
        let folder = try RunFolder.find(run, in: runs.folder)
        let lock = try RunLock(folder)
        defer { _ = consume lock }
        let viewer = try RunViewer(folder, library: data.library, threads: threads.count)
        try viewer.writeLatents()
        try Gallery(viewer).drawAll { reporter.report(.drawing($0)) }
        let report = try ReportComposer(folder).write()
        reporter.report(.finished)
        Console.result(report.path)
        if open { Browser.open(report) }
    }
}

/// `vae-viz figure`: one figure to a file.
struct DrawFigure: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figure",
        abstract: "Draw one figure of a run to a file.",
        discussion: """
            Figures: latent-grid, posterior, sampling-CLASS, interpolation-CLASS-CLASS, reconstructions, \
            training-curves.

            EXAMPLES:
              vae-viz figure latent-grid
              vae-viz figure posterior Output/mnist-1 --format svg,pdf
              vae-viz figure latent-grid --snapshot 75 --output early.png
            """)

    /// A file format, by its usual ending.
    enum Format: String, CaseIterable {
        case png, svg, pdf

        func encode(_ picture: Picture, scale: Double) throws -> [UInt8] {
            switch self {
            case .png: try picture.png(scale: scale)
            case .svg: try picture.svg()
            case .pdf: try picture.pdf()
            }
        }
    }

    @Argument(help: ArgumentHelp("The figure's name.", valueName: "name"))
    var name: String
    @Argument(help: ArgumentHelp("The run's folder or name. (default: the newest run)", valueName: "run"))
    var run: String?
    @Option(
        help: ArgumentHelp(
            "File formats: png, svg, pdf. (default: by the ending of --output, else png)", valueName: "list"))
    var format: String?
    @Option(help: ArgumentHelp("The step of the snapshot to draw. (default: the last)", valueName: "n"))
    var snapshot: Int?
    @Option(
        help: ArgumentHelp(
            "The file to write; with several formats its ending is replaced. (default: NAME in the run's figures folder)",
            valueName: "file"))
    var output: String?
    @Option(help: ArgumentHelp("Pixels of a PNG for each pixel of the figure, 1 to 8.", valueName: "n"))
    var scale = 2
    @Option(help: ArgumentHelp("The folder that holds the runs.", valueName: "dir"))
    var runs = "Output"
    @OptionGroup var data: DataOptions
    @OptionGroup var threads: ThreadOptions

    func validate() throws {
        _ = try formats()
        guard (1...8).contains(scale) else { throw ValidationError("--scale \(scale): choose 1 to 8") }
    }

    func run() throws {
        let folder = try RunFolder.find(run, in: URL(fileURLWithPath: runs, isDirectory: true))
        let viewer = try RunViewer(folder, library: data.library, threads: threads.count)
        let picture = try Gallery(viewer).figure(named: name, step: snapshot).picture()
        for format in try formats() {
            let file = file(in: folder, format)
            try AtomicFile.write(try format.encode(picture, scale: Double(scale)), to: file)
            Console.result(file.path)
        }
    }

    private func formats() throws -> [Format] {
        let names = format?.split(separator: ",").map(String.init) ?? [output.map(Self.ending) ?? "png"]
        let formats = names.compactMap { Format(rawValue: $0.lowercased()) }
        guard !formats.isEmpty, formats.count == names.count else {
            throw ValidationError("format '\(names.joined(separator: ","))': choose among png, svg, pdf")
        }
        return formats
    }

    private func file(in folder: RunFolder, _ format: Format) -> URL {
        let base =
            if let output {
                URL(
                    fileURLWithPath: Self.ending(of: output).isEmpty
                        ? output : String(output.dropLast(Self.ending(of: output).count + 1)))
            } else {
                folder.figures.appendingPathComponent(snapshot.map { "\(name)-step-\($0)" } ?? name)
            }
        return base.appendingPathExtension(format.rawValue)
    }

    private static func ending(of file: String) -> String { URL(fileURLWithPath: file).pathExtension }
}
