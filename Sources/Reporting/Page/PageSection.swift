/// A part of the page: what it is called, which pictures it takes, and the template of its prose.
struct PageSection: Sendable {
    /// The anchor in the page's address, and the prose template's name after "prose-".
    let id: String
    let title: String
    /// The few words of the navigation.
    let short: String
    /// The names of its pictures in their order; one that ends with "-" takes all that begin with it.
    let names: [String]

    /// Where a picture called `name` comes in this section; nil if it does not belong here.
    func rank(of name: String) -> Int? {
        names.firstIndex { $0.hasSuffix("-") ? name.hasPrefix($0) : name == $0 }
    }

    /// The sections in the order of the page. The last takes what no other does.
    static let all = [
        PageSection(
            id: "network", title: "A picture through a bottleneck", short: "Through a bottleneck",
            names: ["architecture", "reconstructions"]),
        PageSection(
            id: "autoencoder", title: "Why a plain autoencoder cannot generate", short: "A plain autoencoder",
            names: ["curve-lesson", "autoencoder-comparison"]),
        PageSection(
            id: "posterior", title: "Where the images land", short: "Where images land", names: ["posterior"]),
        PageSection(
            id: "one-image", title: "Training on one image", short: "One image at a time",
            names: ["sampling-"]),
        PageSection(
            id: "patches", title: "Where one class turns into another", short: "Borders up close",
            names: ["patch-"]),
        PageSection(
            id: "path", title: "A walk from one class to another", short: "A walk between classes",
            names: ["interpolation-", "geometry-"]),
        PageSection(
            id: "landscape", title: "A landscape of features", short: "Features and geometry",
            names: ["feature-loci", "geometry", "density", "uncertainty"]),
        PageSection(
            id: "plane", title: "The landscape forms", short: "The landscape forms",
            names: ["training", "latent-grid", "traversals", "prior-samples"]),
        PageSection(
            id: "edit", title: "Changing a real image", short: "Changing an image", names: ["attribute-"]),
        PageSection(
            id: "curves", title: "The training in numbers", short: "Training curves",
            names: ["training-curves"]),
        PageSection(id: "more", title: "More pictures", short: "More pictures", names: []),
    ]

    /// The section that a picture called `name` stands in, and its rank there.
    static func place(of name: String) -> (section: Int, rank: Int) {
        for (index, section) in all.enumerated() {
            if let rank = section.rank(of: name) { return (index, rank) }
        }
        return (all.count - 1, 0)
    }
}
