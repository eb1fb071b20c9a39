import Datasets
import Figures
import Randomness
import Runs
import VAE

extension FigureKind {
    static let reconstructions = FigureKind(
        name: "reconstructions",
        words: { _, run in
            guard !run.run.isRecorded else { return RunViewer.recordedReconstructionsWords }
            let (score, code) =
                run.isVariational ? ("ELBO", "posterior mean") : ("log-likelihood of the pixels", "code")
            return ExhibitWords(
                title: "Best, median and worst",
                caption: """
                    For each class the test images with the highest, the middle and the lowest \(score), each \
                    beside what the decoder makes of its \(code). Nats for one image; higher is better.
                    """)
        },
        isDrawing: false, reported: { _ in [[]] },
        draw: { _, run, view in
            if let recording = view.recording { return try run.reconstructions(recording, view.moment) }
            return try run.reconstructions(view)
        })
}

extension RunViewer {
    /// Test images explained best, middling and worst, class by class.
    func reconstructions(_ view: SnapshotView) throws -> ReconstructionsFigure {
        let noise = noise(stream: .reconstructions, count: images.count)
        let elbo = try view.evaluate(images, noise: noise).elboPerImage
        var picks: [(label: Int, indices: [Int])] = []
        for label in 0..<classes.count {
            let members = data.testLabels.indices.filter { data.testLabels[$0] == UInt8(label) }
                .sorted { (elbo[$0], $0) > (elbo[$1], $1) }
            guard let best = members.first, let worst = members.last else { continue }
            picks.append((label, [best, members[members.count / 2], worst]))
        }
        let latentDim = view.posterior.latentDim
        let codes = picks.flatMap(\.indices)
            .flatMap { view.posterior.means[$0 * latentDim..<($0 + 1) * latentDim] }
        let decoded = try view.decode(codes)
        let rows = try picks.enumerated().map { row, pick in
            let examples = try pick.indices.enumerated().map { column, index in
                ReconstructionsFigure.Example(
                    input: try input(index), reconstruction: decoded[3 * row + column], elbo: elbo[index])
            }
            return ReconstructionsFigure.Row(
                label: pick.label, best: examples[0], median: examples[1], worst: examples[2])
        }
        return ReconstructionsFigure(rows: rows, classes: classes, moment: view.moment)
    }
}
