import Foundation
import Runs
import Storage
import TestSupport
import Testing
import VAE

@Suite struct SafetensorsTests {
    let file = Safetensors(
        tensors: [
            (
                name: "b.weight",
                tensor: Tensor(shape: [2, 3], values: [1, -2, 3.5, .leastNonzeroMagnitude, 0, 1e30])
            ),
            (name: "a \"quoted\" name", tensor: Tensor(shape: [], values: [7])),
            (name: "empty", tensor: Tensor(shape: [0, 4], values: [])),
        ], metadata: ["step": "12", "text": "a\nb"])

    private func damage(_ bytes: [UInt8]) throws -> FileError {
        let folder = try TemporaryFolder()
        let url = try folder.write(bytes, to: "x.safetensors")
        return try #require(#expect(throws: FileError.self) { try Safetensors(contentsOf: url) })
    }

    /// A file with a header of one's own and `count` bytes of data.
    private func file(header: String, count: Int) -> [UInt8] {
        withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian, Array.init) + Array(header.utf8)
            + Array(repeating: 0, count: count)
    }

    @Test func writingAndReadingGiveTheSame() throws {
        let folder = try TemporaryFolder()
        let bytes = try file.encoded()
        #expect(try file.encoded() == bytes)
        // The data begins at a multiple of eight, as the format asks.
        #expect(bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) } % 8 == 0)
        let url = try folder.write(bytes, to: "x.safetensors")
        let read = try Safetensors(contentsOf: url)
        #expect(read.metadata == file.metadata)
        #expect(read["b.weight"] == file["b.weight"])
        #expect(read["a \"quoted\" name"] == file["a \"quoted\" name"])
        #expect(read["empty"]?.shape == [0, 4])
        #expect(read["no such"] == nil)
    }

    @Test func everyWayOfBeingCutShortIsDamage() throws {
        let bytes = try file.encoded()
        for length in [0, 7, 8, 20, bytes.count - 1] {
            #expect(try damage(Array(bytes.prefix(length))).kind == .damaged)
        }
        #expect(try damage(bytes + [0]).reason.contains("behind the last"))
    }

    @Test(arguments: [
        "", "[]", "nonsense", #"{"a":1}"#, #"{"a":{"dtype":"F32","shape":[2]}}"#,
        #"{"a":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}}"#,
        #"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#,
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,12]}}"#,
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#,
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[]}}"#,
        #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}"#,
        #"{"a":{"dtype":"F32","shape":[1e3],"data_offsets":[0,8]}}"#,
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
        #"{"__metadata__":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
        #"{"other":{"text":"text"}}"#,
    ])
    func headersThatAreWrongAreDamage(header: String) throws {
        #expect(try damage(file(header: header, count: 8)).kind == .damaged)
    }

    @Test func aHeaderLengthThatIsALieTakesNoMemory() throws {
        #expect(try damage(Array(repeating: 0xFF, count: 64)).reason.contains("header claims"))
    }
}
