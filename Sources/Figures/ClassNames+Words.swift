extension ClassNames {
    /// A class with its article: "a 5", "an 8", "an Ankle boot".
    func one(_ label: Int) -> String {
        let name = self[label]
        let spoken = name.lowercased()
        let startsWithVowel =
            spoken.first.map { "aeiou8".contains($0) } ?? false || ["11", "18"].contains(spoken)
        return "\(startsWithVowel ? "an" : "a") \(name)"
    }

    /// Classes in a row: "a 5, a 3 and a 2".
    func list(_ labels: [Int]) -> String {
        let words = labels.map(one)
        guard words.count > 1, let last = words.last else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }

    /// What a path passes between its ends: "on the way passes images like a 5, a 3 and a 2".
    ///
    /// - Parameter passed: the classes along the path in order; each is named once, those of the ends not at all.
    public func passage(_ passed: [Int], from start: Int?, to end: Int?) -> String {
        var between: [Int] = []
        for label in passed where label != start && label != end && !between.contains(label) {
            between.append(label)
        }
        return between.isEmpty
            ? "passes no other class on the way" : "on the way passes images like \(list(between))"
    }
}
