public import Foundation
public import Storage

/// A safetensors file of F32, U8 and I32 tensors: an 8-byte header length, a JSON header, the numbers.
///
/// Source: the safetensors format, https://huggingface.co/docs/safetensors
public struct TypedSafetensors: Sendable, Equatable {
    /// The tensors by name, in file order.
    public var tensors: [(name: String, tensor: TypedTensor)]
    /// Free text by name, kept in the header.
    public var metadata: [String: String]

    public init(tensors: [(name: String, tensor: TypedTensor)], metadata: [String: String] = [:]) {
        self.tensors = tensors
        self.metadata = metadata
    }

    /// The tensor called `name`; `nil` where there is none.
    public subscript(name: String) -> TypedTensor? { tensors.first { $0.name == name }?.tensor }

    public static func == (left: TypedSafetensors, right: TypedSafetensors) -> Bool {
        left.metadata == right.metadata
            && left.tensors.elementsEqual(right.tensors) { $0.name == $1.name && $0.tensor == $1.tensor }
    }
}

extension TypedSafetensors {
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
            let type = tensor.values.typeName
            let end = offset + (TypedTensor.size(ofType: type) ?? 0) * tensor.values.count
            let entry = Entry(dtype: type, shape: tensor.shape, dataOffsets: [offset, end])
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
            switch tensor.values {
            case .floats(let values): values.withUnsafeBytes { bytes += $0 }
            case .bytes(let values): bytes += values
            case .integers(let values): values.withUnsafeBytes { bytes += $0 }
            }
        }
        return bytes
    }

    /// Reads a file.
    ///
    /// - Parameter types: the types that its tensors may have.
    /// - Throws: `FileError`, of kind `damaged` where header, types, shapes, ranges or length are wrong.
    public init(
        contentsOf url: URL, types: [String] = ["F32", "U8", "I32"]
    ) throws(FileError) {
        try self.init([UInt8](try AtomicFile.read(url)), at: url.path, types: types)
    }

    /// Reads the bytes of a file.
    ///
    /// - Parameter location: where they come from, for errors.
    /// - Throws: as ``init(contentsOf:types:)``.
    public init(
        _ file: [UInt8], at location: String, types: [String] = ["F32", "U8", "I32"]
    ) throws(FileError) {
        func damaged(_ reason: String) -> FileError { FileError(.damaged, at: location, reason) }
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
        // A tensor without numbers lies where the next one begins.
        entries.sort {
            ($0.entry.dataOffsets.first ?? 0, $0.entry.dataOffsets.last ?? 0, $0.name)
                < ($1.entry.dataOffsets.first ?? 0, $1.entry.dataOffsets.last ?? 0, $1.name)
        }
        var tensors: [(name: String, tensor: TypedTensor)] = []
        var offset = 0
        for (name, entry) in entries {
            guard types.contains(entry.dtype), let width = TypedTensor.size(ofType: entry.dtype) else {
                throw damaged("tensor \(name) is \(entry.dtype), not \(types.joined(separator: " or "))")
            }
            var size = width
            for axis in entry.shape {
                let (product, overflow) = size.multipliedReportingOverflow(by: axis)
                guard axis >= 0, !overflow else { throw damaged("tensor \(name) has an impossible shape") }
                size = product
            }
            guard entry.dataOffsets == [offset, offset &+ size], size <= file.count - start - offset else {
                throw damaged(
                    "tensor \(name) does not lie where the header says; the file is cut short or damaged")
            }
            let part = file[start + offset..<start + offset + size]
            let values: TypedTensor.Values =
                switch entry.dtype {
                case "U8": .bytes(Array(part))
                case "I32": .integers(Self.numbers(in: part))
                default: .floats(Self.numbers(in: part))
                }
            tensors.append((name, TypedTensor(shape: entry.shape, values)))
            offset += size
        }
        guard start + offset == file.count else { throw damaged("there is data behind the last tensor") }
        self.init(tensors: tensors, metadata: metadata)
    }

    /// Four bytes a number, wherever they begin.
    private static func numbers<Number: BitwiseCopyable>(in bytes: ArraySlice<UInt8>) -> [Number] {
        [Number](unsafeUninitializedCapacity: bytes.count / 4) { buffer, initialized in
            bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
            initialized = bytes.count / 4
        }
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
