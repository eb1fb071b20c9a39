import ArgumentParser
import Reporting

/// Which pictures are drawn.
struct PictureOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The figures to draw, as latent-grid,sampling-6; all, or none. Those drawn before stay. Without "
                + "autoencoder-comparison no second network is trained. (default: all)", valueName: "list"))
    var figures: String?
    @Option(
        help: ArgumentHelp(
            "The animations to draw: training, posterior, interpolation, geometry, sampling; all, or none. "
                + "(default: all)", valueName: "list"))
    var animations: String?

    var selection: PictureSelection {
        PictureSelection(
            figures: figures.map(PictureChoice.init) ?? .all,
            animations: animations.map(PictureChoice.init) ?? .all)
    }
}

/// What a report is made with: which pictures, how those that move are written, and the page's texts.
struct ReportSettings {
    let selection: PictureSelection
    let animations: AnimationSettings
    let templates: TemplateSet
    /// The bytes that the page may take, and whether slides are wanted beside it.
    let size: PageSize, hasSlides: Bool

    /// Reads the options.
    ///
    /// - Throws: `GalleryError` for a picture that no run has; as `AnimationOptions.settings()` and
    ///   `TemplateOptions.set()`.
    init(_ pictures: PictureOptions, _ animations: AnimationOptions, _ templates: TemplateOptions) throws {
        selection = pictures.selection
        try selection.check()
        self.animations = try animations.settings()
        self.templates = try templates.set()
        size = templates.pageSize
        hasSlides = templates.slides
    }
}
