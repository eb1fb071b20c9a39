import Foundation
import Storage
import Synchronization

/// The two streams: results on standard output, everything else on standard error.
enum Console {
    /// Whether the last line on standard error is a bar that the next text must replace.
    private static let hasBar = Mutex(false)

    /// Fills the places of standard streams that were closed, so that no file of the program's takes one of them and
    /// is written into; what is written to such a stream fails.
    static func holdStreams() {
        for (stream, mode) in [
            (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
        ]
        where fcntl(stream, F_GETFD) < 0 {
            // The lowest free number is given: this one.
            _ = open("/dev/null", mode)
        }
    }

    /// Writes a line of the result.
    ///
    /// - Throws: `FileError` where it cannot be written. A reader that has seen enough and closed its end, as `head`
    ///   does, is none.
    static func result(_ line: String) throws(FileError) {
        let failure = write(line + "\n", to: STDOUT_FILENO)
        guard failure == 0 || failure == EPIPE else {
            throw .system(failure, kind: .inputOutput, at: "standard output")
        }
    }

    /// Writes a line about what happens, with the program's name.
    static func diagnose(_ line: String) {
        show("vae-viz: \(line.split(whereSeparator: \.isNewline).joined(separator: " "))\n", isBar: false)
    }

    /// Writes to standard error as it is.
    static func raw(_ text: String) {
        show(text, isBar: false)
    }

    /// Draws a line that the next text replaces, no wider than the terminal.
    static func bar(_ line: String) {
        show(String(line.prefix(max(10, width - 1))), isBar: true)
    }

    /// Takes the bar away.
    static func clearBar() {
        show("", isBar: false)
    }

    /// Whether standard error is a terminal that can redraw a line.
    static var isTerminal: Bool {
        isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// The terminal's width in characters.
    private static var width: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Writes to standard error in the place of the bar. Where nobody listens there is nobody to tell.
    private static func show(_ text: String, isBar: Bool) {
        hasBar.withLock { hasBar in
            // Return, the new line, erase what is left of the line before.
            let text = isBar ? "\r\(text)\u{1B}[K" : hasBar ? "\r\u{1B}[K\(text)" : text
            _ = write(text, to: STDERR_FILENO)
            hasBar = isBar
        }
    }

    /// - Returns: 0, or the C library's `errno` value of what failed.
    private static func write(_ text: String, to descriptor: Int32) -> Int32 {
        Array(text.utf8).withUnsafeBytes { AtomicFile.put($0, into: descriptor) }
    }
}
