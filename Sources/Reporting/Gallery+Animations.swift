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
        try save(
            named: "training", finding: try viewer.latentGrid(viewer.lastView()).alternativeText
        ) { step in try viewer.latentGrid(viewer.view(atStep: step)) }
        progress("animation posterior")
        var points: [SIMD2<Double>] = []
        for step in viewer.steps {
            points += viewer.points(of: try viewer.view(atStep: step), on: plane).points
        }
        let extent = AxisScale.planeExtent(of: points)
        try save(
            named: "posterior", finding: try viewer.posterior(viewer.lastView()).alternativeText
        ) { step in try viewer.posterior(viewer.view(atStep: step), extent: extent) }
    }

    /// Draws a path's animation, there and back.
    func drawAnimation(of path: NamedPath, ends: Exhibit.Ends) throws {
        let animation = try viewer.interpolationAnimation(path)
        let frames = try animation.frames()
        guard let first = frames.first else { return }
        let order = Array(frames.indices) + frames.indices.dropFirst().dropLast().reversed()
        let gif = try AnimatedGIF.encode(count: order.count) { position in
            let isEnd = order[position] == 0 || order[position] == frames.count - 1
            return AnimationFrame(frames[order[position]], duration: isEnd ? 1 : 0.06)
        }
        let words = ExhibitWords(animation: path.name, ends: ends)
        try save(
            gif,
            Exhibit(
                kind: .animation, name: path.name, title: words.title,
                alternativeText: try viewer.interpolation(path).alternativeText, caption: words.caption,
                step: viewer.lastStep, width: first.width, height: first.height, ends: ends))
    }

    private func save(
        named name: String, finding: String, figure: (Int) throws -> any Figure
    ) throws {
        var size = (width: 0, height: 0)
        let gif = try AnimatedGIF.encode(count: viewer.steps.count) { position in
            let step = viewer.steps[position]
            let image = try figure(step).picture().pixels()
            size = (image.width, image.height)
            return AnimationFrame(image, duration: duration(of: step))
        }
        let words = ExhibitWords(animation: name, ends: nil)
        let moments = try viewer.steps.map { try viewer.moment(atStep: $0).time }
        try save(
            gif,
            Exhibit(
                kind: .animation, name: name, title: words.title,
                alternativeText: "An animation of \(moments.count) frames, from \(moments[0]) to "
                    + "\(moments[moments.count - 1]). The last one: \(finding)",
                caption: words.caption, step: viewer.lastStep, width: size.width, height: size.height,
                frameLabels: moments))
    }

    private func save(_ gif: [UInt8], _ exhibit: Exhibit) throws {
        try AtomicFile.write(gif, to: exhibit.picture(in: viewer.folder))
        try exhibit.save(in: viewer.folder)
    }
}
