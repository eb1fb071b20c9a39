import Foundation
import Storage

/// Labels as a file has them, one for each image.
enum LabelList: Sendable, Equatable {
    /// The classes' own numbers.
    case numbers([UInt8])
    /// Words, and numbers that are none of a class.
    case texts([String])

    var count: Int {
        switch self {
        case .numbers(let numbers): numbers.count
        case .texts(let texts): texts.count
        }
    }

    private var texts: [String] {
        switch self {
        case .numbers(let numbers): numbers.map(String.init)
        case .texts(let texts): texts
        }
    }

    /// A part of the labels.
    subscript(_ range: Range<Int>) -> LabelList {
        switch self {
        case .numbers(let numbers): .numbers(Array(numbers[range]))
        case .texts(let texts): .texts(Array(texts[range]))
        }
    }

    /// The labels of all parts as class numbers, which are the same for the same labels.
    ///
    /// - Parameters:
    ///   - given: the classes' names, if a file tells them.
    ///   - place: where the labels are, for errors.
    /// - Returns: a list each, and the classes' names where there are any but the numbers.
    /// - Throws: `FileError` of kind `damaged` for a label that is empty or too long, and for too many classes.
    static func numbered(
        _ lists: [LabelList], given: [String]?, at place: URL
    ) throws(FileError) -> (labels: [[UInt8]], classNames: [String]?) {
        var numbers: [[UInt8]] = []
        for case .numbers(let list) in lists { numbers.append(list) }
        guard numbers.count < lists.count else { return (numbers, given) }
        let texts = lists.map(\.texts)
        let longest = 4 * ClassNamesFile.longestName
        for (index, text) in texts.joined().enumerated() where text.isEmpty || text.utf8.count > longest {
            throw FileError(
                .damaged, at: place.path,
                "the label of image \(index) is \(text.isEmpty ? "empty" : "longer than \(longest) bytes")")
        }
        let numbering = try LabelNumbering(Array(texts.joined()), given: given, at: place)
        return (texts.map { $0.map(numbering.number) }, numbering.classNames)
    }
}
