/// A part of the page: what it is called, which pictures it takes, and the template of its prose.
struct PageSection: Sendable {
    /// The anchor in the page's address, and the prose template's name after "prose-".
    let id: String
    let title: String
    /// The few words of the navigation.
    let short: String
    /// Its pictures in their order: "figure-" or "animation-" and the catalogue's name; one that ends with "-" takes
    /// all that begin with it.
    let pictures: [String]

    /// Where a picture comes in this section; nil if it does not belong here.
    func rank(of picture: String) -> Int? {
        pictures.firstIndex { $0.hasSuffix("-") ? picture.hasPrefix($0) : picture == $0 }
    }

    /// What takes all pictures that no section of a part does.
    static let more = PageSection(id: "more", title: "More pictures", short: "More pictures", pictures: [])

    /// All sections in the order of the page.
    static let all = PagePart.all.flatMap(\.sections) + [more]

    /// The section in ``all`` that a picture stands in, and its rank there.
    static func place(of picture: String) -> (section: Int, rank: Int) {
        for (index, section) in all.enumerated() {
            if let rank = section.rank(of: picture) { return (index, rank) }
        }
        return (all.count - 1, 0)
    }
}
