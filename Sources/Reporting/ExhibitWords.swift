import Figures

/// The title and the caption of a picture: what it is and how to read it, whatever the run.
struct ExhibitWords: Sendable {
    let title: String
    let caption: String
}

extension ExhibitWords {
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
}
