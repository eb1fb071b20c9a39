/// The texts of the report page, built into the program.
public enum Templates {
    /// A Mustache template and the name by which others include it.
    public typealias Page = (name: String, text: String)

    /// The templates of the page; "page" includes all others.
    public static var pages: [Page] {
        [
            ("page", text(PackageResources.page_mustache)),
            ("hero", text(PackageResources.hero_mustache)),
            ("warnings", text(PackageResources.warnings_mustache)),
            ("judged", text(PackageResources.judged_mustache)),
            ("curve", text(PackageResources.curve_mustache)),
            ("section", text(PackageResources.section_mustache)),
            ("picture", text(PackageResources.picture_mustache)),
            ("chart", text(PackageResources.chart_mustache)),
            ("metrics", text(PackageResources.metrics_mustache)),
            ("configuration", text(PackageResources.configuration_mustache)),
            ("reproduce", text(PackageResources.reproduce_mustache)),
            ("prose-plane", text(PackageResources.prose_plane_mustache)),
            ("prose-posterior", text(PackageResources.prose_posterior_mustache)),
            ("prose-one-image", text(PackageResources.prose_one_image_mustache)),
            ("prose-path", text(PackageResources.prose_path_mustache)),
            ("prose-curves", text(PackageResources.prose_curves_mustache)),
            ("prose-reconstructions", text(PackageResources.prose_reconstructions_mustache)),
            ("prose-landscape", text(PackageResources.prose_landscape_mustache)),
            ("prose-autoencoder", text(PackageResources.prose_autoencoder_mustache)),
            ("prose-network", text(PackageResources.prose_network_mustache)),
            ("prose-more", text(PackageResources.prose_more_mustache)),
        ]
    }

    /// The style sheet: foundations, layout, pictures, chart, print.
    public static var style: String {
        [
            PackageResources.base_css, PackageResources.layout_css, PackageResources.pictures_css,
            PackageResources.chart_css, PackageResources.print_css,
        ].map(text).joined(separator: "\n")
    }

    /// The script: decoder and player of animations, chart, and the page's buttons.
    public static var script: String {
        [
            PackageResources.gif_js, PackageResources.player_js, PackageResources.chart_js,
            PackageResources.page_js,
        ].map(text).joined(separator: "\n")
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
