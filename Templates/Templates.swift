/// The texts of the report page, built into the program.
public enum Templates {
    /// A file of the page.
    public typealias File = (name: String, text: String)

    /// The Mustache templates; `page.mustache` includes all others, by their names without the ending, but for those of the
    /// slides and of comparisons.
    public static var pages: [File] {
        [
            ("page.mustache", text(PackageResources.page_mustache)),
            ("slides.mustache", text(PackageResources.slides_mustache)),
            ("compare.mustache", text(PackageResources.compare_mustache)),
            ("compare-figure.mustache", text(PackageResources.compare_figure_mustache)),
            ("hero.mustache", text(PackageResources.hero_mustache)),
            ("number.mustache", text(PackageResources.number_mustache)),
            ("warnings.mustache", text(PackageResources.warnings_mustache)),
            ("numbers.mustache", text(PackageResources.numbers_mustache)),
            ("judged.mustache", text(PackageResources.judged_mustache)),
            ("curve.mustache", text(PackageResources.curve_mustache)),
            ("explorer.mustache", text(PackageResources.explorer_mustache)),
            ("recorded-plane.mustache", text(PackageResources.recorded_plane_mustache)),
            ("recorded-now.mustache", text(PackageResources.recorded_now_mustache)),
            ("missing.mustache", text(PackageResources.missing_mustache)),
            ("explorer-plane.mustache", text(PackageResources.explorer_plane_mustache)),
            ("explorer-now.mustache", text(PackageResources.explorer_now_mustache)),
            ("explorer-tools.mustache", text(PackageResources.explorer_tools_mustache)),
            ("lab.mustache", text(PackageResources.lab_mustache)),
            ("section.mustache", text(PackageResources.section_mustache)),
            ("section-body.mustache", text(PackageResources.section_body_mustache)),
            ("more.mustache", text(PackageResources.more_mustache)),
            ("picture.mustache", text(PackageResources.picture_mustache)),
            ("chart.mustache", text(PackageResources.chart_mustache)),
            ("story.mustache", text(PackageResources.story_mustache)),
            ("metrics.mustache", text(PackageResources.metrics_mustache)),
            ("configuration.mustache", text(PackageResources.configuration_mustache)),
            ("reproduce.mustache", text(PackageResources.reproduce_mustache)),
            ("files.mustache", text(PackageResources.files_mustache)),
            ("prose-data.mustache", text(PackageResources.prose_data_mustache)),
            ("prose-network.mustache", text(PackageResources.prose_network_mustache)),
            ("prose-autoencoder.mustache", text(PackageResources.prose_autoencoder_mustache)),
            ("prose-posterior.mustache", text(PackageResources.prose_posterior_mustache)),
            ("prose-one-image.mustache", text(PackageResources.prose_one_image_mustache)),
            ("prose-patches.mustache", text(PackageResources.prose_patches_mustache)),
            ("prose-path.mustache", text(PackageResources.prose_path_mustache)),
            ("prose-landscape.mustache", text(PackageResources.prose_landscape_mustache)),
            ("prose-plane.mustache", text(PackageResources.prose_plane_mustache)),
            ("prose-edit.mustache", text(PackageResources.prose_edit_mustache)),
            ("prose-draws.mustache", text(PackageResources.prose_draws_mustache)),
            ("prose-curves.mustache", text(PackageResources.prose_curves_mustache)),
            ("prose-more.mustache", text(PackageResources.prose_more_mustache)),
        ]
    }

    /// The style sheets in their order: foundations, layout, landscape, pictures, explorer, chart, lab, story, print.
    public static var styles: [File] {
        [
            ("base.css", text(PackageResources.base_css)),
            ("layout.css", text(PackageResources.layout_css)),
            ("landscape.css", text(PackageResources.landscape_css)),
            ("pictures.css", text(PackageResources.pictures_css)),
            ("explorer.css", text(PackageResources.explorer_css)),
            ("recorded.css", text(PackageResources.recorded_css)),
            ("chart.css", text(PackageResources.chart_css)),
            ("lab.css", text(PackageResources.lab_css)),
            ("story.css", text(PackageResources.story_css)),
            ("print.css", text(PackageResources.print_css)),
        ]
    }

    /// The scripts in their order: modules, each of which as it is read uses what those before it export.
    public static var scripts: [File] {
        [
            ("archive.js", text(PackageResources.archive_js)),
            ("gif.js", text(PackageResources.gif_js)),
            ("gif-writer.js", text(PackageResources.gif_writer_js)),
            ("likelihood.js", text(PackageResources.likelihood_js)),
            ("kernel.js", text(PackageResources.kernel_js)),
            ("network.js", text(PackageResources.network_js)),
            ("latent.js", text(PackageResources.latent_js)),
            ("model.js", text(PackageResources.model_js)),
            ("descent.js", text(PackageResources.descent_js)),
            ("springs.js", text(PackageResources.springs_js)),
            ("node-queue.js", text(PackageResources.node_queue_js)),
            ("metric-field.js", text(PackageResources.metric_field_js)),
            ("geodesic.js", text(PackageResources.geodesic_js)),
            ("scales.js", text(PackageResources.scales_js)),
            ("layers.js", text(PackageResources.layers_js)),
            ("window.js", text(PackageResources.window_js)),
            ("plane.js", text(PackageResources.plane_js)),
            ("views.js", text(PackageResources.views_js)),
            ("pointing.js", text(PackageResources.pointing_js)),
            ("inspect.js", text(PackageResources.inspect_js)),
            ("frames.js", text(PackageResources.frames_js)),
            ("film.js", text(PackageResources.film_js)),
            ("timeline.js", text(PackageResources.timeline_js)),
            ("paths.js", text(PackageResources.paths_js)),
            ("edit.js", text(PackageResources.edit_js)),
            ("dimensions.js", text(PackageResources.dimensions_js)),
            ("ink.js", text(PackageResources.ink_js)),
            ("grey-field.js", text(PackageResources.grey_field_js)),
            ("sheet-finder.js", text(PackageResources.sheet_finder_js)),
            ("ink-finder.js", text(PackageResources.ink_finder_js)),
            ("palette.js", text(PackageResources.palette_js)),
            ("pad.js", text(PackageResources.pad_js)),
            ("draw.js", text(PackageResources.draw_js)),
            ("address.js", text(PackageResources.address_js)),
            ("scene.js", text(PackageResources.scene_js)),
            ("controls.js", text(PackageResources.controls_js)),
            ("explorer.js", text(PackageResources.explorer_js)),
            ("recorded.js", text(PackageResources.recorded_js)),
            ("player.js", text(PackageResources.player_js)),
            ("chart.js", text(PackageResources.chart_js)),
            ("lab-layers.js", text(PackageResources.lab_layers_js)),
            ("lab-network.js", text(PackageResources.lab_network_js)),
            ("lab-trainer.js", text(PackageResources.lab_trainer_js)),
            ("lab-views.js", text(PackageResources.lab_views_js)),
            ("lab-report.js", text(PackageResources.lab_report_js)),
            ("lab.js", text(PackageResources.lab_js)),
            ("story.js", text(PackageResources.story_js)),
            ("folds.js", text(PackageResources.folds_js)),
            ("page.js", text(PackageResources.page_js)),
        ]
    }

    /// The style and the script of the slides; before the style stand the foundations of the page's.
    public static var slides: [File] {
        [
            ("slides.css", text(PackageResources.slides_css)),
            ("slides.js", text(PackageResources.slides_js)),
        ]
    }

    /// The style and the script of comparisons; before the style stand the foundations of the page's.
    public static var comparison: [File] {
        [
            ("compare.css", text(PackageResources.compare_css)),
            ("compare.js", text(PackageResources.compare_js)),
        ]
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
