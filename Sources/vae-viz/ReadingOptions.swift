import ArgumentParser
import Datasets
import Foundation

/// How the files of a data set of one's own are read.
struct ReadingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file with a label for each image, training images first: .npy, text with one a line, or IDX. "
                + "(default: the labels beside the images)", valueName: "file"))
    var labels: String?
    @Flag(
        inversion: .prefixedNo,
        help: "Swap rows and columns of each image. (default: for files whose names begin with emnist-)")
    var transpose: Bool?

    var wishes: DatasetWishes {
        var wishes = DatasetWishes()
        // Kept with the run, wherever the program is started next.
        wishes.labels = labels.map { URL(fileURLWithPath: $0).standardizedFileURL.path }
        wishes.isTransposed = transpose
        return wishes
    }

    /// An option that was given.
    var firstGiven: String? {
        if labels != nil { return "--labels" }
        return transpose.map { $0 ? "--transpose" : "--no-transpose" }
    }

    /// - Throws: `ValidationError` for options with a data set that the program reads as it is.
    func check(goesWith dataset: String) throws {
        if let option = firstGiven, DatasetLibrary.isKnown(dataset) {
            throw ValidationError("\(option) goes with files of your own; name them by --dataset PATH")
        }
    }
}
