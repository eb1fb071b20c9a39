import Figures

/// The title and the caption of a picture: what it is and how to read it, whatever the run.
struct ExhibitWords {
    let title: String
    let caption: String
}

extension ExhibitWords {
    /// Of an animation, by its file name; `className` is the class that it shows an image of, if it shows but one.
    init(animation name: String, of className: String? = nil) {
        switch name {
        case "training":
            title = "The plane as it is learned"
            caption = """
                The decoded plane at every snapshot: before training, every few batches in epoch 1, then at \
                the end of each epoch. Every frame is the network as it was; between two snapshots nothing is \
                made up, so the pictures step rather than flow. The bar at the foot is training's progress.
                """
        case _ where name.hasPrefix("sampling-"):
            title = "Draws from one posterior" + (className.map { ": \($0)" } ?? "")
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

    /// Of a path between two ends as people call them, as a figure and as an animation.
    init(pathBetween ends: [String]) {
        title = "From \(ends.joined(separator: " to "))"
        caption = """
            Ways between the same two codes, in numbered steps, and what the decoder draws at each of them. The \
            linear way takes even steps of the code; the geodesic, where it is shown, is the way along which the \
            decoded image changes least in all, in even steps of the image. What a way passes is told by the \
            nearest encoded test images. Codes may be put between codes: every picture on the way is the \
            decoder's own.
            """
    }

    /// Of the animation of two ways at once.
    init(geometryBetween ends: [String]) {
        title = "Two ways from \(ends.joined(separator: " to "))"
        caption = """
            Both take the same time. The linear way goes at a constant speed in the code, the geodesic at a \
            constant speed in the image; below is how much each image changes. The colour of the plane is the \
            decoder's magnification.
            """
    }
}
