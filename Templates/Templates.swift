/// The texts of the report page, built into the program.
public enum Templates {
    /// A file of the page.
    public typealias File = (name: String, text: String)

    /// The Mustache templates; `page.mustache` includes all others, by their names without the ending, but for those of the
    /// slides and of comparisons.
    public static var pages: [File] {
        [
            ("page.mustache", text(EmbeddedTexts.page_mustache)),
            ("slides.mustache", text(EmbeddedTexts.slides_mustache)),
            ("compare.mustache", text(EmbeddedTexts.compare_mustache)),
            ("compare-figure.mustache", text(EmbeddedTexts.compare_figure_mustache)),
            ("hero.mustache", text(EmbeddedTexts.hero_mustache)),
            ("number.mustache", text(EmbeddedTexts.number_mustache)),
            ("warnings.mustache", text(EmbeddedTexts.warnings_mustache)),
            ("numbers.mustache", text(EmbeddedTexts.numbers_mustache)),
            ("judged.mustache", text(EmbeddedTexts.judged_mustache)),
            ("curve.mustache", text(EmbeddedTexts.curve_mustache)),
            ("explorer.mustache", text(EmbeddedTexts.explorer_mustache)),
            ("recorded-plane.mustache", text(EmbeddedTexts.recorded_plane_mustache)),
            ("recorded-now.mustache", text(EmbeddedTexts.recorded_now_mustache)),
            ("missing.mustache", text(EmbeddedTexts.missing_mustache)),
            ("explorer-plane.mustache", text(EmbeddedTexts.explorer_plane_mustache)),
            ("explorer-now.mustache", text(EmbeddedTexts.explorer_now_mustache)),
            ("explorer-tools.mustache", text(EmbeddedTexts.explorer_tools_mustache)),
            ("lab.mustache", text(EmbeddedTexts.lab_mustache)),
            ("section.mustache", text(EmbeddedTexts.section_mustache)),
            ("section-body.mustache", text(EmbeddedTexts.section_body_mustache)),
            ("more.mustache", text(EmbeddedTexts.more_mustache)),
            ("picture.mustache", text(EmbeddedTexts.picture_mustache)),
            ("chart.mustache", text(EmbeddedTexts.chart_mustache)),
            ("story.mustache", text(EmbeddedTexts.story_mustache)),
            ("metrics.mustache", text(EmbeddedTexts.metrics_mustache)),
            ("configuration.mustache", text(EmbeddedTexts.configuration_mustache)),
            ("reproduce.mustache", text(EmbeddedTexts.reproduce_mustache)),
            ("files.mustache", text(EmbeddedTexts.files_mustache)),
            ("prose-data.mustache", text(EmbeddedTexts.prose_data_mustache)),
            ("prose-network.mustache", text(EmbeddedTexts.prose_network_mustache)),
            ("prose-autoencoder.mustache", text(EmbeddedTexts.prose_autoencoder_mustache)),
            ("prose-posterior.mustache", text(EmbeddedTexts.prose_posterior_mustache)),
            ("prose-one-image.mustache", text(EmbeddedTexts.prose_one_image_mustache)),
            ("prose-patches.mustache", text(EmbeddedTexts.prose_patches_mustache)),
            ("prose-path.mustache", text(EmbeddedTexts.prose_path_mustache)),
            ("prose-landscape.mustache", text(EmbeddedTexts.prose_landscape_mustache)),
            ("prose-plane.mustache", text(EmbeddedTexts.prose_plane_mustache)),
            ("prose-edit.mustache", text(EmbeddedTexts.prose_edit_mustache)),
            ("prose-draws.mustache", text(EmbeddedTexts.prose_draws_mustache)),
            ("prose-curves.mustache", text(EmbeddedTexts.prose_curves_mustache)),
            ("prose-more.mustache", text(EmbeddedTexts.prose_more_mustache)),
        ]
    }

    /// The style sheets in their order: foundations, layout, landscape, pictures, explorer, chart, lab, story, print.
    public static var styles: [File] {
        [
            ("base.css", text(EmbeddedTexts.base_css)),
            ("layout.css", text(EmbeddedTexts.layout_css)),
            ("landscape.css", text(EmbeddedTexts.landscape_css)),
            ("pictures.css", text(EmbeddedTexts.pictures_css)),
            ("explorer.css", text(EmbeddedTexts.explorer_css)),
            ("recorded.css", text(EmbeddedTexts.recorded_css)),
            ("chart.css", text(EmbeddedTexts.chart_css)),
            ("lab.css", text(EmbeddedTexts.lab_css)),
            ("story.css", text(EmbeddedTexts.story_css)),
            ("print.css", text(EmbeddedTexts.print_css)),
        ]
    }

    /// The scripts in their order: modules, each of which as it is read uses what those before it export.
    public static var scripts: [File] {
        [
            ("archive.js", text(EmbeddedTexts.archive_js)),
            ("gif.js", text(EmbeddedTexts.gif_js)),
            ("gif-writer.js", text(EmbeddedTexts.gif_writer_js)),
            ("likelihood.js", text(EmbeddedTexts.likelihood_js)),
            ("kernel.js", text(EmbeddedTexts.kernel_js)),
            ("network.js", text(EmbeddedTexts.network_js)),
            ("latent.js", text(EmbeddedTexts.latent_js)),
            ("model.js", text(EmbeddedTexts.model_js)),
            ("descent.js", text(EmbeddedTexts.descent_js)),
            ("springs.js", text(EmbeddedTexts.springs_js)),
            ("node-queue.js", text(EmbeddedTexts.node_queue_js)),
            ("metric-field.js", text(EmbeddedTexts.metric_field_js)),
            ("geodesic.js", text(EmbeddedTexts.geodesic_js)),
            ("scales.js", text(EmbeddedTexts.scales_js)),
            ("layers.js", text(EmbeddedTexts.layers_js)),
            ("window.js", text(EmbeddedTexts.window_js)),
            ("plane.js", text(EmbeddedTexts.plane_js)),
            ("views.js", text(EmbeddedTexts.views_js)),
            ("pointing.js", text(EmbeddedTexts.pointing_js)),
            ("inspect.js", text(EmbeddedTexts.inspect_js)),
            ("frames.js", text(EmbeddedTexts.frames_js)),
            ("film.js", text(EmbeddedTexts.film_js)),
            ("timeline.js", text(EmbeddedTexts.timeline_js)),
            ("paths.js", text(EmbeddedTexts.paths_js)),
            ("edit.js", text(EmbeddedTexts.edit_js)),
            ("dimensions.js", text(EmbeddedTexts.dimensions_js)),
            ("ink.js", text(EmbeddedTexts.ink_js)),
            ("grey-field.js", text(EmbeddedTexts.grey_field_js)),
            ("sheet-finder.js", text(EmbeddedTexts.sheet_finder_js)),
            ("ink-finder.js", text(EmbeddedTexts.ink_finder_js)),
            ("palette.js", text(EmbeddedTexts.palette_js)),
            ("pad.js", text(EmbeddedTexts.pad_js)),
            ("draw.js", text(EmbeddedTexts.draw_js)),
            ("address.js", text(EmbeddedTexts.address_js)),
            ("scene.js", text(EmbeddedTexts.scene_js)),
            ("controls.js", text(EmbeddedTexts.controls_js)),
            ("explorer.js", text(EmbeddedTexts.explorer_js)),
            ("recorded.js", text(EmbeddedTexts.recorded_js)),
            ("player.js", text(EmbeddedTexts.player_js)),
            ("chart.js", text(EmbeddedTexts.chart_js)),
            ("lab-layers.js", text(EmbeddedTexts.lab_layers_js)),
            ("lab-network.js", text(EmbeddedTexts.lab_network_js)),
            ("lab-trainer.js", text(EmbeddedTexts.lab_trainer_js)),
            ("lab-views.js", text(EmbeddedTexts.lab_views_js)),
            ("lab-report.js", text(EmbeddedTexts.lab_report_js)),
            ("lab.js", text(EmbeddedTexts.lab_js)),
            ("story.js", text(EmbeddedTexts.story_js)),
            ("folds.js", text(EmbeddedTexts.folds_js)),
            ("page.js", text(EmbeddedTexts.page_js)),
        ]
    }

    /// The style and the script of the slides; before the style stand the foundations of the page's.
    public static var slides: [File] {
        [
            ("slides.css", text(EmbeddedTexts.slides_css)),
            ("slides.js", text(EmbeddedTexts.slides_js)),
        ]
    }

    /// The style and the script of comparisons; before the style stand the foundations of the page's.
    public static var comparison: [File] {
        [
            ("compare.css", text(EmbeddedTexts.compare_css)),
            ("compare.js", text(EmbeddedTexts.compare_js)),
        ]
    }

    private static func text(_ text: StaticString) -> String { text.description }
}
