import Foundation

/// A command line that can be pasted into a shell as it is.
public struct ShellCommand: Sendable, Equatable, CustomStringConvertible {
    /// The words, not yet quoted.
    public let words: [String]

    /// A command of this program.
    ///
    /// - Parameter arguments: the words behind its name.
    package init(_ arguments: [String]) {
        words = ["vae-viz"] + arguments
    }

    /// Continues the training of a run, to the epoch `epochs` where that is given.
    public static func resuming(_ run: RunFolder, epochs: Int? = nil) -> ShellCommand {
        ShellCommand(
            ["train-and-report", "--resume", place(of: run.url)]
                + (epochs.map { ["--epochs", "\($0)"] } ?? []))
    }

    /// Draws a run again.
    public static func drawing(_ run: RunFolder) -> ShellCommand {
        ShellCommand(["report", place(of: run.url)])
    }

    /// The command line.
    public var description: String { words.map(Self.quoted).joined(separator: " ") }

    /// A path as seen from the working directory, where it lies below that.
    static func place(
        of url: URL, from folder: String = FileManager.default.currentDirectoryPath
    ) -> String {
        let path = url.standardizedFileURL.path
        let base = folder.hasSuffix("/") ? folder : folder + "/"
        guard path.hasPrefix(base), path.count > base.count else { return path }
        let rest = String(path.dropFirst(base.count))
        // Neither an option nor somebody's home.
        return rest.hasPrefix("-") || rest.hasPrefix("~") ? "./" + rest : rest
    }

    /// A word as every shell takes it.
    private static func quoted(_ word: String) -> String {
        let plain = word.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || "0123456789-_./:,=+".unicodeScalars.contains(scalar))
        }
        return plain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }
}
