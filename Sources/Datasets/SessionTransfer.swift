#if !DOWNLOADS_BY_PYTHON
import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// One request by URLSession, run to its end: collects the bytes, gives up as soon as there are too many.
final class SessionTransfer: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    private let file: PublishedFile
    private let progress: @Sendable (DownloadProgress) -> Void
    private let done = DispatchSemaphore(value: 0)
    // Touched by the session's serial queue only, until `done` is signalled.
    private var bytes = Data()
    private var failure: TransferFailure?

    init(file: PublishedFile, progress: @escaping @Sendable (DownloadProgress) -> Void) {
        self.file = file
        self.progress = progress
    }

    /// Blocks until the transfer ends.
    func run(from address: URL) -> Result<Data, TransferFailure> {
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
        if status != 200 { failure = TransferFailure(reason: "HTTP status \(status)") }
        completionHandler(status == 200 ? .allow : .cancel)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        bytes += data
        if bytes.count > file.bytes {
            failure =
                failure ?? TransferFailure(reason: "more than the \(file.bytes) bytes that belong there")
            dataTask.cancel()
        } else {
            progress(DownloadProgress(file: file.name, received: bytes.count, expected: file.bytes))
        }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        if let error { failure = failure ?? TransferFailure(reason: error.localizedDescription) }
        done.signal()
    }
}
#endif
