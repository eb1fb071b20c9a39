import Foundation
import Storage

/// The classes that labels in words or numbers are of.
struct LabelNumbering {
    /// The classes' names; `nil` where the labels are their numbers and no file names them.
    let classNames: [String]?
    private let numbers: [String: UInt8]

    /// Numbers from 0 to 255 are the classes' own; of other labels each is a class, in their order.
    ///
    /// - Parameter given: the classes' names, if a file tells them: then a label may be one of those.
    init(_ labels: [String], given: [String]?, at place: URL) throws(FileError) {
        let kinds = Set(labels)
        let own = kinds.map { ($0, UInt8($0)) }.compactMap { text, number in number.map { (text, $0) } }
        if own.count == kinds.count, given.map({ !kinds.isSubset(of: $0) }) ?? true {
            classNames = given
            numbers = Dictionary(uniqueKeysWithValues: own)
            return
        }
        let names =
            given.flatMap { kinds.isSubset(of: $0) ? $0 : nil }
            ?? kinds.sorted { (Double($0) ?? .infinity, $0) < (Double($1) ?? .infinity, $1) }
        guard names.count <= 256 else {
            throw FileError(
                .damaged, at: place.path, "\(kinds.count) different labels; there may be 256 classes")
        }
        classNames = names
        numbers = Dictionary(uniqueKeysWithValues: zip(names, 0...255))
    }

    func number(_ label: String) -> UInt8 { numbers[label] ?? 0 }
}
