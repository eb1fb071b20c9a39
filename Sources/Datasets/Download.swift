public import Foundation
public import Storage

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// How far a download has come.
public struct DownloadProgress: Sendable, Equatable {
    /// The name of the file.
    public let file: String
    /// Bytes received so far, and the length that the catalogue knows.
    public let received: Int, expected: Int
}

/// Fetching the files of a published data set from its mirrors.
public enum Download {
    /// Fetches the files that `folder` lacks, each from the first mirror that gives the right bytes.
    ///
    /// A file is checked by length and SHA-256 before it gets its name, so a broken download leaves nothing.
    ///
    /// - Throws: `FileError` of kind `unavailable` where no mirror gave the file; its reason lists what each
    ///   one answered.
    public static func fetch(
        _ dataset: PublishedDataset, into folder: URL,
        progress: @escaping @Sendable (DownloadProgress) -> Void
    ) throws(FileError) {
        try AtomicFile.createFolder(folder)
        for file in dataset.files {
            let target = folder.appendingPathComponent(file.name)
            if let bytes = try? AtomicFile.read(target), SHA256.hexadecimal(bytes) == file.sha256 { continue }
            try AtomicFile.write(try fetch(file, of: dataset, progress: progress), to: target)
        }
    }

    private static func fetch(
        _ file: PublishedFile, of dataset: PublishedDataset,
        progress: @escaping @Sendable (DownloadProgress) -> Void
    ) throws(FileError) -> Data {
        var failures: [String] = []
        for mirror in dataset.mirrors {
            let transfer = Transfer(file: file, progress: progress)
            switch transfer.run(from: mirror.appendingPathComponent(file.name)) {
            case .failure(let failure): failures.append("\(mirror.host ?? "\(mirror)"): \(failure.reason)")
            case .success(let bytes) where bytes.count != file.bytes:
                failures.append(
                    "\(mirror.host ?? "\(mirror)"): \(bytes.count) bytes instead of \(file.bytes)")
            case .success(let bytes) where SHA256.hexadecimal(bytes) != file.sha256:
                failures.append("\(mirror.host ?? "\(mirror)"): wrong SHA-256")
            case .success(let bytes): return bytes
            }
        }
        throw FileError(
            .unavailable, at: file.name,
            "no mirror of \(dataset.title) gave it (\(failures.joined(separator: "; "))); "
                + "put the four files into a folder \(dataset.name) and pass its parent as --data-dir")
    }
}

/// One request, run to its end: collects the bytes, gives up as soon as there are too many.
private final class Transfer: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    struct Failure: Error {
        let reason: String
    }

    private let file: PublishedFile
    private let progress: @Sendable (DownloadProgress) -> Void
    private let done = DispatchSemaphore(value: 0)
    // Touched by the session's serial queue only, until `done` is signalled.
    private var bytes = Data()
    private var failure: Failure?

    init(file: PublishedFile, progress: @escaping @Sendable (DownloadProgress) -> Void) {
        self.file = file
        self.progress = progress
    }

    /// Blocks until the transfer ends.
    func run(from address: URL) -> Result<Data, Failure> {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = 30
        let session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
        defer { session.invalidateAndCancel() }
        session.dataTask(with: address).resume()
        done.wait()
        return failure.map(Result.failure) ?? .success(bytes)
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
    ) {
        let status = (response as? HTTPURLResponse)?.statusCode ?? 200
        if status != 200 { failure = Failure(reason: "HTTP status \(status)") }
        completionHandler(status == 200 ? .allow : .cancel)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        bytes += data
        if bytes.count > file.bytes {
            failure = failure ?? Failure(reason: "more than the \(file.bytes) bytes that belong there")
            dataTask.cancel()
        } else {
            progress(DownloadProgress(file: file.name, received: bytes.count, expected: file.bytes))
        }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        if let error { failure = failure ?? Failure(reason: error.localizedDescription) }
        done.signal()
    }
}
