import Datasets
import Drawing
import Figures
import LatentSpace
import Runs
import VAE

extension Gallery {
    /// Draws `training` and `posterior`: a frame for each snapshot, with the same axes in all of them.
    func drawTraining(on queue: DrawingQueue, progress: (String) -> Void) {
        progress("animation training")
        queue.attempt("animation training") {
            try save(
                try viewer.steps.map { try viewer.latentGrid(viewer.view(atStep: $0)) }, as: "training",
                on: queue)
        }
        progress("animation posterior")
        queue.attempt("animation posterior") {
            var figures = try viewer.steps.map { try viewer.posterior(viewer.view(atStep: $0)) }
            let reach = figures.map(\.extent.upperBound).max() ?? 1
            for index in figures.indices { figures[index].extent = -reach...reach }
            try save(figures, as: "posterior", on: queue)
        }
    }

    /// Draws `sampling-C` for the classes that the report shows so: draws from one posterior, one by one.
    func drawSampling(on queue: DrawingQueue, progress: (String) -> Void) {
        guard viewer.isVariational else { return }
        for label in viewer.exemplaryLabels {
            let name = FigureID(.sampling, of: [label]).name(in: viewer.lookup)
            progress("animation " + name)
            queue.attempt("animation " + name) {
                guard let animation = try viewer.samplingAnimation(label) else { return }
                // Half a second a draw to begin with, quicker once it is clear what goes on.
                let durations = (0...animation.count).map { drawn in
                    drawn == 0 ? 1.2 : drawn == animation.count ? 3 : drawn <= 6 ? 0.5 : 0.25
                }
                save(
                    Reel(try animation.frames(scale: 2), durations: durations, scale: 2), as: name,
                    words: ExhibitWords(animation: name, of: viewer.classes[label]),
                    alternativeText: animation.alternativeText, on: queue)
            }
        }
    }

    /// Draws a path's animation, there and back.
    func drawAnimation(of path: NamedPath, ends: Exhibit.Ends, on queue: DrawingQueue) throws {
        // Its picture is shown across the page: twice the pixels keep it sharp.
        let pictures = try viewer.interpolationAnimation(path).frames(scale: 2)
        let durations = Reel.eased(count: pictures.count, seconds: 2.6, held: 1)
        save(
            Reel(pictures, durations: durations, goesBack: true, scale: 2, poster: pictures.count / 2),
            as: path.name, words: ExhibitWords(pathBetween: viewer.spokenEnds(of: path)),
            alternativeText: try viewer.interpolation(path, in: try viewer.lastView()).alternativeText,
            ends: ends, on: queue)
    }

    /// Writes an animation of one figure a snapshot.
    private func save(_ figures: [some Figure], as name: String, on queue: DrawingQueue) throws {
        let moments = try viewer.steps.map { try viewer.moment(atStep: $0) }
        guard let last = figures.last, let first = moments.first, let end = moments.last else { return }
        let stepsPerEpoch = viewer.stepsPerEpoch
        // An interrupted run is shown on the way that it was to go.
        let epochs = max(
            viewer.record.configuration.epochs, (viewer.lastStep + stepsPerEpoch - 1) / stepsPerEpoch)
        let pictures = zip(figures, moments).map { figure, moment in
            TrainingFrame(figure.picture(), moment: moment, epochs: epochs, stepsPerEpoch: stepsPerEpoch)
                .picture()
        }
        save(
            Reel(pictures, durations: viewer.steps.map(duration)), as: name,
            words: ExhibitWords(animation: name),
            alternativeText: "An animation of \(moments.count) frames, from \(first.time) to "
                + "\(end.time). The last one: \(last.alternativeText)", frameLabels: moments.map(\.time),
            on: queue)
    }

    /// Seconds for which a snapshot is shown. Epoch 1 passes quickly, first and last frame are held.
    private func duration(of step: Int) -> Double {
        if step == viewer.lastStep { return 3 }
        if step == viewer.steps[0] { return 1.2 }
        return (viewer.rows.first { $0.step == step }?.epoch ?? 0) <= 1 ? 0.16 : 0.5
    }

    /// Writes an animation, its poster and its words.
    func save(
        _ reel: Reel, as name: String, words: ExhibitWords, alternativeText: String,
        frameLabels: [String] = [], ends: Exhibit.Ends? = nil, on queue: DrawingQueue
    ) {
        guard let first = reel.pictures.first else { return }
        let exhibit = Exhibit(
            kind: .animation, name: name, title: words.title, alternativeText: alternativeText,
            caption: words.caption, step: viewer.lastStep, width: first.width, height: first.height,
            frameLabels: frameLabels, ends: ends)
        let (folder, animations) = (viewer.folder, animations)
        queue.add("animation " + name) {
            try reel.write(to: exhibit.picture(in: folder), animations)
            try exhibit.save(in: folder)
        }
    }
}
