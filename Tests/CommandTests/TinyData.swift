import Datasets
import Foundation
import TestSupport

/// A folder with a data set of few digits, on which training takes moments.
enum TinyData {
    static let trainCount = 320, testCount = 60

    /// Writes the data set into `folder/tiny` and gives the name to train by.
    @discardableResult
    static func make(in folder: TemporaryFolder, trainCount: Int = trainCount) throws -> String {
        let dataset = try Dataset(
            name: "tiny", title: "Tiny", classNames: Digits.classNames,
            train: Digits.training(count: trainCount), test: Digits.test(count: testCount))
        try IDXFolder(folder.url.appendingPathComponent("tiny")).save(dataset)
        return "tiny"
    }
}

extension TemporaryFolder {
    /// The bytes of every file below `path` whose name `isIncluded`, by their paths.
    func contents(of path: String, where isIncluded: (String) -> Bool) throws -> [String: Data] {
        let root = url.appendingPathComponent(path)
        var contents: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: root.path) where isIncluded(name) {
            contents[name] = try? Data(contentsOf: root.appendingPathComponent(name))
        }
        return contents
    }
}
