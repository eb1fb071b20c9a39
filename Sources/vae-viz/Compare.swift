import ArgumentParser
import Datasets
import Foundation
import Reporting
import Runs
import Storage

/// `vae-viz compare`: several runs on one page.
struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compare 2 to 8 runs on one page.",
        discussion: """
            The page has the runs' curves, decoded planes and codes at the same moments under one slider, rate against \
            distortion, what each was measured to be with what is usual, and the options in which they differ. Runs \
            that differ by their seeds alone are one band. Planes are turned onto that of the first run where that \
            brings the codes measurably nearer. Of runs that another trainer recorded there is what was recorded.

            EXAMPLES:
              vae-viz compare digits-1 digits-2
              vae-viz compare Output/mnist-* --output comparison.html
            """)

    @Argument(help: ArgumentHelp("The runs' folders or names, 2 to 8.", valueName: "run"))
    var selection: [String] = []
    @Option(
        help: ArgumentHelp(
            "The file to write. (default: compare-N.html with the first free N, in the folder that holds the runs)",
            valueName: "file"))
    var output: String?
    @Flag(help: "Replace the file if there is one.")
    var overwrite = false
    @Option(help: ArgumentHelp("The folder that holds the runs.", valueName: "dir"))
    var runs = "Output"
    @OptionGroup var data: DataOptions
    @OptionGroup var threads: ThreadOptions
    @Option(
        help: ArgumentHelp(
            "A folder with templates of your own: each file replaces the page's file of the same name.",
            valueName: "dir"))
    var templates: String?
    @OptionGroup var progress: ProgressOptions
    @Flag(help: "Open the page when it is written.")
    var open = false

    func validate() throws {
        guard RunComparison.counts.contains(selection.count) else {
            throw ValidationError(
                "compare takes \(RunComparison.counts.lowerBound) to \(RunComparison.counts.upperBound) runs, not "
                    + "\(selection.count): name their folders")
        }
    }

    func run() throws {
        let folder = URL(fileURLWithPath: runs, isDirectory: true)
        let folders = try selection.map { try RunFolder.find($0, in: folder) }
        let places = folders.map { $0.url.resolvingSymlinksInPath().path }
        if let again = places.indices.first(where: { places[..<$0].contains(places[$0]) }) {
            throw ValidationError("the run \(selection[again]) is named twice: \(places[again])")
        }
        let file = try file(in: folder)
        let set = try templates.map {
            try TemplateSet(overridingFrom: URL(fileURLWithPath: $0, isDirectory: true))
        }
        let reporter = progress.reporter()
        reporter.report(.working("opening the runs", fraction: nil))
        let viewers = try RunComparison.open(folders, library: data.library, threads: threads.count)
        let html = try RunComparison(viewers).html(
            templates: set ?? .builtIn, version: VAEViz.version
        ) {
            reporter.report(.working("comparing", fraction: $0))
        }
        try AtomicFile.createFolder(file.deletingLastPathComponent())
        try AtomicFile.write(html, to: file)
        reporter.report(.finished)
        try Console.result(file.path)
        if open { Browser.open(file) }
    }

    /// The file to write: the one that was named, or the first free one.
    ///
    /// - Throws: `FileError` of kind `cannotCreate` where there is one already and nobody said that it may go.
    private func file(in folder: URL) throws(FileError) -> URL {
        func exists(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path) }
        guard let output else {
            var number = 1
            while true {
                let file = folder.appendingPathComponent("compare-\(number).html")
                if !exists(file) { return file }
                number += 1
            }
        }
        let file = URL(fileURLWithPath: output)
        guard overwrite || !exists(file) else {
            throw FileError(
                .cannotCreate, at: file.path,
                "there is a file of this name; choose another, or replace it by --overwrite")
        }
        return file
    }
}
