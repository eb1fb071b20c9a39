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
    /// The bytes of the file; the same value gives the same bytes.
    public func encoded() throws -> [UInt8] {
        try TypedSafetensors(
            tensors: tensors.map {
                (name: $0.name, tensor: TypedTensor(shape: $0.tensor.shape, .floats($0.tensor.values)))
            }, metadata: metadata
        ).encoded()
    }

    /// Reads a file of F32 tensors.
    ///
    /// - Throws: `FileError`, of kind `damaged` where header, shapes, ranges or length are wrong.
    public init(contentsOf url: URL) throws(FileError) {
        let file = try TypedSafetensors(contentsOf: url, types: ["F32"])
        let tensors = file.tensors.compactMap { name, tensor -> (name: String, tensor: Tensor)? in
            guard case .floats(let values) = tensor.values else { return nil }
            return (name, Tensor(shape: tensor.shape, values: values))
        }
        self.init(tensors: tensors, metadata: file.metadata)
    }
}
