public import Datasets
import Figures
import Foundation

/// What a person names as an end of an interpolation path.
public enum PathEnd: Sendable, Equatable {
    /// The test image that lies most plainly among its class.
    case label(Int)
    /// A test image by its position in the test set.
    case testImage(Int)
    /// A latent code.
    case code([Double])
    /// A picture file, by its path: the drawing that is found in it, or the whole picture as it is.
    case imageFile(String, isAsIs: Bool)

    /// Reads `test:12`, `image:FILE.png`, `as-is:FILE.png`, `code:0.5,-1.2`, a class by name or number, or a code as
    /// numbers with commas.
    ///
    /// - Throws: `PathEndError` with what would be understood.
    public init(_ text: String, in lookup: ClassLookup, testCount: Int, latentDim: Int) throws(PathEndError) {
        func rest(_ prefix: String) -> Substring? {
            text.hasPrefix(prefix) ? text.dropFirst(prefix.count) : nil
        }
        let code = Self.numbers(rest(Self.codePrefix) ?? text[...])
        if let index = rest(Self.testPrefix).flatMap({ Int($0) }), (0..<testCount).contains(index) {
            self = .testImage(index)
        } else if let path = rest(Self.imagePrefix), !path.isEmpty {
            self = .imageFile(String(path), isAsIs: false)
        } else if let path = rest(Self.asIsPrefix), !path.isEmpty {
            self = .imageFile(String(path), isAsIs: true)
        } else if let label = lookup.index(of: text) {
            self = .label(label)
        } else if let code, code.count == latentDim {
            self = .code(code)
        } else {
            let shown = text.count > 60 ? text.prefix(59) + "\u{2026}" : text[...]
            throw PathEndError(
                "\(shown): " + Self.help(text, code, lookup, testCount: testCount, latentDim: latentDim))
        }
    }

    /// What to say of a text that is no end of a path. A word and a single number are taken for a class.
    private static func help(
        _ text: String, _ code: [Double]?, _ lookup: ClassLookup, testCount: Int, latentDim: Int
    ) -> String {
        if text.hasPrefix(testPrefix) { return "test images are test:0 to test:\(testCount - 1)" }
        if let code, code.count > 1 || text.hasPrefix(codePrefix) {
            return "a code of this run has \(latentDim) numbers, not \(code.count)"
        }
        let choices = lookup.choices(for: text)
        guard lookup.matches(text).isEmpty else { return choices }
        return
            "no class, test image (test:12), code (\(latentDim) numbers with commas) or picture (image:FILE.png); "
            + choices
    }

    /// What a test image's position and a picture's path are written after, and a code where it might be taken for
    /// a class.
    public static let testPrefix = "test:", imagePrefix = "image:", codePrefix = "code:"
    /// What the path of a picture that is taken as it is is written after.
    public static let asIsPrefix = "as-is:"

    /// How it appears in a file's name.
    func fileNamePart(in lookup: ClassLookup) -> String {
        switch self {
        case .label(let label): return lookup.fileNameParts[label]
        case .testImage(let index): return "test\(index)"
        case .code(let code): return FileNamePart.shortened("z" + Self.text(code, separator: "_"))
        case .imageFile(let path, let isAsIs):
            let slug = FileNamePart.slug(URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent)
            return (isAsIs ? "whole-picture-" : "picture-")
                + (slug.isEmpty ? "file" : FileNamePart.shortened(slug))
        }
    }

    /// How it is written on the command line: read again, it is the same end.
    func argument(in lookup: ClassLookup) -> String {
        switch self {
        case .label(let label):
            let text = lookup.text(for: label)
            return text.contains(":") ? lookup.fileNameParts[label] : text
        case .testImage(let index): return Self.testPrefix + "\(index)"
        case .code(let code):
            let text = Self.text(code, separator: ",")
            return (lookup.matches(text).isEmpty ? "" : Self.codePrefix) + text
        case .imageFile(let path, let isAsIs): return (isAsIs ? Self.asIsPrefix : Self.imagePrefix) + path
        }
    }

    /// What people call it.
    func spoken(_ classes: ClassNames) -> String {
        switch self {
        case .label(let label): classes[label]
        case .testImage(let index): "test image \(index)"
        case .code(let code): "code (\(Self.text(code, separator: ", ")))"
        case .imageFile(let path, _): ClassNames.shown(URL(fileURLWithPath: path).lastPathComponent)
        }
    }

    private static func text(_ code: [Double], separator: String) -> String {
        code.map { "\($0)" }.joined(separator: separator)
    }

    private static func numbers(_ text: Substring) -> [Double]? {
        let fields = text.split(separator: ",", omittingEmptySubsequences: false)
        let numbers = fields.compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }
        // Beyond 1,000 standard deviations there is nothing to see, and products could overflow.
        guard numbers.count == fields.count, numbers.allSatisfy({ abs($0) <= 1000 }) else { return nil }
        return numbers
    }
}

/// An end of a path that cannot be understood; its description says what can.
public struct PathEndError: Error, CustomStringConvertible, Equatable {
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
