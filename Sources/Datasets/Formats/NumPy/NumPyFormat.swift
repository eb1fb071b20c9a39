public import Foundation
public import Storage

/// Arrays as NumPy saves them: `.npz` with images and labels of one part or two, a folder of `.npy`, or one `.npy` of
/// images.
///
/// Told by the files' first bytes. Nothing that is pickled is read.
public struct NumPyFormat: DatasetFormat {
    public init() {}

    public var sought: String {
        "NumPy's arrays (.npz or .npy: x_train and y_train, x_test and y_test, or images and labels)"
    }

    public func read(_ place: URL) throws(FileError) -> FoundDataset? { try read(place, DatasetRequest()) }

    public func read(_ place: URL, _ request: DatasetRequest) throws(FileError) -> FoundDataset? {
        guard let store = try ArrayStore(place), let chosen = try ArraySelection(store, at: place.path) else {
            return nil
        }
        let halves = [chosen.train, chosen.test].compactMap(\.self)
        var labels: [LabelList] = []
        for name in halves.compactMap(\.labels) { labels.append(try LabelList(try store.array(name))) }
        var given = try ClassNamesFile.beside([store.folder]), notes = chosen.notes
        let dSprites = labels.isEmpty && halves.count == 1 ? try Self.dSpritesShapes(in: store) : nil
        if let dSprites {
            labels = [.numbers(dSprites)]
            given = given ?? ["square", "ellipse", "heart"]
            notes.append("labels are the shapes of \(Self.dSpritesFactors)")
        }
        let (numbers, classNames) = try LabelList.numbered(labels, given: given, at: place)

        var arrays: [NPYArray] = [], shapes: [ArrayImages] = []
        for half in halves {
            let header = try store.header(of: half.images)
            guard let images = ArrayImages(header) else {
                throw FileError(
                    .damaged, at: store.location(of: half.images),
                    "an array of shape \(header.form) and type \(header.element.description), which are no images; there "
                        + "must be numbers in shape [n, h, w], [n, h, w, c] or [n, c, h, w] with 1, 3 or 4 channels, or "
                        + "[n, d] with d a square")
            }
            shapes.append(images)
            arrays.append(try store.array(half.images, memoryLimit: request.memoryLimit))
        }
        let meaning = try ArrayIntensities(of: arrays)
        var sets: [ImageSet] = []
        for (index, half) in halves.enumerated() {
            // Taken out, so that no more than one is there twice.
            let array = arrays.removeFirst(), images = shapes[index]
            if images.channels == 4, index == 0 { notes.append("images have an opacity: laid over white") }
            let list = labels.isEmpty ? [UInt8](repeating: 0, count: images.count) : numbers[index]
            guard list.count == images.count else {
                throw FileError(
                    .damaged, at: half.labels.map(store.location) ?? array.location,
                    "\(images.count) images, but \(list.count) labels")
            }
            sets.append(
                ImageSet(
                    rows: images.rows, columns: images.columns, channels: min(3, images.channels),
                    bytes: try images.intensities(of: array, meaning), labels: list))
        }
        var found = FoundDataset(
            train: sets[0], test: sets.count > 1 ? sets[1] : nil, isLabelled: !labels.isEmpty,
            classNames: labels.isEmpty ? nil : classNames)
        found.notes = (meaning.note.map { [$0] } ?? []) + notes
        return found
    }

    /// The array of true factors in dSprites' archive.
    private static let dSpritesFactors = "latents_classes"

    private static func dSpritesShapes(in store: ArrayStore) throws(FileError) -> [UInt8]? {
        guard store.names.contains(dSpritesFactors) else { return nil }
        return try LabelList.shapesOfDSprites(try store.array(dSpritesFactors))
    }
}
