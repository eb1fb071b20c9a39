public import ArgumentParser
import Datasets
import Foundation
public import Pictures

/// What is done to images before they are learned from.
struct PreparationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Pixels across and down of the images, 8 to 128. (default: as they are; of pictures of other sizes at most 64)",
            valueName: "n"))
    var size: Int?
    @Option(
        help: ArgumentHelp(
            "How what is no square becomes one: crop about the centre, pad, or stretch. (default: crop)",
            valueName: "how"))
    var fit: SquareFit?
    @Option(
        help: ArgumentHelp(
            "The share of each class that is held back to test with, where there are no test images. "
                + "(default: one in seven)", valueName: "x"))
    var testShare: Double?
    @Option(
        help: ArgumentHelp(
            "What is seen where pictures are transparent, as '#rrggbb'. (default: white)", valueName: "colour"
        ))
    var background: OpaqueColour?
    @Flag(help: "A picture that cannot be read is an error; else it is named and left out.")
    var strict = false

    @Option(
        help: ArgumentHelp(
            "A file with a label for each image, training images first: .npy, text with one a line, or IDX. "
                + "(default: the labels beside the images)", valueName: "file"))
    var labels: String?
    @Flag(
        inversion: .prefixedNo,
        help: "Swap rows and columns of each image. (default: for files whose names begin with emnist-)")
    var transpose: Bool?

    /// An option that was given.
    var firstGiven: String? {
        let given: [(String, Bool)] = [
            ("--size", size != nil), ("--fit", fit != nil), ("--test-share", testShare != nil),
            ("--background", background != nil), ("--strict", strict), ("--labels", labels != nil),
            ("--transpose", transpose == true), ("--no-transpose", transpose == false),
        ]
        return given.first { $0.1 }?.0
    }

    func validate() throws {
        if let size, !ImageScaling.sides.contains(size) {
            throw ValidationError("--size \(size): choose 8 to 128")
        }
        if let testShare, !(testShare > 0 && testShare < 1) {
            throw ValidationError("--test-share \(testShare): choose a share above 0 and below 1")
        }
    }

    /// What is asked for.
    ///
    /// - Parameter networkSide: the side of the images that a network of a file takes.
    func wishes(networkSide: Int? = nil) -> DatasetWishes {
        var wishes = DatasetWishes()
        wishes.side = size
        wishes.pictureSide = networkSide
        wishes.fit = fit
        wishes.testShare = testShare
        wishes.background = background
        wishes.isStrict = strict
        // Kept with the run, wherever the program is started next.
        wishes.labels = labels.map { URL(fileURLWithPath: $0).standardizedFileURL.path }
        wishes.isTransposed = transpose
        return wishes
    }

    /// Refuses options with a data set that the program reads as it is.
    func check(goesWith dataset: String) throws {
        guard DatasetLibrary.isKnown(dataset), labels != nil || transpose != nil else { return }
        let option = labels != nil ? "--labels" : transpose == true ? "--transpose" : "--no-transpose"
        throw ValidationError("\(option) goes with files of your own; name them by --dataset PATH")
    }

    /// Refuses options that say nothing of the data set that was read.
    func check(_ dataset: Dataset, at source: String) throws {
        if testShare != nil, dataset.preparation.testShare == nil {
            throw ValidationError("--test-share: \(source) has test images of its own")
        }
        if dataset.preparation.pictures == nil, background != nil || strict {
            throw ValidationError(
                "\(background != nil ? "--background" : "--strict"): \(source) is no folder of pictures")
        }
    }
}

extension SquareFit: ExpressibleByArgument {}

extension OpaqueColour: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
