import Foundation
import Storage

/// A command that answers on its standard output what it is asked on its standard input, within a time limit.
///
/// Whoever uses it does so from one thread at a time.
final class RemoteProcess: @unchecked Sendable {
    private let command: String
    private let process = Process()
    private let input: Int32, output: Int32
    private let pipes = (Pipe(), Pipe())

    /// Starts a command by the shell. Its standard error is this program's.
    ///
    /// - Throws: `FileError` of kind `unavailable` where there is no shell.
    init(_ command: String) throws(FileError) {
        self.command = command
        // A command that has ended is told of by an error of writing, not by a signal.
        signal(SIGPIPE, SIG_IGN)
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        process.standardInput = pipes.0
        process.standardOutput = pipes.1
        input = pipes.0.fileHandleForWriting.fileDescriptor
        output = pipes.1.fileHandleForReading.fileDescriptor
        for descriptor in [input, output] {
            _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        }
        do { try process.run() } catch {
            throw FileError(.unavailable, at: command, "the model's command cannot be started: \(error)")
        }
    }

    deinit { end() }

    /// Ends the command, if need be by force.
    func end() {
        guard process.isRunning else { return }
        let identifier = process.processIdentifier
        // The shell may have others below it, of one group with it.
        if getpgid(identifier) == identifier { kill(-identifier, SIGTERM) }
        process.terminate()
    }

    /// Lets the command end by itself for a moment, then ends it.
    func closeInput() {
        try? pipes.0.fileHandleForWriting.close()
        let limit = Date(timeIntervalSinceNow: 2)
        while process.isRunning, Date() < limit { usleep(10_000) }
        end()
    }

    private func unavailable(_ reason: String) -> FileError { FileError(.unavailable, at: command, reason) }

    /// What is said of a command that no longer answers.
    private func ended() -> FileError {
        let limit = Date(timeIntervalSinceNow: 1)
        while process.isRunning, Date() < limit { usleep(10_000) }
        guard !process.isRunning else {
            return unavailable("the model closed its output; see what it says above")
        }
        return unavailable(
            "the model ended with status \(process.terminationStatus); see what it says above")
    }

    /// Writes all bytes before `deadline`.
    ///
    /// - Throws: `FileError` of kind `unavailable`.
    func write(_ bytes: [UInt8], before deadline: Date) throws(FileError) {
        var start = 0
        while start < bytes.count {
            let written = bytes[start...].withUnsafeBytes {
                Foundation.write(input, $0.baseAddress, $0.count)
            }
            if written > 0 {
                start += written
            } else if errno == EAGAIN {
                try wait(for: input, Int16(POLLOUT), before: deadline)
            } else if errno != EINTR {
                throw ended()
            }
        }
    }

    /// Reads `count` bytes before `deadline`.
    ///
    /// - Throws: `FileError` of kind `unavailable`.
    func read(_ count: Int, before deadline: Date) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: min(max(1, count), 1 << 20))
        while bytes.count < count {
            let wanted = min(chunk.count, count - bytes.count)
            let got = chunk.withUnsafeMutableBytes { Foundation.read(output, $0.baseAddress, wanted) }
            if got > 0 {
                bytes += chunk[..<got]
            } else if got == 0 {
                throw ended()
            } else if errno == EAGAIN {
                try wait(for: output, Int16(POLLIN), before: deadline)
            } else if errno != EINTR {
                throw ended()
            }
        }
        return bytes
    }

    private func wait(for descriptor: Int32, _ event: Int16, before deadline: Date) throws(FileError) {
        let left = deadline.timeIntervalSinceNow
        guard left > 0 else {
            end()
            throw unavailable("the model did not answer in time; give it longer by --model-timeout")
        }
        var place = pollfd(fd: descriptor, events: event, revents: 0)
        _ = poll(&place, 1, Int32(min(left * 1000 + 1, 1000)))
    }
}
