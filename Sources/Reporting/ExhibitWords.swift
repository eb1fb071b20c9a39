/// The title and the caption of a picture: what it is and how to read it, whatever the run.
struct ExhibitWords {
    let title: String
    let caption: String
}

extension ExhibitWords {
    /// Of an animation, by its file name.
    init(animation name: String) {
        switch name {
        case "training":
            title = "The plane as it is learned"
            caption = """
                The decoded plane at every snapshot: before training, every few batches in epoch 1, then at \
                the end of each epoch. Every frame is the network as it was; between two snapshots nothing is \
                made up, so the pictures step rather than flow. The bar at the foot is training's progress.
                """
        case _ where name.hasPrefix("sampling-"):
            title = "Draws from one posterior: \(name.dropFirst("sampling-".count))"
            caption = """
                Red: the posterior's mean and its 1-sigma curve. Each green dot is a draw from it, large while \
                it is the newest, and each small picture is what a draw decodes to. In training the decoder \
                sees such draws, never the mean itself.
                """
        default:
            title = "The classes drifting apart"
            caption = """
                The same test images, encoded at every snapshot. Probe images' ellipses shrink as the encoder \
                becomes sure of them. Frames are snapshots, with nothing made up between them.
                """
        }
    }

    /// Of a path, as a figure and as an animation.
    init(pathBetween ends: Exhibit.Ends) {
        title = "From \(ends.from) to \(ends.to)"
        caption = """
            A straight path between two codes, in even steps, and what the decoder draws at each of them. What \
            lies between the two ends decides what the pictures pass through. Codes may be put between codes: \
            every picture on the way is the decoder's own.
            """
    }
}
