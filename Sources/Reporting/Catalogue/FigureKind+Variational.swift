import Figures
import LatentSpace

extension FigureKind {
    /// A kind with one figure of posteriors or of the prior, which a plain autoencoder has not.
    ///
    /// - Parameter needsPlane: whether it also needs two latent dimensions.
    static func variational(
        _ name: String, title: String, needsPlane: Bool = false, caption: String,
        draw: @escaping @Sendable (_ run: RunViewer, _ view: SnapshotView) throws -> any Figure
    ) -> FigureKind {
        FigureKind(
            name: name, words: { _, _ in ExhibitWords(title: title, caption: caption) },
            reported: { run in
                let isDrawn = try run.isVariational && !(needsPlane && run.plane().isLine)
                return isDrawn ? [[]] : []
            },
            draw: { _, run, view in
                guard run.isVariational else {
                    throw GalleryError(
                        description: "\(name): a plain autoencoder has neither prior nor posteriors")
                }
                if needsPlane { try run.requirePlane(for: name) }
                return try draw(run, view)
            })
    }
}

extension RunViewer {
    /// - Throws: `GalleryError` where the latent space has one dimension only.
    func requirePlane(for name: String) throws {
        guard try !plane().isLine else {
            throw GalleryError(description: "\(name): needs two latent dimensions; this run has one")
        }
    }
}
