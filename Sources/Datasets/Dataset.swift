import Crypto
import Foundation

/// A labelled data set in its two parts, with what is known about it.
public struct Dataset: Sendable {
    /// The name by which the command knows it, as in `fashion-mnist`.
    public let name: String
    /// The name for people, as in "Fashion-MNIST".
    public let title: String
    /// The name of each class; a class's number is its position.
    public let classNames: [String]
    /// The images to learn from.
    public let train: ImageSet
    /// The images to judge by.
    public let test: ImageSet
    /// SHA-256 in hexadecimal over the unpacked IDX data: training images, training labels, test images,
    /// test labels. Taken before any shortening, so that it names the source.
    public let sha256: String

    /// - Precondition: every label has a class name.
    public init(name: String, title: String, classNames: [String], train: ImageSet, test: ImageSet) {
        self.name = name
        self.title = title
        self.classNames = classNames
        self.train = train
        self.test = test
        var hash = SHA256()
        for part in [train, test] {
            hash.update(data: part.pixels)
            hash.update(data: part.labels)
        }
        sha256 = hash.finalize().map { String(format: "%02x", $0) }.joined()
    }

    private init(shortening other: Dataset, train: ImageSet, test: ImageSet) {
        name = other.name
        title = other.title
        classNames = other.classNames
        sha256 = other.sha256
        self.train = train
        self.test = test
    }

    /// The same data set with only its first images; `nil` keeps all of a part.
    public func shortened(trainCount: Int?, testCount: Int?) -> Dataset {
        Dataset(
            shortening: self, train: trainCount.map(train.prefix) ?? train,
            test: testCount.map(test.prefix) ?? test)
    }
}
