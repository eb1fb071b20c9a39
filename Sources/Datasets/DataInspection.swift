import CKernels
package import Storage

/// A look at the images and labels before anything is learned from them.
public struct DataInspection: Sendable {
    /// The least and the greatest intensity of both parts.
    public let range: ClosedRange<UInt8>
    /// Of the training pixels' numbers, the share that is ink once cut at half intensity, and the share strictly between
    /// the least and the greatest; from 0 to 1.
    public let inkShare: Double, shadeShare: Double
    /// Training images without a shape: nothing but paper or nothing but ink where pixels are cut at half intensity,
    /// else of one intensity.
    public let blankCount: Int
    /// Whether a pixel is taken for ink or paper; else its intensity counts.
    let isCut: Bool
    /// Whether images have colours: then no pixel is ink or paper.
    let isColoured: Bool
    /// Training images that equal an earlier one, and test images that equal a training image.
    public let repeatedCount: Int, sharedCount: Int
    /// Training images by class.
    public let classCounts: [Int]
    /// Images in each part.
    public let trainCount: Int, testCount: Int
    let classNames: [String]
    let isLabelled: Bool
    /// Whether the test images were held back from the others.
    let isSplitHere: Bool

    /// Looks at a data set as it will be used.
    ///
    /// - Parameter data: the same, as it is modelled.
    /// - Throws: `FileError` of kind `inputOutput` where images are in a file that cannot be read.
    package init(_ dataset: Dataset, modelled data: ModelledDataset) throws(FileError) {
        let (train, test) = (dataset.train, dataset.test)
        let tally = try IntensityTally(train.bytes), testTally = try IntensityTally(test.bytes)
        let least = min(tally.range?.lowerBound ?? 0, testTally.range?.lowerBound ?? 255)
        range = least...max(least, tally.range?.upperBound ?? 0, testTally.range?.upperBound ?? 0)
        isCut = data.train.isBinary
        isColoured = train.channels > 1
        let inks = isCut ? try data.train.binarised.inkCounts : tally.inks
        let size = train.imageSize, numbers = Double(max(1, train.count * size))
        inkShare = Double(inks.reduce(0, +)) / numbers
        shadeShare = Double(tally.shades) / numbers
        blankCount = isCut ? inks.count { $0 == 0 || $0 == size } : tally.uniformCount
        let known = Set(tally.fingerprints)
        repeatedCount = train.count - known.count
        sharedCount = testTally.fingerprints.count(where: known.contains)
        var counts = Array(repeating: 0, count: dataset.classNames.count)
        for label in train.labels { counts[Int(label)] += 1 }
        classCounts = counts
        trainCount = train.count
        testCount = test.count
        classNames = dataset.classNames
        isLabelled = dataset.preparation.isLabelled
        isSplitHere = dataset.preparation.testOneIn != nil || dataset.preparation.testShare != nil
    }
}

extension ImageSet {
    /// The share of the numbers that is strictly between black and white, from 0 to 1.
    ///
    /// - Throws: `FileError` of kind `inputOutput` where the images are in a file that cannot be read.
    public var shadeShare: Double {
        get throws(FileError) {
            var shades = 0
            try bytes.forEachBlock { _, numbers in shades += Int(numbers.tally.shades) }
            return Double(shades) / Double(max(1, count * imageSize))
        }
    }
}
