public import Foundation
public import Storage
public import VAE

/// A safetensors file of F32 tensors: an 8-byte header length, a JSON header, the numbers.
///
/// Source: the safetensors format, https://huggingface.co/docs/safetensors
public struct Safetensors: Sendable, Equatable {
    /// The tensors by name, in file order.
    public var tensors: [(name: String, tensor: Tensor)]
    /// Free text by name, kept in the header.
    public var metadata: [String: String]

    public init(tensors: [(name: String, tensor: Tensor)], metadata: [String: String] = [:]) {
        self.tensors = tensors
        self.metadata = metadata
    }

    /// The tensor called `name`; `nil` where there is none.
    public subscript(name: String) -> Tensor? {
        tensors.first { $0.name == name }?.tensor
    }

    public static func == (left: Safetensors, right: Safetensors) -> Bool {
        left.metadata == right.metadata
            && left.tensors.elementsEqual(right.tensors) { $0.name == $1.name && $0.tensor == $1.tensor }
    }
}

extension Safetensors {
    private struct Entry: Codable {
        let dtype: String
        let shape: [Int]
        let dataOffsets: [Int]

        enum CodingKeys: String, CodingKey {
            case dtype, shape
            case dataOffsets = "data_offsets"
        }
    }

    private static let metadataKey = "__metadata__"
    /// The format's own bound on the header, so that a damaged length allocates nothing.
    private static let largestHeader = 100_000_000

    /// The bytes of the file; the same value gives the same bytes.
    public func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var fields: [String] = []
        if !metadata.isEmpty {
            fields.append(
                "\"\(Self.metadataKey)\":" + String(decoding: try encoder.encode(metadata), as: UTF8.self))
        }
        var offset = 0
        for (name, tensor) in tensors {
            let end = offset + 4 * tensor.values.count
            let entry = Entry(dtype: "F32", shape: tensor.shape, dataOffsets: [offset, end])
            let key = String(decoding: try encoder.encode(name), as: UTF8.self)
            fields.append(key + ":" + String(decoding: try encoder.encode(entry), as: UTF8.self))
            offset = end
        }
        var header = Array("{\(fields.joined(separator: ","))}".utf8)
        header += Array(repeating: UInt8(ascii: " "), count: (8 - header.count % 8) % 8)
        var bytes = withUnsafeBytes(of: UInt64(header.count).littleEndian, Array.init)
        bytes.reserveCapacity(8 + header.count + offset)
        bytes += header
        for (_, tensor) in tensors {
            // Every machine that Swift and oneDNN run on stores numbers little-endian, as the format does.
            tensor.values.withUnsafeBytes { bytes += $0 }
        }
        return bytes
    }

    /// Reads a file of F32 tensors.
    ///
    /// - Throws: `FileError`, of kind `damaged` where header, shapes, ranges or length are wrong.
    public init(contentsOf url: URL) throws(FileError) {
        func damaged(_ reason: String) -> FileError { FileError(.damaged, at: url.path, reason) }
        let file = [UInt8](try AtomicFile.read(url))
        guard file.count >= 8 else { throw damaged("too short for a safetensors file") }
        let length = file[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= Self.largestHeader, Int(length) <= file.count - 8 else {
            throw damaged("the safetensors header claims \(length) bytes")
        }
        let start = 8 + Int(length)
        let header = Data(file[8..<start])
        guard let names = try? JSONDecoder().decode([String: HeaderValue].self, from: header) else {
            throw damaged("the safetensors header is not valid JSON of tensors and metadata")
        }
        var metadata: [String: String] = [:]
        var entries: [(name: String, entry: Entry)] = []
        for (name, value) in names {
            switch value {
            case .metadata(let text) where name == Self.metadataKey: metadata = text
            case .tensor(let entry) where name != Self.metadataKey: entries.append((name, entry))
            default: throw damaged("the safetensors header has a wrong entry \(name)")
            }
        }
        entries.sort {
            ($0.entry.dataOffsets.first ?? 0, $0.name) < ($1.entry.dataOffsets.first ?? 0, $1.name)
        }
        var tensors: [(name: String, tensor: Tensor)] = []
        var offset = 0
        for (name, entry) in entries {
            guard entry.dtype == "F32" else { throw damaged("tensor \(name) is \(entry.dtype), not F32") }
            var size = 4
            for axis in entry.shape {
                let (product, overflow) = size.multipliedReportingOverflow(by: axis)
                guard axis >= 0, !overflow else { throw damaged("tensor \(name) has an impossible shape") }
                size = product
            }
            guard entry.dataOffsets == [offset, offset &+ size], size <= file.count - start - offset else {
                throw damaged(
                    "tensor \(name) does not lie where the header says; the file is cut short or damaged")
            }
            let values = [Float](unsafeUninitializedCapacity: size / 4) { buffer, initialized in
                file.withUnsafeBytes { bytes in
                    UnsafeMutableRawBufferPointer(buffer).copyMemory(
                        from: UnsafeRawBufferPointer(rebasing: bytes[start + offset..<start + offset + size]))
                }
                initialized = size / 4
            }
            tensors.append((name, Tensor(shape: entry.shape, values: values)))
            offset += size
        }
        guard start + offset == file.count else { throw damaged("there is data behind the last tensor") }
        self.init(tensors: tensors, metadata: metadata)
    }

    private enum HeaderValue: Decodable {
        case tensor(Entry)
        case metadata([String: String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let entry = try? container.decode(Entry.self) {
                self = .tensor(entry)
            } else {
                self = .metadata(try container.decode([String: String].self))
            }
        }
    }
}
