import Testing

@testable import Storage

@Suite struct PackedBytesTests {
    @Test(arguments: [0, 1, 100_000])
    func comeBackAsTheyWere(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 / 50 * $0) }
        #expect(try PackedBytes(bytes).unpacked() == bytes)
    }

    @Test func takeLessMemory() {
        #expect(PackedBytes([UInt8](repeating: 7, count: 100_000)).size < 2_000)
    }
}
