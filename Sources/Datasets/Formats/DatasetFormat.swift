public import Foundation
public import Storage

/// A form in which people keep data sets in files.
///
/// A new one is a type in a file of this folder, and a place in ``DatasetFormats/all``.
public protocol DatasetFormat: Sendable {
    /// What is looked for, as the end of "no data set here: looked for".
    var sought: String { get }

    /// Reads what lies at a place, a file or a folder; `nil` where that is not of this form, judged by what is there.
    ///
    /// - Throws: `FileError` where it is of this form, but broken or not whole.
    func read(_ place: URL) throws(FileError) -> FoundDataset?

    /// The same, of images that may have any size or may be many: as a person wishes, or as they were read before.
    func read(_ place: URL, _ request: DatasetRequest) throws(FileError) -> FoundDataset?
}

extension DatasetFormat {
    public func read(_ place: URL, _ request: DatasetRequest) throws(FileError) -> FoundDataset? {
        try read(place)
    }
}

/// The forms that a data set may have.
public enum DatasetFormats {
    /// In the order in which they are tried.
    public static let all: [any DatasetFormat] = [
        IDXFormat(), NumPyFormat(), CSVFormat(), PictureFolderFormat(),
    ]

    /// The data set at a place, in whichever form it is.
    ///
    /// - Throws: `FileError`, of kind `missing` where it is in none.
    static func read(_ place: URL, _ request: DatasetRequest) throws(FileError) -> FoundDataset {
        for format in all {
            if let found = try format.read(place, request) { return found }
        }
        throw FileError(
            .missing, at: place.path,
            "no data set here: looked for \(all.map(\.sought).joined(separator: "; for "))")
    }
}

/// What lay in the files of a data set, with nothing done to it.
public struct FoundDataset: Sendable {
    /// The images to learn from; without labels all are of class 0.
    public var train: ImageSet
    /// The images to judge by; `nil` where there are none.
    public var test: ImageSet?
    public var isLabelled: Bool
    /// The classes' names where the files tell them.
    public var classNames: [String]?
    /// How pictures became squares of one size on reading; `nil` for images that are as they are in the files.
    public var scaling: ImageScaling?
    /// What else was done to pictures on reading; `nil` for other images.
    public var pictures: PictureTreatment?
    /// Whether rows and columns of its images must be swapped; `nil` where nothing tells.
    public var isTransposed: Bool?
    /// The whole path of the file that the labels are from; `nil` where they lay with the images.
    public var labelsFile: String?
    /// What was done to the files' numbers, a line each.
    public var notes: [String] = []

    /// What images without labels are called: all are of one class.
    public static let unlabelledClass = "image"

    /// Joins what was read.
    package init(
        train: ImageSet, test: ImageSet?, isLabelled: Bool, classNames: [String]? = nil,
        scaling: ImageScaling? = nil, pictures: PictureTreatment? = nil
    ) {
        self.train = train
        self.test = test
        self.isLabelled = isLabelled
        self.classNames = classNames
        self.scaling = scaling
        self.pictures = pictures
    }
}

extension Dataset {
    /// A data set that was found at a place, prepared.
    ///
    /// - Parameter request: what is wished for, or what was found fitting before.
    /// - Throws: `FileError` of kind `damaged` where its parts do not fit each other; and where images cannot be read, or
    ///   kept in a file.
    init(
        _ found: FoundDataset, at place: URL, name: String, title: String,
        request: DatasetRequest = DatasetRequest()
    ) throws(FileError) {
        func damaged(_ reason: String) -> FileError { FileError(.damaged, at: place.path, reason) }
        let train = found.train
        let test = found.test ?? train.prefix(0)
        guard train.isLike(test) else {
            throw damaged("training images are \(train.form), test images \(test.form)")
        }
        let classCount = Int(max(train.labels.max() ?? 0, test.labels.max() ?? 0)) + 1
        let numbered = (0..<classCount).map(String.init)
        let names = found.isLabelled ? found.classNames ?? numbered : [FoundDataset.unlabelledClass]
        guard names.count >= classCount else {
            throw damaged("label \(classCount - 1) has no name: there are only \(names.count) classes")
        }
        let dataset = try Dataset(name: name, title: title, classNames: names, train: train, test: test)
        let preparation =
            if let known = request.preparation {
                known
            } else {
                try DatasetPreparation(fitting: dataset, as: found, request.wishes)
            }
        guard let prepared = try dataset.prepared(preparation) else {
            throw damaged(
                "a single image, and no test images; one is needed to train on and one to test with")
        }
        self = prepared
    }
}
