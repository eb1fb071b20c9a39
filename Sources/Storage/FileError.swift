import Foundation

/// What went wrong with a file, a folder or a download, in one line: where, what, and what to do.
public struct FileError: Error, CustomStringConvertible, Sendable, Equatable {
    /// The kinds that callers tell apart, each with an exit status of its own.
    public enum Kind: Sendable, Equatable {
        /// There is no such file or folder.
        case missing
        /// The file is there, but its content is not what it should be.
        case damaged
        /// A file or folder could not be created.
        case cannotCreate
        /// Reading or writing failed half-way: a full disk, a device error.
        case inputOutput
        /// A download could not be had.
        case unavailable
    }

    public let kind: Kind
    /// The path or address as the user would write it.
    public let location: String
    /// The cause, and where it helps, the remedy.
    public let reason: String

    public var description: String { "\(location): \(reason)" }

    public init(_ kind: Kind, at location: String, _ reason: String) {
        self.kind = kind
        self.location = location
        self.reason = reason
    }

    /// The error that the C library's `errno` value tells of.
    public static func system(_ code: Int32, kind: Kind, at location: String) -> FileError {
        FileError(code == ENOENT && kind == .inputOutput ? .missing : kind, at: location, text(of: code))
    }

    private static func text(of code: Int32) -> String {
        if code == EFBIG { return "larger than files may be here; see ulimit -f" }
        let text = String(cString: strerror(code))
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
