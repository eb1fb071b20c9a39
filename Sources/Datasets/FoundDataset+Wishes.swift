import Foundation
import Storage

extension FoundDataset {
    /// The same images, read as wished.
    ///
    /// - Throws: `FileError` where the labels cannot be read, or are not as many as the images.
    func completed(by wishes: DatasetWishes, at place: URL) throws(FileError) -> FoundDataset {
        var found = self
        if let labels = wishes.labels {
            try found.label(by: URL(fileURLWithPath: labels).standardizedFileURL, at: place)
        }
        found.isTransposed = wishes.isTransposed ?? isTransposed
        if isTransposed == true, found.isTransposed == true {
            found.notes.append("the files' names begin with emnist-, whose images lie on their side")
        }
        return found
    }

    /// Takes the labels of a file: of the training images, then of the test images.
    private mutating func label(by file: URL, at place: URL) throws(FileError) {
        let count = train.count + (test?.count ?? 0)
        let images =
            test.map { "\(train.count) training images and then \($0.count) test images" }
            ?? "\(count) images"
        let list = try LabelsFile.read(file, count: count, of: images)
        let folders = [file.deletingLastPathComponent(), place, place.deletingLastPathComponent()]
        let (labels, names) = try LabelList.numbered(
            [list[0..<train.count], list[train.count..<count]], given: try ClassNamesFile.beside(folders),
            at: file)
        train = train.with(bytes: train.bytes, labels: labels[0])
        test = test.map { $0.with(bytes: $0.bytes, labels: labels[1]) }
        isLabelled = true
        classNames = names
        labelsFile = file.path
    }
}
