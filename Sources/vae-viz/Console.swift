import Foundation

/// The two streams: results on standard output, everything else on standard error.
enum Console {
    /// Writes a line of the result.
    static func result(_ line: String) {
        write(line + "\n", to: STDOUT_FILENO)
    }

    /// Writes a line about what happens, with the program's name.
    static func diagnose(_ line: String) {
        write(
            "vae-viz: \(line.split(whereSeparator: \.isNewline).joined(separator: " "))\n", to: STDERR_FILENO)
    }

    /// Writes to standard error as it is.
    static func raw(_ text: String) {
        write(text, to: STDERR_FILENO)
    }

    /// Whether standard error is a terminal that can redraw a line.
    static var isTerminal: Bool {
        isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// The terminal's width in characters.
    static var width: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 && errno == EINTR { continue }
            // Nobody listens: there is nothing to tell, and nobody to tell it to.
            guard written > 0 else { return }
            bytes = bytes.dropFirst(written)
        }
    }
}
