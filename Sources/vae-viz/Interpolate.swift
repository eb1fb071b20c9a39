import ArgumentParser
import Foundation
import Pictures
import Reporting
import Runs
import Storage

/// `vae-viz interpolate`: the ways between two ends, added to a run's report.
struct Interpolate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draw and animate the ways between two latent codes, and add them to the run's report.",
        discussion: """
            An end is a class by its name or number (its most typical test image; a word of the name will do \
            where only one class has it), a test image by its position, a latent code, or a picture \
            file. In a picture the drawing is looked for, dark on light or light on dark, under uneven light, on \
            a sheet on a table, or on transparency; it is cropped, made as large as the data set's images have \
            theirs, with strokes as broad as theirs, and put in the middle by its centre of mass. With --as-is \
            the whole picture is only fitted into an image.

            Ways: linear, even steps of the code on the straight line; slerp, the direction from the origin \
            turning evenly; geodesic, the way along which the decoded image changes least in all.

            EXAMPLES:
              vae-viz interpolate --from 8 --to 6
              vae-viz interpolate --from bag --to shirt --method all Output/fashion-mnist-1
              vae-viz interpolate --from-index 12 --to-code=-1.5,0.3 --steps 20
              vae-viz interpolate --from-image drawing.png --to 6
              vae-viz interpolate --from-image photo.jpg --to-image prepared.png --as-is
            """)

    @OptionGroup var from: FromOptions
    @OptionGroup var to: ToOptions
    @Flag(help: "Take pictures as they are: look for no drawing in them, crop and centre nothing.")
    var asIs = false
    @Option(
        help: ArgumentHelp(
            "The ways to show: linear, slerp, geodesic, several with commas, or all. (default: linear,geodesic)",
            valueName: "list"))
    var method: String?
    @Option(help: ArgumentHelp("Numbered steps of each way, 2 to 100. (default: 12)", valueName: "n"))
    var steps: Int?
    @OptionGroup var selection: RunSelection
    @OptionGroup var animations: AnimationOptions
    @OptionGroup var templates: TemplateOptions
    @OptionGroup var model: ModelOptions
    @OptionGroup var progress: ProgressOptions
    @Flag(help: "Open the report when it is written.")
    var open = false

    func validate() throws {
        _ = try (from.end(asIs: asIs), to.end(asIs: asIs), methods())
        if asIs, from.fromImage == nil, to.toImage == nil {
            throw ValidationError("--as-is is for pictures; give one with --from-image or --to-image")
        }
        if let steps, !(2...100).contains(steps) {
            throw ValidationError("--steps \(steps): choose 2 to 100")
        }
    }

    func run() throws {
        let reporter = progress.reporter()
        let (settings, texts, size) = (try animations.settings(), try templates.set(), templates.pageSize)
        let (from, to, methods) = try (from.end(asIs: asIs), to.end(asIs: asIs), methods())
        let (path, undrawn, report) = try selection.locked(model: model) { viewer in
            let gallery = Gallery(viewer, animations: settings)
            let path = try gallery.drawPath(from: from, to: to, methods: methods, steps: steps) {
                reporter.report(.drawing($0))
            }
            let undrawn = try viewer.refreshPage()
            let report = try viewer.writeReport(templates: texts, size: size)
            if templates.slides { try viewer.writeSlides(templates: texts) }
            return (path, undrawn.failure, report)
        }
        reporter.report(.finished)
        for finding in path.findings { try Console.result(finding) }
        for file in path.files { try Console.result(file.path) }
        try Console.result(report.path)
        if open { Browser.open(report) }
        if let undrawn { throw undrawn }
    }

    private func methods() throws -> [InterpolationMethod]? {
        guard let method else { return nil }
        if method.lowercased() == "all" { return InterpolationMethod.allCases }
        let names = method.lowercased().split(separator: ",").map(String.init)
        let methods = names.compactMap(InterpolationMethod.init(rawValue:))
        guard !methods.isEmpty, methods.count == names.count, Set(methods).count == methods.count else {
            throw ValidationError("--method \(method): choose among linear, slerp, geodesic, or all")
        }
        return methods
    }
}

/// Where a path begins: one of four.
struct FromOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where it begins: a class, test:12, or a code.", valueName: "end"))
    var from: String?
    @Option(help: ArgumentHelp("It begins at the test image of this position.", valueName: "i"))
    var fromIndex: Int?
    @Option(help: ArgumentHelp("It begins at this code.", valueName: "x,y"))
    var fromCode: String?
    @Option(
        help: ArgumentHelp(
            "It begins at the drawing in this picture: \(PictureFormat.names).", valueName: "file"))
    var fromImage: String?

    func end(asIs: Bool) throws -> String {
        try EndChoice(text: from, index: fromIndex, code: fromCode, image: fromImage)
            .end(of: "from", asIs: asIs)
    }
}

/// Where a path ends: one of four.
struct ToOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where it ends: a class, test:12, or a code.", valueName: "end"))
    var to: String?
    @Option(help: ArgumentHelp("It ends at the test image of this position.", valueName: "i"))
    var toIndex: Int?
    @Option(help: ArgumentHelp("It ends at this code.", valueName: "x,y"))
    var toCode: String?
    @Option(
        help: ArgumentHelp(
            "It ends at the drawing in this picture: \(PictureFormat.names).", valueName: "file"))
    var toImage: String?

    func end(asIs: Bool) throws -> String {
        try EndChoice(text: to, index: toIndex, code: toCode, image: toImage)
            .end(of: "to", asIs: asIs)
    }
}

/// The four ways to say an end.
private struct EndChoice {
    let text: String?, index: Int?, code: String?, image: String?

    /// The end as `PathEnd` reads it.
    func end(of option: String, asIs: Bool) throws -> String {
        let ends = [
            text, index.map { PathEnd.testPrefix + String($0) }, code.map { PathEnd.codePrefix + $0 },
            image.map {
                // To be found again from any folder.
                (asIs ? PathEnd.asIsPrefix : PathEnd.imagePrefix) + URL(fileURLWithPath: $0).path
            },
        ].compactMap(\.self)
        guard ends.count == 1 else {
            throw ValidationError(
                "choose one of --\(option), --\(option)-index, --\(option)-code and --\(option)-image")
        }
        return ends[0]
    }
}
