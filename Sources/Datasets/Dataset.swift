public import Storage

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
    /// test labels, each label as a byte. Taken before any preparation and shortening, so that it names the source.
    public let sha256: String
    /// What was done to the files' images.
    public let preparation: DatasetPreparation

    /// A data set as it is, with nothing done to it.
    ///
    /// - Precondition: every label has a class name.
    /// - Throws: `FileError` of kind `inputOutput` where images are in a file that cannot be read.
    public init(
        name: String, title: String, classNames: [String], train: ImageSet, test: ImageSet
    ) throws(FileError) {
        self.name = name
        self.title = title
        self.classNames = classNames
        self.train = train
        self.test = test
        preparation = .untouched
        var hash = SHA256()
        for part in [train, test] {
            try part.bytes.forEachBlock { _, pixels in hash.update(pixels) }
            hash.update(part.labels)
        }
        sha256 = hash.hexadecimal()
    }

    private init(changing other: Dataset, train: ImageSet, test: ImageSet, preparation: DatasetPreparation) {
        name = other.name
        title = other.title
        classNames = other.classNames
        sha256 = other.sha256
        self.train = train
        self.test = test
        self.preparation = preparation
    }

    /// The same data set with only its first images; `nil` keeps all of a part.
    public func shortened(trainCount: Int?, testCount: Int?) -> Dataset {
        Dataset(
            changing: self, train: trainCount.map(train.prefix) ?? train,
            test: testCount.map(test.prefix) ?? test, preparation: preparation)
    }

    /// The same data set with its images as squares; `nil` leaves them as they are.
    ///
    /// - Throws: `FileError` where images cannot be read, or kept in a file.
    func scaled(to scaling: ImageScaling?) throws(FileError) -> Dataset {
        guard let scaling else { return self }
        var preparation = preparation
        preparation.scaling = scaling
        return Dataset(
            changing: self, train: try train.scaled(to: scaling), test: try test.scaled(to: scaling),
            preparation: preparation)
    }

    /// The same data set with its images prepared; `nil` where there are no test images and too few others to
    /// hold one back.
    ///
    /// - Throws: `FileError` where images cannot be read, or kept in a file.
    public func prepared(_ preparation: DatasetPreparation) throws(FileError) -> Dataset? {
        guard let (train, test) = try preparation.applied(to: self) else { return nil }
        return Dataset(changing: self, train: train, test: test, preparation: preparation)
    }
}
