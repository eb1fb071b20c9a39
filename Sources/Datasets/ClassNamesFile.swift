public import Foundation
public import Storage

/// The file of class names beside a data set: UTF-8 text, a name a line, in the order of the labels.
public enum ClassNamesFile {
    /// The file's name.
    public static let name = "classes.txt"
    /// The longest name, in Unicode's scalars.
    public static let longestName = 10_000
    private static let mostNames = 256
    /// More bytes than that many names of that length.
    private static let largestSize = 1 << 24

    /// Reads the file.
    ///
    /// - Throws: `FileError`, of kind `damaged` as for ``names(from:at:)``.
    public static func read(_ url: URL) throws(FileError) -> [String] {
        var file = try GzipReader(url)
        return try names(from: try file.read(largestSize + 1), at: url.path)
    }

    /// The names in the first of some folders that has the file; `nil` where none has.
    ///
    /// - Throws: as ``read(_:)``.
    static func beside(_ folders: [URL]) throws(FileError) -> [String]? {
        for folder in folders {
            let file = folder.appendingPathComponent(name)
            if FileManager.default.fileExists(atPath: file.path) { return try read(file) }
        }
        return nil
    }

    /// The names that the file's bytes hold. A byte order mark, ends of lines of any system, space around names
    /// and empty lines at the end are passed over.
    ///
    /// - Parameter location: the file, for errors.
    /// - Throws: `FileError` of kind `damaged` for what is not UTF-8, for a line without a name, for a name that
    ///   is too long or there twice, and for more names than a label can number.
    public static func names(from bytes: [UInt8], at location: String) throws(FileError) -> [String] {
        func damaged(_ reason: String) -> FileError { FileError(.damaged, at: location, reason) }
        guard bytes.count <= largestSize else {
            throw damaged("more than \(largestSize) bytes of class names")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw damaged("class names must be UTF-8 text, one a line")
        }
        var lines = text.trimmingPrefix("\u{FEFF}")
            .split(omittingEmptySubsequences: false) { ["\n", "\r\n", "\r"].contains($0) }
            .map { $0.trimmingCharacters(in: .whitespaces) }
        while lines.last?.isEmpty == true { lines.removeLast() }
        guard (1...mostNames).contains(lines.count) else {
            throw damaged("\(lines.count) class names; there must be 1 to \(mostNames), one a line")
        }
        var known: [String: Int] = [:]
        for (index, line) in lines.enumerated() {
            guard !line.isEmpty else { throw damaged("line \(index + 1) is empty; each class needs a name") }
            guard line.unicodeScalars.count <= longestName else {
                throw damaged("the name in line \(index + 1) is longer than \(longestName) characters")
            }
            if let other = known.updateValue(index + 1, forKey: line) {
                throw damaged("lines \(other) and \(index + 1) hold the same name; each class needs its own")
            }
        }
        return lines
    }
}
