import ArgumentParser
import Datasets
import Drawing
import Figures
import Foundation
import Likelihoods
import Storage

extension DatasetCommands {
    /// `vae-viz datasets show`: what a data set is, before anything is learned from it.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what a data set holds and what is done to it, and draw some of its images.",
            discussion: """
                EXAMPLES:
                  vae-viz datasets show path/to/pictures --size 32 --output sheet.png
                  vae-viz datasets show mnist
                """)

        @Argument(help: ArgumentHelp("The data set's name, or a path of one.", valueName: "name"))
        var name: String
        @Option(
            help: ArgumentHelp(
                "The PNG file of images to write. (default: NAME-images.png here)", valueName: "file"))
        var output: String?
        @OptionGroup var preparation: PreparationOptions
        @OptionGroup var data: DataOptions
        @OptionGroup var progress: ProgressOptions

        func validate() throws { try preparation.check(goesWith: name) }

        func run() throws {
            let reporter = progress.reporter()
            let dataset = try data.library().load(name, wishes: preparation.wishes()) { activity in
                reporter.report(.working(activity.text, fraction: activity.fraction))
            }
            try preparation.check(dataset, at: name)
            reporter.report(.working("looking at the images", fraction: nil))
            let lines = try description(of: dataset)
            let file = URL(fileURLWithPath: output ?? "\(dataset.name)-images.png")
            try AtomicFile.write(try dataset.contactSheet().picture().png(scale: 2), to: file)
            reporter.report(.finished)
            for line in lines { try Console.result(line) }
            try Console.result(file.path)
        }

        /// What was found, a line each.
        private func description(of dataset: Dataset) throws -> [String] {
            let (train, test) = (dataset.train, dataset.test)
            var lines = [
                "\(dataset.title): \(Numerals.grouped(train.count)) training and \(Numerals.grouped(test.count)) test images",
                "images: \(train.form)",
            ]
            if dataset.preparation.isLabelled {
                lines.append("classes: \(dataset.classNames.count)")
                let counts = [train, test].map { part in
                    part.labels.reduce(into: Array(repeating: 0, count: 256)) { $0[Int($1)] += 1 }
                }
                for (label, name) in zip(dataset.classNames.indices, ClassNames(dataset.classNames).shown) {
                    let numbers = counts.map { Numerals.grouped($0[label]) }
                    lines.append("  \(label) \(name): \(numbers[0]) + \(numbers[1])")
                }
            }
            // As intensities, whatever likelihood is chosen later.
            let inspection = try DataInspection(
                dataset, modelled: try ModelledDataset(dataset, values: (0...255).map { Float($0) / 255 }))
            let shades = Int((inspection.shadeShare * 100).rounded())
            lines.append(
                "intensities: \(inspection.range.lowerBound) to \(inspection.range.upperBound), \(shades) % between 0 and 255"
            )
            lines += dataset.preparation.notes.map { "done: \($0)" }
            if let obstacle = inspection.obstacle { lines.append("found: \(obstacle)") }
            lines += inspection.findings(batchSize: 32).map { "found: \($0.text)" }
            return lines
        }
    }
}

extension Dataset {
    /// Some training images of each class.
    fileprivate func contactSheet() throws -> DatasetFigure {
        DatasetFigure(
            dataset: title, form: train.form,
            rows: try DatasetFigure.rows(labels: train.labels, isLabelled: preparation.isLabelled) { index in
                DataImage(
                    rows: train.rows, columns: train.columns, channels: train.channels,
                    bytes: try train.image(at: index))
            }, classes: ClassNames(classNames))
    }
}
