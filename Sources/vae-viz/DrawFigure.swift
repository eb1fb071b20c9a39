import ArgumentParser
import Drawing
import Figures
import Foundation
import Reporting
import Runs
import Storage

/// `vae-viz figure`: one figure to a file.
struct DrawFigure: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figure",
        abstract: "Draw one figure of a run to a file.",
        discussion: """
            Figures: latent-grid, feature-loci, posterior, sampling-CLASS, patch-A-B, interpolation-A-B, \
            geometry, attribute-A-B, density, uncertainty, reconstructions, prior-samples, training-curves, \
            autoencoder-comparison, curve-lesson, architecture, traversals, pca-plane and kept-dimensions (over \
            two latent dimensions), disentanglement (of digits and sprites), spatial-latent (of a recorded run \
            whose codes have places). \
            A and B are any two classes.

            With --snapshot a figure shows that moment, sampling-CLASS that and the last one beside it; \
            training-curves, autoencoder-comparison, curve-lesson and architecture are of the whole run and stay \
            as they are.

            EXAMPLES:
              vae-viz figure latent-grid
              vae-viz figure posterior Output/mnist-1 --format svg,pdf
              vae-viz figure latent-grid --snapshot 75 --output early.png
            """)

    /// A file format, by its usual ending.
    enum Format: String, CaseIterable {
        case png, svg, pdf

        func encode(_ figure: any Figure, title: String, scale: Double, svgText: Bool) throws -> [UInt8] {
            let picture = figure.picture()
            return switch self {
            case .png: try picture.png(scale: scale)
            case .svg:
                try picture.svg(
                    title: title, description: figure.alternativeText, text: svgText ? .text : .outlines)
            case .pdf: try picture.pdf()
            }
        }
    }

    @Argument(help: ArgumentHelp("The figure's name.", valueName: "name"))
    var name: String
    @Argument(help: RunSelection.help)
    var selection: String?
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
    var scale = 2.0
    @Flag(
        help:
            "Keep an SVG's text as text, to be marked, searched and edited, in fonts of the reader's machine."
    )
    var svgText = false
    @Option(help: ArgumentHelp("The folder that holds the runs.", valueName: "dir"))
    var runs = "Output"
    @OptionGroup var data: DataOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var model: ModelOptions

    func validate() throws {
        _ = try formats()
        guard (1...8).contains(scale) else { throw ValidationError("--scale \(scale): choose 1 to 8") }
    }

    func run() throws {
        let folder = try RunFolder.find(selection, in: URL(fileURLWithPath: runs, isDirectory: true))
        let recorded = try RecordedRun(folder, library: data.library)
        let remote = try model.connection(for: recorded)
        defer { remote?.close() }
        let viewer = RunViewer(recorded, threads: threads.count, remote: remote)
        let gallery = Gallery(viewer)
        let figure = try gallery.figure(named: name, step: snapshot)
        let (fileName, title) = (try gallery.fileName(ofFigure: name), try gallery.title(ofFigure: name))
        if output == nil { try folder.makePictureFolders() }
        for format in try formats() {
            let file = file(fileName, in: folder, format)
            try AtomicFile.write(
                try format.encode(figure, title: title, scale: scale, svgText: svgText), to: file)
            try Console.result(file.path)
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

    private func file(_ name: String, in folder: RunFolder, _ format: Format) -> URL {
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
