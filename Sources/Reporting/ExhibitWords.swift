/// The title and the caption of a picture: what it is and how to read it, whatever the run.
struct ExhibitWords {
    let title: String
    let caption: String

    init(figure name: String, ends: Exhibit.Ends?) {
        switch name {
        case "latent-grid":
            title = "The decoded plane"
            caption = """
                Each cell is what the decoder draws for the code at its place. The codes lie at the prior's \
                quantiles, so every cell stands for the same share of the prior. An outline and its name show \
                which class the cells inside look like, by a vote of the nearest encoded test images; the \
                decoder itself has never seen a label.
                """
        case "posterior":
            title = "Where the encoder puts the test images"
            caption = """
                A dot is the posterior mean of one test image. An ellipse is the 1-sigma curve of one probe \
                image's posterior: the region in which its codes are sampled. The dashed circles are the \
                prior's 1 and 2 sigma.
                """
        case "reconstructions":
            title = "Best, median and worst"
            caption = """
                For each class the test images with the highest, the middle and the lowest ELBO, each beside \
                what the decoder makes of its posterior mean. Nats for one image; higher is better.
                """
        case "training-curves":
            title = "How it learned"
            caption = """
                Means in nats per image. The test ELBO is the reconstruction term minus the KL divergence; the \
                training ELBO is that of the images seen since the last snapshot. A mark is a snapshot.
                """
        case _ where name.hasPrefix("sampling-"):
            title = "Training on one image: \(name.dropFirst("sampling-".count))"
            caption = """
                Red: the posterior's mean and its 1-sigma curve. Green: draws from it, and beside them what \
                each draw decodes to. The same noise is used at both moments, so only what training changed \
                has moved.
                """
        default:
            (title, caption) = Self.path(ends)
        }
    }

    init(animation name: String, ends: Exhibit.Ends?) {
        switch name {
        case "training":
            title = "The plane as it is learned"
            caption = """
                The decoded plane at every snapshot: before training, every few batches in epoch 1, then at \
                the end of each epoch.
                """
        case "posterior":
            title = "The classes drifting apart"
            caption = """
                The same test images, encoded at every snapshot. Probe images' ellipses shrink as the encoder \
                becomes sure of them.
                """
        default:
            (title, caption) = Self.path(ends)
        }
    }

    private static func path(_ ends: Exhibit.Ends?) -> (title: String, caption: String) {
        (
            ends.map { "From \($0.from) to \($0.to)" } ?? "A path across the plane",
            """
            A straight path between two codes, in even steps, and what the decoder draws at each of them. What \
            lies between the two ends decides what the pictures pass through.
            """
        )
    }
}
