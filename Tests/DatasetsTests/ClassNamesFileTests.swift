import Datasets
import Storage
import TestSupport
import Testing

@Suite struct ClassNamesFileTests {
    private func names(_ text: String) throws -> [String] {
        try ClassNamesFile.names(from: Array(text.utf8), at: "classes.txt")
    }

    @Test(arguments: [
        "one\ntwo, or more\n", "one\r\ntwo, or more", "\u{FEFF}one\n two, or more \n\n\n",
        "one\rtwo, or more\r",
    ])
    func endsOfLinesOfAllSystemsAreRead(text: String) throws {
        #expect(try names(text) == ["one", "two, or more"])
    }

    @Test func anythingButAnEndOfALineIsAName() throws {
        #expect(try names("C#\nか\n\u{2028}x\u{85}y\n") == ["C#", "か", "\u{2028}x\u{85}y"])
        #expect(try names(String(repeating: "n", count: 10_000)).count == 1)
        #expect(try names((0..<256).map { "\($0)\n" }.joined()).count == 256)
    }

    @Test(arguments: [
        ("", "0 class names"), ("\n\n", "0 class names"), ("a\n\nb", "line 2 is empty"),
        ("a\nb\na\n", "lines 1 and 3 hold the same name"),
        (String(repeating: "n", count: 10_001), "line 1 is longer than 10000"),
        ((0..<257).map { "\($0)\n" }.joined(), "257 class names"),
    ])
    func whatIsNoListOfNamesIsDamage(text: String, words: String) throws {
        try expectDamage(text, words)
    }

    /// No argument, as those are printed whole.
    @Test func aListLongerThanAnyIsDamage() throws {
        try expectDamage(String(repeating: "\n", count: 1 << 24) + "a", "more than 16777216 bytes")
    }

    private func expectDamage(_ text: String, _ words: String) throws {
        let error = #expect(throws: FileError.self) { try names(text) }
        #expect(error?.kind == .damaged)
        #expect(error?.reason.contains(words) == true, "\(error?.reason.prefix(200) ?? "")")
    }

    @Test func whatIsNotUTF8IsDamage() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write([0x61, 0xFF, 0xFE], to: ClassNamesFile.name)
        let error = #expect(throws: FileError.self) { try ClassNamesFile.read(file) }
        #expect(error?.kind == .damaged)
        #expect(error?.reason.contains("UTF-8") == true)
    }
}
