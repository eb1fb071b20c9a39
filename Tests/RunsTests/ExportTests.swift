import Foundation
import Randomness
import Testing
import VAE

@testable import Runs

/// A message in the wire format of Protocol Buffers, as fields by their numbers.
private struct Fields {
    private(set) var numbers: [Int: [UInt64]] = [:]
    private(set) var contents: [Int: [[UInt8]]] = [:]

    init(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        func varint() throws -> UInt64 {
            var (number, shift) = (UInt64(0), UInt64(0))
            while true {
                let next = rest.popFirst()
                let byte = try #require(next)
                number |= UInt64(byte & 0x7F) << shift
                shift += 7
                if byte < 0x80 { return number }
            }
        }
        while !rest.isEmpty {
            let tag = try varint()
            if tag & 7 == 0 {
                numbers[Int(tag >> 3), default: []].append(try varint())
            } else {
                try #require(tag & 7 == 2)
                let count = Int(try varint())
                try #require(count <= rest.count)
                contents[Int(tag >> 3), default: []].append(Array(rest.prefix(count)))
                rest = rest.dropFirst(count)
            }
        }
    }

    func messages(_ field: Int) throws -> [Fields] { try (contents[field] ?? []).map { try Fields($0) } }
    func texts(_ field: Int) -> [String] {
        (contents[field] ?? []).map { String(decoding: $0, as: UTF8.self) }
    }
}

@Suite struct ExportTests {
    @Test func numbersAreWrittenSevenBitsAByte() {
        var message = ProtobufMessage()
        message.add(1, number: 150)
        message.add(2, text: "testing")
        message.add(3, number: -1)
        #expect(
            message.bytes == [0x08, 0x96, 0x01, 0x12, 7] + Array("testing".utf8) + [0x18]
                + Array(repeating: 0xFF, count: 9) + [0x01])
    }

    @Test func theArticlesNetworkHasItsOperatorsAndWeights() throws {
        var generator = SeededGenerator(seed: 3)
        let parameters = Parameters.glorotUniform(architecture: try Architecture(), using: &generator)
        let encoder = try Fields(ONNXFile.encoder(parameters, version: "1")).messages(7)[0]
        let decoder = try Fields(ONNXFile.decoder(parameters, version: "1")).messages(7)[0]
        func operators(_ graph: Fields) throws -> [String] { try graph.messages(1).flatMap { $0.texts(4) } }
        #expect(
            try operators(encoder) == [
                "Conv", "Relu", "Conv", "Relu", "Flatten", "Gemm", "Slice", "Slice",
            ])
        #expect(
            try operators(decoder) == [
                "Gemm", "Reshape", "Relu", "ConvTranspose", "Relu", "ConvTranspose", "Relu", "ConvTranspose",
                "Identity", "Sigmoid",
            ])
        for (graph, names) in [(encoder, ["mean", "log_variance"]), (decoder, ["outputs", "mean"])] {
            #expect(try graph.messages(12).flatMap { $0.texts(1) } == names)
            // Each operator takes what was made before it.
            var known = Set(try (graph.messages(11).flatMap { $0.texts(1) }))
            known.formUnion(try graph.messages(5).flatMap { $0.texts(8) })
            for node in try graph.messages(1) {
                #expect(known.isSuperset(of: node.texts(1)))
                known.formUnion(node.texts(2))
            }
        }
        let weights = try decoder.messages(5).first { $0.texts(8) == ["decoder.deconv1.weight"] }
        let place = try #require(parameters.names.firstIndex(of: "decoder.deconv1.weight"))
        #expect(weights?.numbers[1] == [32, 64, 3, 3])
        #expect(weights?.contents[9] == [parameters.tensors[place].values.withUnsafeBytes { Array($0) }])
    }

    @Test func arraysLieWhereNumPyLooksForThem() throws {
        var file = NPZFile()
        file.add("mean", [1, 2, 3, 4, 5, 6], shape: [3, 2])
        file.add("label", bytes: [7, 8, 9], shape: [3])
        let bytes = file.encoded()
        let text = String(decoding: bytes.map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
        #expect(text.contains("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2,), }"))
        #expect(text.contains("{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }"))
        // The first array's numbers begin 128 bytes after its name, and the archive ends with its directory.
        #expect(Array(bytes[30..<38]) == Array("mean.npy".utf8))
        let numbers = bytes[38 + 128..<38 + 128 + 24]
        #expect(Array(numbers) == ([1, 2, 3, 4, 5, 6] as [Float]).withUnsafeBytes { Array($0) })
        #expect(Array(bytes.suffix(22).prefix(4)) == [0x50, 0x4B, 5, 6])
    }
}
