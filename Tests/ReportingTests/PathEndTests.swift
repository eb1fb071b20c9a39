import Datasets
import Testing

@testable import Reporting

@Suite struct PathEndTests {
    /// What is stored of a path gives the same path again, whatever the classes are called.
    @Test func endsAreWrittenSoThatTheyAreReadAgain() throws {
        let names = [
            "test:3", "image:x.png", "code:1.0,2.0", "0.5,-1.0", "a", "A", "\u{306C}", "7", "Ankle boot",
            String(repeating: "long", count: 2500), "C", "C++",
        ]
        let lookup = ClassLookup(names)
        let ends: [PathEnd] =
            names.indices.map { .label($0) } + [
                .testImage(3), .code([0.5, -1]), .code([1, 2]), .code([1e-7, 1000]),
                .imageFile("x.png", isAsIs: false),
            ]
        var parts: Set<String> = []
        for end in ends {
            let text = end.argument(in: lookup)
            #expect(text.count <= 60, "\(end)")
            #expect(try PathEnd(text, in: lookup, testCount: 10, latentDim: 2) == end, "\(text)")
            parts.insert(end.fileNamePart(in: lookup))
        }
        #expect(parts.count == ends.count, "two ends have one file name: \(parts)")
    }

    @Test func fileNamesStayShort() {
        let lookup = ClassLookup([String(repeating: "\u{306C}a", count: 5000)])
        let code = (0..<32).map { Double($0) / 7 }
        for end: PathEnd in [
            .label(0), .code(code),
            .imageFile("/a/" + String(repeating: "picture", count: 30) + ".png", isAsIs: true),
        ] {
            #expect(end.fileNamePart(in: lookup).utf8.count <= 60)
        }
        #expect(
            PathEnd.code(code).fileNamePart(in: lookup)
                != PathEnd.code(code.dropLast() + [0]).fileNamePart(in: lookup))
    }

    @Test(arguments: [
        ("12", "the classes are 0, 1, 2, 3, 4, 5, 6, 7, 8, 9"),
        ("hat", "no class, test image (test:12), code (2 numbers with commas) or picture"),
        ("", "the classes are 0, 1"), ("test:10", "test images are test:0 to test:9"),
        ("test:x", "test images are test:0 to test:9"), ("1,2,3", "a code of this run has 2 numbers, not 3"),
        ("code:1", "a code of this run has 2 numbers, not 1"), ("image:", "the classes are 0"),
    ])
    func whatMeansNothingIsToldWhatWould(text: String, hint: String) {
        let error = #expect(throws: PathEndError.self) {
            try PathEnd(text, in: ClassLookup(Digits.classNames), testCount: 10, latentDim: 2)
        }
        #expect(error?.description.contains(hint) == true, "\(error?.description ?? "")")
    }

    @Test func anUnclearClassIsToldItsChoices() {
        let lookup = ClassLookup(["Red fox", "Blue fox", "Dog"])
        let error = #expect(throws: PathEndError.self) {
            try PathEnd("fox", in: lookup, testCount: 10, latentDim: 2)
        }
        #expect(error?.description == "fox: this may be one of Red fox, Blue fox")
    }
}
