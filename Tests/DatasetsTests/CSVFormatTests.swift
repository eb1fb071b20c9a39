import Foundation
import Storage
import TestSupport
import Testing

@testable import Datasets

/// Tables of images as competitions and courses give them.
@Suite struct CSVFormatTests {
    /// Images of 4 x 4: pixels that tell image and place.
    private static func row(_ image: Int) -> [Int] { (0..<16).map { $0 == 0 ? 0 : image * 16 + $0 } }

    private static func table(
        _ labels: [String]?, header: [String]? = nil, separator: String = ",", isLabelLast: Bool = false,
        end: String = "\n", text: (Int) -> String = { "\($0)" }
    ) -> String {
        let lines = (0..<3).map { image in
            let label = labels.map { [$0[image]] } ?? [], pixels = row(image).map(text)
            return (isLabelLast ? pixels + label : label + pixels).joined(separator: separator)
        }
        return ([header?.joined(separator: separator)].compactMap(\.self) + lines).joined(separator: end)
            + end
    }

    private static let names = (0..<16).map { "pixel\($0)" }

    private func read(_ text: String, as name: String = "train.csv") throws -> FoundDataset? {
        let folder = try TemporaryFolder()
        try folder.write(Array(text.utf8), to: name)
        return try CSVFormat().read(folder.url)
    }

    @Test(arguments: [
        table(["7", "0", "7"]),
        table(["7", "0", "7"], header: ["label"] + names),
        table(["7", "0", "7"], header: names + ["class"], isLabelLast: true),
        table(["7", "0", "7"], isLabelLast: true),
        table(["7", "0", "7"], separator: ";", end: "\r\n"),
        table(["7", "0", "7"], separator: "\t") + "\n\n",
        "\u{FEFF}" + table(["7.0", "0.0", "7.0"], header: ["label"] + names, text: { " \"\($0)\"" }),
    ])
    func labelsAndPixelsAreTakenWhereTheyAre(_ text: String) throws {
        let found = try #require(try read(text))
        #expect(try found.train.pixels.map(Int.init) == (0..<3).flatMap(Self.row))
        #expect(found.train.labels == [7, 0, 7] && found.isLabelled && found.classNames == nil)
        #expect(found.train.rows == 4 && found.train.columns == 4 && found.test == nil)
    }

    @Test func withoutAColumnForThemThereAreNoLabels() throws {
        let found = try #require(try read(Self.table(nil, header: Self.names)))
        #expect(!found.isLabelled && found.train.labels == [0, 0, 0] && found.train.count == 3)
    }

    @Test func labelsInWordsAreClassesInTheirOrder() throws {
        let found = try #require(
            try read(Self.table(["cat", "\"ant, red\"", "cat"], header: ["y"] + Self.names)))
        #expect(found.classNames == ["ant, red", "cat"] && found.train.labels == [1, 0, 1])
    }

    @Test func fractionsGoFromZeroToOne() throws {
        let text = Self.table(["1", "2", "1"]) { "\(Double($0) / 255)" }
        #expect(try read(text)?.train.pixels.map(Int.init) == (0..<3).flatMap(Self.row))
    }

    @Test func aFolderHasTwoParts() throws {
        let folder = try TemporaryFolder()
        let train = Array(Self.table(["b", "a", "b"]).utf8)
        try folder.write(try Gzip.packed(train, effort: .quick), to: "mnist_train.csv.gz")
        try folder.write(Array(Self.table(["c", "a", "b"]).utf8), to: "mnist_test.csv")
        let found = try #require(try CSVFormat().read(folder.url))
        // Both parts number the same classes alike.
        #expect(found.classNames == ["a", "b", "c"])
        #expect(found.train.labels == [1, 0, 1] && found.test?.labels == [2, 0, 1])
        // A competition's test images have no labels.
        try folder.write(Array(Self.table(nil).utf8), to: "mnist_test.csv")
        #expect(try CSVFormat().read(folder.url)?.test == nil)
        let dataset = try DatasetLibrary().load(folder.url.path)
        #expect(dataset.preparation.testOneIn == 7 && dataset.test.count == 1)
        try folder.write(train, to: "train-2.csv")
        #expect(throws: FileError.self) { try CSVFormat().read(folder.url) }
    }

    private static let whole = table(["1", "2", "3"])

    /// A table in which the pixel 33, the third of the third image, is something else.
    private static func table(with pixel: String) -> String {
        table(["1", "2", "3"]) { $0 == 33 ? pixel : "\($0)" }
    }

    @Test(arguments: ["0,1,2\n", "", "\u{0},\u{0}\n", "\u{89}PNG\r\n", "no table\n"])
    func whatIsNoTableIsPassedOver(_ text: String) throws { #expect(try read(text) == nil) }

    private static let damages: [(text: String, words: String)] = [
        (whole + "1,2\n", "line 4: 2 columns instead of 17"),
        (whole + whole.dropLast() + ",5\n", "line 6: more than 17 columns"),
        (table(with: "x"), "line 3: \"x\" in column 3 is no number"),
        (table(with: "nan"), "is no number"),
        (table(with: "256"), "is no intensity from 0 to 255"),
        (table(with: "0.5"), "is no intensity from 0 to 1"),
        (table(["1", "", "3"]), "line 2: the label is empty"),
        (names.joined(separator: ",") + "\n", "no lines of images"),
        (names.joined(separator: ",") + ",a,b,c\n", "19 columns"),
    ]

    @Test(arguments: damages)
    func damageIsNamed(_ text: String, _ words: String) throws {
        let error = #expect(throws: FileError.self) { try read(text) }
        #expect(
            error?.kind == .damaged && error?.reason.contains(words) == true, "\(String(describing: error))")
    }
}
