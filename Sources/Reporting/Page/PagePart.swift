/// A question that a reader has, and the sections that answer it.
struct PagePart: Sendable {
    /// The anchor in the page's address.
    let id: String
    let question: String
    let sections: [PageSection]
    /// Whether it begins with the run's numbers.
    var hasNumbers = false

    /// The parts in the order of the page.
    static let all = [
        PagePart(
            id: "learned", question: "What did it learn?",
            sections: [
                PageSection(
                    id: "data", title: "What it learned from", short: "The images",
                    pictures: ["figure-dataset"]),
                PageSection(
                    id: "posterior", title: "Where the images land", short: "Where images land",
                    pictures: ["figure-posterior"]),
                PageSection(
                    id: "path", title: "A walk from one class to another", short: "A walk between classes",
                    pictures: [
                        "animation-interpolation-", "figure-interpolation-", "animation-geometry-",
                        "figure-geometry-",
                    ]),
                PageSection(
                    id: "landscape", title: "A landscape of features", short: "A landscape of features",
                    pictures: [
                        "figure-feature-loci", "figure-latent-grid", "figure-pca-plane",
                        "figure-traversals", "figure-kept-dimensions", "figure-disentanglement",
                    ]),
                PageSection(
                    id: "edit", title: "Changing a real image", short: "Changing an image",
                    pictures: ["figure-attribute-"]),
            ]),
        PagePart(
            id: "learning", question: "How did it learn?",
            sections: [
                PageSection(
                    id: "plane", title: "The landscape forms", short: "The landscape forms",
                    pictures: ["animation-training", "animation-posterior"]),
                PageSection(
                    id: "one-image", title: "Training on one image", short: "One image at a time",
                    pictures: ["animation-sampling-", "figure-sampling-"]),
                PageSection(
                    id: "curves", title: "The training in numbers", short: "Training curves",
                    pictures: ["figure-training-curves"]),
            ]),
        PagePart(
            id: "quality", question: "Is it any good?",
            sections: [
                PageSection(
                    id: "draws", title: "Drawn again, and drawn at random",
                    short: "Drawn again, at random",
                    pictures: [
                        "figure-reconstructions", "figure-prior-samples", "figure-density",
                        "figure-spatial-latent",
                    ])
            ], hasNumbers: true),
        PagePart(
            id: "reasons", question: "Why does it work?",
            sections: [
                PageSection(
                    id: "network", title: "A picture through a bottleneck", short: "Through a bottleneck",
                    pictures: ["figure-architecture"]),
                PageSection(
                    id: "autoencoder", title: "Why a plain autoencoder cannot generate",
                    short: "A plain autoencoder",
                    pictures: ["figure-curve-lesson", "figure-autoencoder-comparison"]),
                PageSection(
                    id: "patches", title: "Where one class turns into another", short: "Borders up close",
                    pictures: ["figure-patch-"]),
            ]),
    ]
}
