/// A data set as the network sees it: each pixel an outcome, each image with its label.
///
/// Copies share their memory, so the trainer, the measurements and the pictures can each hold one.
public struct BinaryDataset: Sendable {
    /// The images to learn from, and those that training never sees.
    public let train: BinaryImages, test: BinaryImages
    /// One class number for each image.
    public let trainLabels: [UInt8], testLabels: [UInt8]

    /// Binarises all images, see ``ImageSet/binarised()``.
    public init(_ dataset: Dataset) {
        train = dataset.train.binarised()
        test = dataset.test.binarised()
        trainLabels = dataset.train.labels
        testLabels = dataset.test.labels
    }
}
