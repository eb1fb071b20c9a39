/// The classes of a data set: which of them a text means, and what each is called in file names.
///
/// A class is its index; names are for people. They may be long, of any script, and alike but for case.
public struct ClassLookup: Sendable {
    /// The names in label order.
    public let names: [String]
    /// What each class is called in file names: its name as ``FileNamePart/slug(_:)`` has it, or, where that is long or
    /// may be taken for something else, what there is of it and the index, as `c_1` for "C++" beside "C".
    ///
    /// Each consists of lower-case Latin letters, digits, `-` and `_`; it means its class and no other, whatever the
    /// case; and a text of two with `-` between can be taken apart in one way.
    public private(set) var fileNameParts: [String] = []

    private let lowercased: [String], slugs: [String], words: [[String]]

    /// Looks through the names in label order.
    public init(_ names: [String]) {
        self.names = names
        lowercased = names.map { $0.lowercased() }
        // Nobody types more of a name than this, and file names hold less.
        let beginnings = lowercased.map { $0.prefix(200) }
        slugs = beginnings.map(FileNamePart.slug)
        words = beginnings.map { $0.split { " /".contains($0) }.map(String.init) }
        let parts = names.indices.map(fileNamePart)
        fileNameParts = parts
    }

    /// The class that `text` clearly means; `nil` where it means none or several.
    public func index(of text: some StringProtocol) -> Int? {
        let found = matches(text)
        return found.count == 1 ? found[0] : nil
    }

    /// The classes that `text` may mean: those of that very name; where there are none, those of that name in any
    /// case; then the class of that number; then those of that slug; then the one called so in file names; then
    /// those that have it as a word (`boot`, `t-shirt`).
    public func matches(_ text: some StringProtocol) -> [Int] {
        let text = String(text), wanted = text.lowercased()
        guard !text.isEmpty else { return [] }
        let rules: [(Int) -> Bool] = [
            { names[$0] == text }, { lowercased[$0] == wanted }, { Int(text) == $0 }, { slugs[$0] == wanted },
            { fileNameParts.indices.contains($0) && fileNameParts[$0] == wanted },
            { words[$0].contains(wanted) },
        ]
        return rules.lazy.map { names.indices.filter($0) }.first { !$0.isEmpty } ?? []
    }

    /// The two classes of a text like `8-6` or `ankle-boot-bag`; `nil` where it can be taken apart in no way or in
    /// several.
    public func pair(_ text: some StringProtocol) -> [Int]? {
        let text = String(text)
        let halves = text.indices.filter { text[$0] == "-" }.map {
            [text[..<$0], text[text.index(after: $0)...]]
        }
        // As file names have them, in one way at the most; else as a person may write them.
        let readings: [(Substring) -> Int?] = [
            { fileNameParts.firstIndex(of: $0.lowercased()) }, { index(of: $0) },
        ]
        for read in readings {
            let pairs = Set(halves.map { $0.compactMap(read) }.filter { $0.count == 2 })
            if !pairs.isEmpty { return pairs.count == 1 ? pairs.first : nil }
        }
        return nil
    }

    /// A text that means the class at `index` and no other: its name where that is short and clear, else what it is
    /// called in file names.
    public func text(for index: Int) -> String {
        let isClear =
            names[index].prefix(FileNamePart.mostCharacters + 1).count <= FileNamePart.mostCharacters
            && matches(names[index]) == [index]
        return isClear ? names[index] : fileNameParts[index]
    }

    /// What to say of a text that means no one class: those that it may mean, or what there is to choose from.
    public func choices(for text: some StringProtocol) -> String {
        let found = matches(text)
        let (most, several) = (12, found.count > 1)
        let texts = (several ? found : Array(names.indices)).map(self.text(for:))
        let list = texts.prefix(most).joined(separator: ", ")
        return (several ? "this may be one of " : "the classes are ") + list
            + (texts.count > most ? " and \(texts.count - most) more" : "")
    }

    /// Finds the part of a file name for a class, when the names are known and no parts yet.
    private func fileNamePart(_ index: Int) -> String {
        let slug = slugs[index]
        // The slug must not look like another end of a path, nor begin as another class's does: `a-b` and `c` would
        // read as `a` and `b-c`.
        let isClear =
            !slug.isEmpty && slug.count <= FileNamePart.mostCharacters && matches(slug) == [index]
            && slug.prefixMatch(of: /(?:test[0-9]+|z[0-9].*|picture)(?:-|$)/) == nil
            && !slugs.contains { !$0.isEmpty && slug.hasPrefix($0 + "-") }
        guard !isClear else { return slug }
        let beginning = slug.prefix(24).split(separator: "-").joined(separator: "_")
        var part = (beginning.isEmpty ? "class" : beginning) + "_\(index)"
        // A name may be just this.
        while matches(part).contains(where: { $0 != index }) { part += "_" }
        return part
    }
}
