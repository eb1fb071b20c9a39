import Figures
import Runs
import VAE

/// A kind of animation in the catalogue: what it is called, and which of its kind a run's report shows.
struct AnimationKind: Sendable {
    /// What the file names of its animations begin with.
    let name: String
    /// The animations of this kind that the report of a run with these paths shows.
    let reported: @Sendable (_ run: RunViewer, _ paths: [NamedPath]) throws -> [ReportedAnimation]
}

extension AnimationKind {
    /// All kinds, those first that take longest to draw.
    static let catalogue: [AnimationKind] = [training, posterior, interpolation, geometry, sampling]
}

/// An animation of a run's report.
struct ReportedAnimation: Sendable {
    /// Its file name without an ending.
    let name: String
    /// Computes what it shows.
    let film: @Sendable () throws -> MovingPicture
}

/// An animation's frames, and what the report says of it.
struct MovingPicture: Sendable {
    let reel: Reel
    let words: ExhibitWords
    let alternativeText: String
    /// What each frame shows.
    var frameLabels: [String] = []
    var ends: Exhibit.Ends?
}

extension RunViewer {
    /// One figure a snapshot as an animation, with training's progress at the foot.
    ///
    /// - Parameters:
    ///   - steps: those of the snapshots that are shown; at least one.
    ///   - figure: the figure of a step, computed when its frame is drawn, so that long trainings need no more memory.
    func film(
        at steps: [Int], _ words: ExhibitWords, figure: @escaping @Sendable (Int) throws -> any Figure
    ) throws -> MovingPicture {
        let moments = try steps.map { try moment(atStep: $0) }
        // An interrupted run is shown on the way that it was to go. Where nobody counted epochs, the bar is of steps.
        let perEpoch = record.knownStepsPerEpoch ?? max(1, lastStep)
        let epochs = max(record.configuration.epochs, (lastStep + perEpoch - 1) / perEpoch)
        let end = record.knownStepsPerEpoch == nil ? "step \(Numerals.grouped(lastStep))" : nil
        return MovingPicture(
            reel: Reel(
                picture: { index in
                    TrainingFrame(
                        try figure(steps[index]).picture(), moment: moments[index], epochs: epochs,
                        stepsPerEpoch: perEpoch, end: end
                    ).picture()
                }, durations: steps.map(duration)), words: words,
            alternativeText: "An animation of \(moments.count) frames, from \(moments[0].time) to "
                + "\(moments[moments.count - 1].time). The last one: "
                + (try figure(steps[steps.count - 1]).alternativeText),
            frameLabels: moments.map(\.time))
    }

    /// Seconds for which a snapshot is shown. Epoch 1 passes quickly, first and last frame are held.
    private func duration(of step: Int) -> Double {
        if step == lastStep { return 3 }
        if step == steps[0] { return 1.2 }
        return (rows.first { $0.step == step }?.epoch ?? 0) <= 1 ? 0.16 : 0.5
    }
}
