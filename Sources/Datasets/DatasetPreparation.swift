import Foundation
import Randomness
package import Storage

/// What is done to the images of a folder before they are learned from, so that files as people have them can be
/// taken: found once, stored with the run, and done again whenever the run is opened.
public struct DatasetPreparation: Sendable, Equatable, Codable {
    /// The intensity that is full ink in the files: pixels are scaled so that it becomes 255.
    public var pixelMaximum: Int
    /// Of so many images of a class one is held back to test with; `nil` where the files have test images.
    public var testOneIn: Int?
    /// Whether the files have labels; without, all images are of one class.
    public var isLabelled: Bool
    /// The share of images of each class that is held back to test with, where a person chose it in place of
    /// `testOneIn`; absent in files of earlier versions, as the others below.
    public var testShare: Double?
    /// How images became squares of one size; `nil` where they are as they were.
    public var scaling: ImageScaling?
    /// What else was done to picture files.
    public var pictures: PictureTreatment?
    /// Whether rows and columns of each image are swapped; absent where nobody asked.
    public var isTransposed: Bool?
    /// The whole path of the file that the labels are from; absent where they lie with the images.
    public var labels: String?
    /// What reading did to the files' numbers, a line each; absent for nothing.
    public var reading: [String]?

    /// Nothing is done.
    public static let untouched = DatasetPreparation(pixelMaximum: 255, testOneIn: nil, isLabelled: true)

    private init(pixelMaximum: Int, testOneIn: Int?, isLabelled: Bool) {
        self.pixelMaximum = pixelMaximum
        self.testOneIn = testOneIn
        self.isLabelled = isLabelled
    }

    /// What the files of `dataset` need.
    ///
    /// Where no pixel of either part is above 127, all images would be blank: their pixels have a range of their
    /// own, from 0 to 1 or to 16, say. Test images that are missing are taken from the others, one in seven as
    /// MNIST has it.
    ///
    /// - Throws: `FileError` of kind `inputOutput` where the images are in a file that cannot be read.
    package init(fitting dataset: Dataset, isLabelled: Bool = true) throws(FileError) {
        let largest = max(try dataset.train.greatest, try dataset.test.greatest)
        self.init(
            pixelMaximum: (1...127).contains(largest) ? Int(largest) : 255,
            testOneIn: dataset.test.count == 0 ? 7 : nil, isLabelled: isLabelled)
    }

    /// What the files of `dataset` need, what is known from reading them, and what a person wishes.
    ///
    /// - Throws: as ``init(fitting:isLabelled:)``.
    init(
        fitting dataset: Dataset, as found: FoundDataset, _ wishes: DatasetWishes
    ) throws(FileError) {
        try self.init(fitting: dataset, isLabelled: found.isLabelled)
        isTransposed = found.isTransposed
        labels = found.labelsFile
        reading = found.notes.isEmpty ? nil : found.notes
        if let share = wishes.testShare, testOneIn != nil {
            testOneIn = nil
            testShare = share
        }
        if let pictures = found.pictures {
            // Pictures use the range that they use.
            pixelMaximum = 255
            self.pictures = pictures
        }
        scaling = found.scaling ?? wishes.scaling(for: found.train)
    }

    /// Whether it is such as ``init(fitting:isLabelled:)`` and reading give.
    public var isValid: Bool {
        (1...255).contains(pixelMaximum) && testOneIn.map { $0 >= 2 } ?? true
            && testShare.map { $0 > 0 && $0 < 1 } ?? true && scaling?.isValid ?? true
            && pictures?.isValid ?? true && labels?.isEmpty != true && reading.map { $0.count <= 16 } ?? true
    }

    /// What is done, a line each; empty where nothing is.
    public var notes: [String] {
        var notes = reading ?? []
        if isTransposed == true { notes.append("rows and columns of each image are swapped") }
        if let labels {
            notes.append("labels are those of \(URL(fileURLWithPath: labels).lastPathComponent)")
        }
        if pixelMaximum < 255 {
            notes.append("pixels go from 0 to \(pixelMaximum): scaled to 0 to 255")
        }
        if let note = scaling?.note { notes.append(note) }
        notes += pictures?.notes ?? []
        if let testShare {
            let tenths = Int((testShare * 1000).rounded())
            let percent = tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
            notes.append("no test images: \(percent) % of each class are held back for that")
        } else if let testOneIn {
            notes.append(
                "no test images: one in \(testOneIn) training images of each class is held back for that")
        }
        if !isLabelled {
            notes.append("no labels: all images are of one class, \"\(FoundDataset.unlabelledClass)\"")
        }
        return notes
    }

    /// The two parts, prepared; `nil` where there are no test images and too few others to hold one back.
    ///
    /// - Throws: `FileError` where images cannot be read, or kept in a file.
    func applied(to dataset: Dataset) throws(FileError) -> (train: ImageSet, test: ImageSet)? {
        let (train, test) = (try prepared(dataset.train), try prepared(dataset.test))
        guard testOneIn != nil || testShare != nil, test.count == 0 else { return (train, test) }
        guard train.count > 1 else { return nil }
        let (kept, held) = split(train.labels)
        return (train.selecting(kept), train.selecting(held))
    }

    private func prepared(_ images: ImageSet) throws(FileError) -> ImageSet {
        let images = try scaled(isTransposed == true ? images.transposed() : images)
        guard let scaling else { return images }
        return try images.scaled(to: scaling)
    }

    /// Rounds down, so that half of the range stays half and no more.
    private func scaled(_ images: ImageSet) throws(FileError) -> ImageSet {
        guard pixelMaximum < 255 else { return images }
        let table = (0...255).map { UInt8(min(255, $0 * 255 / max(1, pixelMaximum))) }
        let scaled = try images.bytes.map(toSize: images.imageSize) { $0.map { table[Int($0)] } }
        return images.with(bytes: scaled, labels: images.labels)
    }

    /// Which images stay, and which are held back: always the same of the same labels, in the files' order.
    ///
    /// Each class is shuffled, and of all classes one after the other images are taken at even distances, so that
    /// every class gives its share to within one image.
    private func split(_ labels: [UInt8]) -> (kept: [Int], held: [Int]) {
        var generator = SeededGenerator(seed: 0)
        var classes: [[Int]] = Array(repeating: [], count: 256)
        for (index, label) in labels.enumerated() { classes[Int(label)].append(index) }
        for label in classes.indices { generator.shuffle(&classes[label]) }
        let order = classes.joined()
        let places =
            testShare.map { Self.places(share: $0, of: labels.count) }
            ?? Self.places(oneIn: testOneIn ?? 7, of: labels.count)
        let held = Set(zip(order, 0...).filter { places($0.1) }.map(\.0))
        return (labels.indices.filter { !held.contains($0) }, held.sorted())
    }

    /// Which places are held back, of so many.
    private static func places(oneIn: Int, of count: Int) -> (Int) -> Bool {
        let first = min(oneIn / 2, count - 1)
        return { $0 % oneIn == first }
    }

    /// The same by a share of all; at least one is held back, and one stays.
    private static func places(share: Double, of count: Int) -> (Int) -> Bool {
        func before(_ place: Int) -> Int { Int((Double(place) * share + 0.5).rounded(.down)) }
        let held = before(count)
        return { place in
            if held == 0 { return place == count / 2 }
            return held == count ? place > 0 : before(place + 1) > before(place)
        }
    }
}

extension ImageSet {
    /// The greatest intensity; 0 without images.
    fileprivate var greatest: UInt8 {
        get throws(FileError) {
            var greatest: UInt8 = 0
            try bytes.forEachBlock { _, numbers in
                for number in numbers { greatest = max(greatest, number) }
            }
            return greatest
        }
    }
}
