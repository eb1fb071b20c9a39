public import Foundation
public import Storage
public import VAE

/// A file that describes a network: the JSON object that `run.json` holds as its `architecture`, or a `run.json` itself.
public enum NetworkFile {
    /// More than any description takes.
    private static let largestSize = 1 << 20

    /// Reads a description.
    ///
    /// - Throws: `FileError`, of kind `damaged` saying what cannot be read, or which layer cannot be built and why.
    public static func architecture(contentsOf url: URL) throws(FileError) -> Architecture {
        let bytes = try AtomicFile.read(url)
        guard bytes.count <= largestSize else {
            throw FileError(.damaged, at: url.path, "\(bytes.count) bytes are no description of a network")
        }
        struct Record: Decodable {
            struct Configuration: Decodable { let architecture: Architecture }
            let configuration: Configuration
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            if let record = try? decoder.decode(Record.self, from: bytes) {
                return record.configuration.architecture
            }
            return try decoder.decode(Architecture.self, from: bytes)
        } catch let error as VAEError {
            throw FileError(.damaged, at: url.path, error.description)
        } catch {
            throw FileError(
                .damaged, at: url.path, "no description of a network: \(RunRecord.summary(of: error))")
        }
    }
}
