public import Foundation
public import Storage

/// A table with an image a row: a column a pixel, and perhaps one for the label; gzipped or not.
///
/// A file by itself, or a folder with one whose name says that it is to train with, and one to test with.
public struct CSVFormat: DatasetFormat {
    public init() {}

    public var sought: String {
        "CSV files (train.csv and perhaps test.csv, gzipped or not; a column a pixel)"
    }

    public func read(_ place: URL) throws(FileError) -> FoundDataset? { try read(place, DatasetRequest()) }

    public func read(_ place: URL, _ request: DatasetRequest) throws(FileError) -> FoundDataset? {
        let limit = request.memoryLimit
        guard let files = try files(at: place), let train = try CSVTable(files.train, memoryLimit: limit)
        else { return nil }
        var parts = [train]
        // A competition's test images have no labels: then some others are held back.
        if let file = files.test {
            guard let test = try CSVTable(file, memoryLimit: limit) else {
                throw FileError(
                    .damaged, at: file.path, "no table of images, which the training images are in")
            }
            if (test.labels == nil) == (train.labels == nil) { parts.append(test) }
        }
        let folder = files.train.deletingLastPathComponent()
        let given = try ClassNamesFile.beside([folder])
        let names = try LabelNumbering(parts.flatMap { $0.labels ?? [] }, given: given, at: place)
        let sets = parts.map { table in
            ImageSet(
                rows: table.side, columns: table.side, bytes: table.images,
                labels: table.labels.map { $0.map(names.number) }
                    ?? [UInt8](repeating: 0, count: table.images.count))
        }
        var found = FoundDataset(
            train: sets[0], test: sets.count > 1 ? sets[1] : nil, isLabelled: train.labels != nil,
            classNames: train.labels == nil ? nil : names.classNames)
        try EMNISTFiles.complete(&found, ofImagesIn: files.train, beside: [folder])
        return found
    }

    /// The tables at a place; `nil` where there is none.
    private func files(at place: URL) throws(FileError) -> (train: URL, test: URL?)? {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: place.path) else {
            return (place, nil)
        }
        let tables = names.sorted().filter { name in
            let name = name.lowercased()
            return !name.hasPrefix(".") && [".csv", ".csv.gz"].contains(where: name.hasSuffix)
        }
        func named(_ words: Set<String>) -> [String] {
            tables.filter { !words.isDisjoint(with: $0.lowercased().split { !$0.isLetter }.map(String.init)) }
        }
        let test = named(["test", "val", "valid", "validation"])
        let train = named(["train", "training"]).filter { !test.contains($0) }
        let others = train.isEmpty ? tables.filter { !test.contains($0) } : train
        guard let first = others.first else { return nil }
        for candidates in [others, test] where candidates.count > 1 {
            throw FileError(
                .damaged, at: place.path,
                "\(candidates[0]) and \(candidates[1]) could be the same part of a data set; name one file")
        }
        return (place.appendingPathComponent(first), test.first.map(place.appendingPathComponent))
    }
}
