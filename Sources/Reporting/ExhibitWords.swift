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
                the end of each epoch.
                """
        default:
            title = "The classes drifting apart"
            caption = """
                The same test images, encoded at every snapshot. Probe images' ellipses shrink as the encoder \
                becomes sure of them.
                """
        }
    }

    /// Of a path, as a figure and as an animation.
    init(pathBetween ends: Exhibit.Ends) {
        title = "From \(ends.from) to \(ends.to)"
        caption = """
            A straight path between two codes, in even steps, and what the decoder draws at each of them. What \
            lies between the two ends decides what the pictures pass through.
            """
    }
}
