import Randomness
import Testing

@testable import Datasets

@Suite struct ClassLookupTests {
    private static let clothes = ClassLookup(Catalogue.published[1].classNames)

    @Test(arguments: [
        ("Bag", 8), ("bag", 8), ("8", 8), ("boot", 9), ("ankle-boot", 9), ("ANKLE BOOT", 9), ("t-shirt", 0),
        ("top", 0), ("t-shirt-top", 0), ("shirt", 6),
    ])
    func findsClassesByNameAndNumber(text: String, index: Int) {
        #expect(Self.clothes.index(of: text) == index)
    }

    @Test(arguments: ["", "10", "-1", "hat", "99999999999999999999"])
    func doesNotFindOthers(text: String) {
        #expect(Self.clothes.matches(text).isEmpty)
    }

    @Test func slugsAreFileNames() {
        #expect(FileNamePart.slug("T-shirt/top") == "t-shirt-top")
        #expect(FileNamePart.slug("../../etc") == "etc")
        #expect(FileNamePart.slug("ぬ").isEmpty)
        let (one, other) = (String(repeating: "a", count: 90) + "b", String(repeating: "a", count: 90) + "c")
        #expect(FileNamePart.shortened("short") == "short")
        #expect(FileNamePart.shortened(one).count == FileNamePart.mostCharacters)
        #expect(FileNamePart.shortened(one) != FileNamePart.shortened(other))
    }

    /// Names that a slug keeps apart are called as they are.
    @Test func usualNamesAreReadableInFileNames() {
        #expect(
            Self.clothes.fileNameParts == [
                "t-shirt-top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag",
                "ankle-boot",
            ])
        for names in [Digits.classNames, Catalogue.published[2].classNames] {
            #expect(ClassLookup(names).fileNameParts == names)
        }
    }

    @Test func unusualNamesKeepTheirIndex() {
        #expect(
            ClassLookup(["C", "C++", "C#", "F#", "F", ".NET", "ぬ", "+"]).fileNameParts
                == ["c", "c_1", "c_2", "f_3", "f", "net", "class_6", "class_7"])
        #expect(ClassLookup(["a", "A"]).fileNameParts == ["a", "a_1"])
        // A number means the class of that number; what looks like a test image or a longer name is told apart.
        #expect(
            ClassLookup(["1!", "2", "test5", "Picture", "sea", "sea lion"]).fileNameParts
                == ["1_0", "2", "test5_2", "picture_3", "sea", "sea_lion_5"])
    }

    @Test func aNameMeansItsClassBeforeAllElse() {
        let letters = ClassLookup(["a", "A", "b", "0"])
        #expect(letters.index(of: "a") == 0 && letters.index(of: "A") == 1)
        #expect(letters.index(of: "B") == 2)
        #expect(letters.index(of: "0") == 3 && letters.index(of: "1") == 1)
        let ambiguous = ClassLookup(["Red Fox", "red fox", "Blue Fox"])
        #expect(ambiguous.matches("RED FOX") == [0, 1] && ambiguous.index(of: "RED FOX") == nil)
        #expect(ambiguous.choices(for: "RED FOX") == "this may be one of Red Fox, red fox")
        #expect(ambiguous.choices(for: "dog") == "the classes are Red Fox, red fox, Blue Fox")
    }

    @Test func manyOrLongNamesAreShortInMessages() {
        let names = (0..<256).map { String(repeating: "long \($0) ", count: 1000) }
        let text = ClassLookup(names).choices(for: "hat")
        #expect(text.hasSuffix(" and 244 more"))
        #expect(text.count < 600, "\(text)")
    }

    @Test func pairsAreTakenApartInOneWay() {
        #expect(Self.clothes.pair("ankle-boot-bag") == [9, 8])
        #expect(Self.clothes.pair("Ankle boot-Bag") == [9, 8])
        #expect(Self.clothes.pair("t-shirt-top-t-shirt-top") == [0, 0])
        #expect(Self.clothes.pair("hat-bag") == nil && Self.clothes.pair("bag") == nil)
        let tangled = ClassLookup(["a", "a-b", "b-c", "c"])
        #expect(tangled.pair("a-b-c") == [0, 2])
        let signs = ClassLookup(["-", "--", "---"])
        #expect(signs.pair("---") == [0, 0] && signs.pair("-----") == nil)
    }

    /// Whatever the names, each class has a part of a file name of its own that means it, also beside another.
    @Test func everyClassHasAPartOfItsOwn() {
        let pieces = [
            "a", "A", "b", "-", " ", "/", "_", "0", "1", "2", "test", "z", "picture", "class", "ぬ", "ж", "é",
            "+", "#", ".", ":", "a-b", "class_0", "class_1", "a_1", "long and longer name of a class",
        ]
        var generator = SeededGenerator(seed: 6, stream: 1)
        for _ in 0..<400 {
            var names: [String] = []
            for _ in 0..<(1 + Int(generator.next() % 12)) {
                let name = (0..<(1 + generator.next() % 4)).map { _ in
                    pieces[Int(generator.next() % UInt64(pieces.count))]
                }.joined()
                if !names.contains(name) { names.append(name) }
            }
            let lookup = ClassLookup(names), parts = lookup.fileNameParts
            #expect(Set(parts).count == names.count, "\(names)")
            for (index, part) in parts.enumerated() {
                #expect(part == part.lowercased() && (1...40).contains(part.count), "\(part) of \(names)")
                #expect(part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) })
                #expect(lookup.index(of: part) == index, "\(part) of \(names)")
                #expect(lookup.index(of: names[index]) == index, "\(names[index]) of \(names)")
                #expect(lookup.index(of: lookup.text(for: index)) == index)
                for (other, end) in parts.enumerated() {
                    #expect(lookup.pair("\(part)-\(end)") == [index, other], "\(part)-\(end) of \(names)")
                }
            }
        }
    }
}
