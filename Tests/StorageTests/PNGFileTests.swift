import Storage
import Testing

@Suite struct PNGFileTests {
    @Test func checksumsAreThoseOfThePNGSpecification() {
        #expect(Checksum.crc32(Array("IEND".utf8)) == 0xAE42_6082)
        #expect(Checksum.crc32([]) == 0)
    }

    @Test func aFileBeginsAndEndsAsPNGFilesDo() throws {
        let bytes = try PNGFile.encoded(
            width: 3, height: 2, indices: [0, 1, 0, 1, 0, 1], palette: [255, 255, 255, 0, 0, 0])
        #expect(bytes.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        #expect(bytes[16..<26] == [0, 0, 0, 3, 0, 0, 0, 2, 4, 3])
        #expect(bytes.suffix(4) == [0xAE, 0x42, 0x60, 0x82])
    }
}
