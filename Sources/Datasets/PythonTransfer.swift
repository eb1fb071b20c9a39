import Foundation

/// Why a request did not give its bytes.
struct TransferFailure: Error {
    let reason: String
}

// What downloads go by. The program in the wheel, which is built so, brings no library for them: Python has one.
#if DOWNLOADS_BY_PYTHON
typealias Transfer = PythonTransfer
#else
typealias Transfer = SessionTransfer
#endif

/// One request by Python, run to its end: collects the bytes, gives up as soon as there are too many.
struct PythonTransfer {
    let file: PublishedFile
    let progress: @Sendable (DownloadProgress) -> Void
    /// The module `vae_viz.fetch`, in the folder above that of the program.
    var script = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("fetch.py")
    /// The interpreter: the one that started the program, or that on `PATH`.
    var python = ProcessInfo.processInfo.environment["VAE_VIZ_PYTHON"] ?? "python3"

    init(file: PublishedFile, progress: @escaping @Sendable (DownloadProgress) -> Void) {
        self.file = file
        self.progress = progress
    }

    /// Blocks until the transfer ends.
    func run(from address: URL) -> Result<Data, TransferFailure> {
        let process = Process(), output = Pipe(), messages = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [python, "-I", script.path, address.absoluteString]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = messages
        do { try process.run() } catch {
            return .failure(TransferFailure(reason: "Python cannot be started: \(error)"))
        }
        var bytes = Data()
        while let part = try? output.fileHandleForReading.read(upToCount: 1 << 16), !part.isEmpty {
            bytes += part
            guard bytes.count <= file.bytes else {
                process.terminate()
                return .failure(
                    TransferFailure(reason: "more than the \(file.bytes) bytes that belong there"))
            }
            progress(DownloadProgress(file: file.name, received: bytes.count, expected: file.bytes))
        }
        let said = (try? messages.fileHandleForReading.readToEnd()) ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let line = String(decoding: said, as: UTF8.self).split(whereSeparator: \.isNewline).last
            return .failure(
                TransferFailure(
                    reason: line.map(String.init) ?? "Python ended with \(process.terminationStatus)"))
        }
        return .success(bytes)
    }
}
