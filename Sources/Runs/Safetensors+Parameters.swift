import Foundation
import Storage
import VAE

extension Safetensors {
    /// A file of a model's weights.
    init(_ parameters: Parameters, metadata: [String: String]) {
        self.init(tensors: [], metadata: metadata)
        append(parameters)
    }

    /// Adds a model's weights, or values of the same names and shapes, behind a prefix.
    mutating func append(_ parameters: Parameters, prefix: String = "") {
        tensors += zip(parameters.names, parameters.tensors).map { (name: prefix + $0, tensor: $1) }
    }

    /// What `append` added behind `prefix`.
    func parameters(
        _ architecture: Architecture, prefix: String = "", at url: URL
    ) throws(FileError) -> Parameters {
        let own = tensors.filter { $0.name.hasPrefix(prefix) }
            .map { (String($0.name.dropFirst(prefix.count)), $0.tensor) }
        do {
            return try Parameters(
                architecture: architecture, tensors: Dictionary(own, uniquingKeysWith: { first, _ in first }))
        } catch {
            throw FileError(.damaged, at: url.path, "\(error)")
        }
    }

    /// A whole number from the metadata, not negative.
    func count(_ key: String, at url: URL) throws(FileError) -> Int {
        guard let text = metadata[key], let value = Int(text), (0...1 << 48).contains(value) else {
            throw FileError(.damaged, at: url.path, "metadata \(key) is missing or no count")
        }
        return value
    }

    /// A finite number from the metadata.
    func number(_ key: String, at url: URL) throws(FileError) -> Double {
        guard let text = metadata[key], let value = Double(text), value.isFinite else {
            throw FileError(.damaged, at: url.path, "metadata \(key) is missing or no number")
        }
        return value
    }

    /// An array of numbers from the metadata, as JSON text.
    func array<Element: Decodable>(
        _ key: String, of type: Element.Type, at url: URL
    ) throws(FileError) -> [Element] {
        guard let text = metadata[key],
            let values = try? JSONDecoder().decode([Element].self, from: Data(text.utf8))
        else { throw FileError(.damaged, at: url.path, "metadata \(key) is missing or wrong") }
        return values
    }

    /// A value as JSON text, for the metadata; the same value gives the same text.
    static func json(_ values: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: try encoder.encode(values), as: UTF8.self)
    }
}
