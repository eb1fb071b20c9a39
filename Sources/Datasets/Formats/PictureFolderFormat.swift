public import Foundation
import Pictures
import Randomness
public import Storage

/// A folder of picture files: a folder for each class, or all in one; with `train` and `test` folders or without.
///
/// Pictures are told by their first bytes. They become squares of one size, in colours or in grey.
public struct PictureFolderFormat: DatasetFormat {
    package init() {}

    /// All pixels may take so many bytes, as in an IDX file.
    private static let largestSize = 1 << 32

    public var sought: String {
        "pictures (\(PictureFormat.names), in a folder for each class or in one, perhaps below train and test)"
    }

    public func read(_ place: URL) throws(FileError) -> FoundDataset? { try read(place, DatasetRequest()) }

    public func read(_ place: URL, _ request: DatasetRequest) throws(FileError) -> FoundDataset? {
        guard let folder = try PictureFolder(place),
            let survey = try PictureSurvey(folder, activity: request.activity)
        else { return nil }
        let wishes = request.wishes
        if wishes.isStrict, let first = survey.unreadable.first { throw error(first, in: survey.root) }
        let scaling = request.preparation?.scaling ?? Self.scaling(of: survey.files, wishes)
        let known = request.preparation?.pictures
        let reader = PictureReader(
            root: survey.root, scaling: SquareScaling(side: scaling.side, fit: scaling.fit),
            ground: known?.ground ?? wishes.background ?? .white)
        var treatment = known ?? Self.treatment(of: survey, by: reader)
        let count = survey.files.count
        guard count * scaling.side * scaling.side * (treatment.isColoured ? 3 : 1) <= Self.largestSize else {
            throw FileError(
                .damaged, at: place.path,
                "\(count) pictures of \(scaling.side) x \(scaling.side) are too many; choose a smaller --size"
            )
        }
        var broken = survey.unreadable
        func images(of files: [PictureFile], after first: Int) throws(FileError) -> ImageSet {
            let (images, unreadable) = try reader.images(
                of: Self.shuffled(files), treatment, memoryLimit: request.memoryLimit
            ) { done in
                request.activity(.readingPictures(done: first + done, count: count))
            }
            broken += unreadable
            guard images.count > 0 else {
                throw FileError(.damaged, at: place.path, "none of \(files.count) pictures can be read")
            }
            return images
        }
        let train = try images(of: survey.train, after: 0)
        let test: ImageSet? =
            if let files = survey.test { try images(of: files, after: survey.train.count) } else { nil }
        broken.sort { NaturalOrder.precedes(Array($0.path.utf8), Array($1.path.utf8)) }
        if wishes.isStrict, let first = broken.first { throw error(first, in: survey.root) }
        if known == nil { treatment.remarks += Self.remarks(on: broken) }
        return FoundDataset(
            train: train, test: test, isLabelled: survey.classNames != nil, classNames: survey.classNames,
            scaling: scaling, pictures: treatment)
    }

    private func error(_ picture: UnreadablePicture, in root: String) -> FileError {
        FileError(.damaged, at: root + "/" + picture.path, picture.reason)
    }

    /// How pictures of these sizes become squares.
    static func scaling(of files: [PictureFile], _ wishes: DatasetWishes) -> ImageScaling {
        let bySize = files.map { [$0.width, $0.height] }
            .sorted { ($0[0] * $0[1], $0[0]) < ($1[0] * $1[1], $1[0]) }
        let smallest = bySize.first ?? [1, 1], largest = bySize.last ?? [1, 1]
        let shorts = files.map { min($0.width, $0.height) }.sorted()
        let short = shorts.isEmpty ? 1 : shorts[shorts.count / 2]
        return ImageScaling(
            side: wishes.side ?? wishes.pictureSide ?? ImageScaling.usualSide(of: short),
            fit: wishes.fit ?? .crop, smallest: smallest, largest: largest)
    }

    private static func treatment(of survey: PictureSurvey, by reader: PictureReader) -> PictureTreatment {
        let look = PictureLook(survey.files, reader)
        return PictureTreatment(
            background: reader.ground, isColoured: look.isColoured,
            isInverted: !look.isColoured && look.isDarkOnLight, remarks: survey.remarks)
    }

    /// The files in an order in which every class comes everywhere; always the same.
    private static func shuffled(_ files: [PictureFile]) -> [PictureFile] {
        var (files, generator) = (files, SeededGenerator(seed: 0))
        generator.shuffle(&files)
        return files
    }

    /// Names the pictures that were left out.
    private static func remarks(on broken: [UnreadablePicture]) -> [String] {
        let most = 3
        let named = broken.prefix(most).map { "left out: \($0.path): \($0.reason)" }
        return named
            + (broken.count > most ? ["left out: \(broken.count - most) more that cannot be read"] : [])
    }
}
