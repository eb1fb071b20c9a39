public import Storage

/// A data set as a likelihood models it, each image with its label.
///
/// Copies share their memory, so the trainer, the measurements and the pictures can each hold one.
public struct ModelledDataset: Sendable {
    /// The images to learn from, and those that training never sees.
    public let train: ModelledImages, test: ModelledImages
    /// One class number for each image.
    public let trainLabels: [UInt8]
    public private(set) var testLabels: [UInt8]

    /// - Parameter values: the number that is modelled for each of the 256 intensities.
    /// - Throws: `FileError` of kind `inputOutput` where images are in a file that cannot be read.
    package init(_ dataset: Dataset, values: [Float]) throws(FileError) {
        train = try ModelledImages(dataset.train, values: values)
        test = try ModelledImages(dataset.test, values: values)
        trainLabels = dataset.train.labels
        testLabels = dataset.test.labels
    }

    /// Images to judge by alone, with none to learn from.
    ///
    /// - Parameter values: the number that is modelled for each of the 256 intensities.
    /// - Throws: `FileError` of kind `inputOutput` where images are in a file that cannot be read.
    public init(testedOn images: ImageSet, values: [Float]) throws(FileError) {
        train = try ModelledImages(images.prefix(0), values: values)
        test = try ModelledImages(images, values: values)
        trainLabels = []
        testLabels = images.labels
    }

    /// The same images, those to judge by under other class numbers.
    ///
    /// - Precondition: one for each of them.
    public func with(testLabels labels: [UInt8]) -> ModelledDataset {
        precondition(labels.count == testLabels.count, "a label for each image")
        var dataset = self
        dataset.testLabels = labels
        return dataset
    }
}
