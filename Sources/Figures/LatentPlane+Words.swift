import LatentSpace

/// What a plane is called in alternative texts and notes.
extension LatentPlane {
    /// "latent plane", "latent line", or, of more dimensions, "plane of z3 and z7 among 10 latent dimensions".
    var words: String {
        if isLine { return "latent line" }
        guard dimensions > 2 else { return "latent plane" }
        return
            "plane of \(axisNames.horizontal) and \(axisNames.vertical) among \(dimensions) latent dimensions"
    }

    /// What is true of the dimensions that the plane leaves out; empty where there are none.
    var othersNote: String {
        dimensions > 2 ? "The other \(dimensions - 2) of \(dimensions) dimensions are held at their mean" : ""
    }
}
