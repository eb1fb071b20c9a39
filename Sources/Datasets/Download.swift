public import Foundation
public import Storage

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
