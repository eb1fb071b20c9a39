import Animation
import Drawing
import Figures
import Foundation
import LatentSpace
import Runs
import Storage

extension Gallery {
    /// Seconds for which a frame is shown. Epoch 1 passes quickly, first and last frame are held.
    private func duration(of step: Int) -> Double {
        if step == viewer.lastStep { return 3 }
        if step == viewer.steps[0] { return 1.2 }
        return (viewer.rows.first { $0.step == step }?.epoch ?? 0) <= 1 ? 0.16 : 0.5
    }

    /// Draws `training` and `posterior`: a frame for each snapshot, with the same axes in all of them.
    func drawTraining(progress: (String) -> Void) throws {
        let plane = try viewer.plane()
        progress("animation training")
        try save(try viewer.steps.map { try viewer.latentGrid(viewer.view(atStep: $0)) }, as: "training")
        progress("animation posterior")
        var points: [SIMD2<Double>] = []
        for step in viewer.steps {
            points += viewer.points(of: try viewer.view(atStep: step), on: plane).points
        }
        let extent = AxisScale.planeExtent(of: points)
        try save(
            try viewer.steps.map { try viewer.posterior(viewer.view(atStep: $0), extent: extent) },
            as: "posterior")
    }

    /// Draws a path's animation, there and back.
    func drawAnimation(of path: NamedPath, ends: Exhibit.Ends) throws {
        let animation = try viewer.interpolationAnimation(path)
        // Its picture is shown across the page: twice the pixels keep it sharp.
        let frames = try animation.frames(scale: 2)
        guard let first = frames.first else { return }
        let order = Array(frames.indices) + frames.indices.dropFirst().dropLast().reversed()
        let gif = try AnimatedGIF.encode(count: order.count) { position in
            let isEnd = order[position] == 0 || order[position] == frames.count - 1
            return AnimationFrame(try frames[order[position]].pixels(scale: 2), duration: isEnd ? 1 : 0.06)
        }
        let words = ExhibitWords(pathBetween: ends)
        try save(
            gif,
            Exhibit(
                kind: .animation, name: path.name, title: words.title,
                alternativeText: try viewer.interpolation(path).alternativeText, caption: words.caption,
                step: viewer.lastStep, width: first.width, height: first.height, ends: ends))
    }

    /// Writes an animation of one figure a snapshot.
    private func save(_ figures: [some Figure], as name: String) throws {
        guard let last = figures.last else { return }
        let pictures = figures.map { $0.picture() }
        let gif = try AnimatedGIF.encode(count: pictures.count) { position in
            AnimationFrame(try pictures[position].pixels(), duration: duration(of: viewer.steps[position]))
        }
        let words = ExhibitWords(animation: name)
        let moments = try viewer.steps.map { try viewer.moment(atStep: $0).time }
        try save(
            gif,
            Exhibit(
                kind: .animation, name: name, title: words.title,
                alternativeText: "An animation of \(moments.count) frames, from \(moments[0]) to "
                    + "\(moments[moments.count - 1]). The last one: \(last.alternativeText)",
                caption: words.caption, step: viewer.lastStep, width: pictures[0].width,
                height: pictures[0].height,
                frameLabels: moments))
    }

    private func save(_ gif: [UInt8], _ exhibit: Exhibit) throws {
        try AtomicFile.write(gif, to: exhibit.picture(in: viewer.folder))
        try exhibit.save(in: viewer.folder)
    }
}
