/// What an array holds, by the words of its name: `x_train`, `test_labels`, `imgs`.
struct ArrayName {
    enum Part: Hashable, Sendable { case whole, train, validation, test }
    enum Kind: Hashable, Sendable { case images, labels }

    let part: Part, kind: Kind
    /// Of several for the same, the one with the least is meant: the plainest name.
    let rank: Int

    private static let images = ["images", "image", "imgs", "img", "x", "pixels", "data", "inputs", "input"]
    private static let labels = [
        "labels", "label", "y", "targets", "target", "classes", "class", "digits", "digit",
    ]
    private static let parts: [(words: Set<String>, part: Part)] = [
        (["train", "training", "tr"], .train),
        (["test", "testing", "t10k", "te"], .test),
        (["val", "valid", "validation", "dev"], .validation),
    ]
    /// What is beside images and labels, and is neither.
    private static let others: Set = [
        "name", "names", "description", "latents", "values", "mean", "std", "shape", "metadata", "index",
        "indices", "ids", "feature", "frame",
    ]

    /// `nil` for a name that says nothing of the two.
    init?(_ name: String) {
        let words = name.lowercased().split { !($0.isLetter || $0.isNumber) }.flatMap {
            Self.separated(String($0))
        }
        guard Self.others.isDisjoint(with: words) else { return nil }
        // Of "image_labels", the second says what it is.
        guard let word = words.last(where: { Self.images.contains($0) || Self.labels.contains($0) }) else {
            return nil
        }
        kind = Self.images.contains(word) ? .images : .labels
        part = words.lazy.compactMap(Self.part).first ?? .whole
        let known = words.count { Self.part($0) != nil } + 1
        rank =
            (Self.images.firstIndex(of: word) ?? Self.labels.firstIndex(of: word) ?? 0)
            + 100 * (words.count - known)
    }

    private static func part(_ word: String) -> Part? { parts.first { $0.words.contains(word) }?.part }

    /// Two words where a part is written together with what it is of, as in `xtrain` and `trainX`.
    private static func separated(_ word: String) -> [String] {
        let kinds = images + labels
        guard part(word) == nil, !kinds.contains(word) else { return [word] }
        for kind in kinds {
            for words in [
                [kind, String(word.dropFirst(kind.count))], [String(word.dropLast(kind.count)), kind],
            ]
            where words.joined() == word && words.contains(where: { part($0) != nil }) {
                return words
            }
        }
        return [word]
    }
}
