import ArgumentParser
import Datasets
import Foundation
import Storage

/// `vae-viz datasets`: what there is to learn from.
struct DatasetCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "datasets", abstract: "List, show, fetch and export data sets.",
        subcommands: [List.self, Show.self, Fetch.self, Export.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the data sets and where they are.",
            discussion: "EXAMPLES:\n  vae-viz datasets list\n  vae-viz datasets list --data-dir path/to/data")

        @OptionGroup var data: DataOptions

        func run() throws {
            let library = data.library()
            func row(_ name: String, _ title: String, _ place: String) -> String {
                name.padding(toLength: 16, withPad: " ", startingAt: 0)
                    + title.padding(toLength: 18, withPad: " ", startingAt: 0) + place
            }
            try Console.result(row(Digits.name, Digits.title, "built in: 60,000 + 10,000 generated digits"))
            try Console.result(
                row(Sprites.name, Sprites.title, "built in: 20,000 + 4,000 generated shapes in colour"))
            for dataset in Catalogue.published {
                let place =
                    library.folder(of: dataset.name)?.path
                    ?? "not here; vae-viz datasets fetch \(dataset.name)"
                try Console.result(row(dataset.name, dataset.title, place))
            }
        }
    }

    struct Fetch: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fetch a data set into the user's cache folder and check it.",
            discussion: "EXAMPLES:\n  vae-viz datasets fetch mnist")

        @Argument(help: ArgumentHelp("mnist, fashion-mnist or kmnist.", valueName: "name"))
        var name: String
        @OptionGroup var progress: ProgressOptions

        func run() throws {
            guard let dataset = Catalogue.published(named: name) else {
                let known = Catalogue.published.map(\.name).joined(separator: ", ")
                throw FileError(.missing, at: name, "no such data set to fetch; there are \(known)")
            }
            let reporter = progress.reporter()
            let folder = try DatasetLibrary().fetch(dataset) { activity in
                reporter.report(.working(activity.text, fraction: activity.fraction))
            }
            reporter.report(.finished)
            try Console.result(folder.path)
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a data set as gzipped IDX files, MNIST's format.",
            discussion: """
                What the images of digits and sprites were made from is written beside them, as \
                train-factors.csv and test-factors.csv, a column for each cause.

                EXAMPLES:
                  vae-viz datasets export digits path/to/folder
                """)

        @Argument(help: ArgumentHelp("The data set's name, or a path of one.", valueName: "name"))
        var name: String
        @Argument(
            help: ArgumentHelp(
                "The folder to write into; its files of these names must not exist.", valueName: "dir"))
        var folder: String
        @OptionGroup var preparation: PreparationOptions
        @OptionGroup var data: DataOptions
        @OptionGroup var progress: ProgressOptions

        func validate() throws { try preparation.check(goesWith: name) }

        func run() throws {
            let target = IDXFolder(URL(fileURLWithPath: folder, isDirectory: true))
            if let taken = target.firstFile {
                throw FileError(
                    .cannotCreate, at: taken.path, "there is a file of this name; choose another folder")
            }
            let reporter = progress.reporter()
            let dataset = try data.library().load(name, wishes: preparation.wishes()) { activity in
                reporter.report(.working(activity.text, fraction: activity.fraction))
            }
            try preparation.check(dataset, at: name)
            for note in dataset.preparation.notes { reporter.report(.notice("\(name): \(note)")) }
            reporter.report(.working("writing IDX files", fraction: nil))
            try target.save(dataset)
            for (part, factors) in [
                ("train", KnownFactors.training(of: name, count: dataset.train.count)),
                ("test", KnownFactors.test(of: name, count: dataset.test.count)),
            ] {
                guard let factors else { continue }
                try AtomicFile.write(
                    factors.csv, to: target.url.appendingPathComponent("\(part)-factors.csv"))
            }
            reporter.report(.finished)
            try Console.result(target.url.path)
        }
    }
}
