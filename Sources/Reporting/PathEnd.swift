import Datasets
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

    /// Reads a class name or number, `test:12`, a code as numbers with commas, `image:FILE.png`, or
    /// `as-is:FILE.png`.
    ///
    /// - Throws: `PathEndError` with what would be understood.
    public init(_ text: String, classNames: [String], testCount: Int, latentDim: Int) throws(PathEndError) {
        if let label = ClassName.index(of: text, in: classNames) {
            self = .label(label)
        } else if text.hasPrefix(Self.testPrefix) {
            guard let index = Int(text.dropFirst(Self.testPrefix.count)), (0..<testCount).contains(index)
            else {
                throw PathEndError("\(text): test images are test:0 to test:\(testCount - 1)")
            }
            self = .testImage(index)
        } else if text.hasPrefix(Self.imagePrefix), text.count > Self.imagePrefix.count {
            self = .imageFile(String(text.dropFirst(Self.imagePrefix.count)), isAsIs: false)
        } else if text.hasPrefix(Self.asIsPrefix), text.count > Self.asIsPrefix.count {
            self = .imageFile(String(text.dropFirst(Self.asIsPrefix.count)), isAsIs: true)
        } else if let code = Self.numbers(
            text.hasPrefix(Self.codePrefix) ? text.dropFirst(Self.codePrefix.count) : text[...])
        {
            guard code.count == latentDim else {
                throw PathEndError("\(text): a code of this run has \(latentDim) numbers, not \(code.count)")
            }
            self = .code(code)
        } else {
            throw PathEndError(
                "\(text): neither a class (\(classNames.joined(separator: ", "))), nor a test image (test:12), "
                    + "nor a code (0.5,-1.2), nor a picture (image:FILE.png)")
        }
    }

    /// What a test image's position and a picture's path are written after, and a code where it might be taken for
    /// a class.
    public static let testPrefix = "test:", imagePrefix = "image:", codePrefix = "code:"
    /// What the path of a picture that is taken as it is is written after.
    public static let asIsPrefix = "as-is:"

    /// How it appears in a file's name.
    func slug(classNames: [String]) -> String {
        switch self {
        case .label(let label): ClassName.slug(classNames[label])
        case .testImage(let index): "test\(index)"
        case .code(let code): "z" + code.map { "\($0)" }.joined(separator: "_")
        case .imageFile(let path, let isAsIs):
            (isAsIs ? "whole-picture-" : "picture-")
                + ClassName.slug(URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent)
        }
    }

    /// How it is written on the command line.
    func argument(classNames: [String]) -> String {
        switch self {
        case .label(let label): classNames[label]
        case .testImage(let index): Self.testPrefix + "\(index)"
        case .code(let code): code.map { "\($0)" }.joined(separator: ",")
        case .imageFile(let path, let isAsIs): (isAsIs ? Self.asIsPrefix : Self.imagePrefix) + path
        }
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
