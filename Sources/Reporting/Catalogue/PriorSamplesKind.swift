import Datasets
import Figures
import LatentSpace
import Randomness
import VAE

extension FigureKind {
    static let priorSamples = variational(
        "prior-samples", title: "Random draws",
        caption: """
            Codes drawn from the prior and what the decoder makes of them: what the model generates. The line \
            under an image has the colour of the class that most of the test images encoded nearest to the \
            draw have.
            """
    ) { run, view in
        if let recording = view.recording { return try run.priorSamples(recording, in: view) }
        return try run.priorSamples(view)
    }
}

extension RunViewer {
    /// A hundred draws from the prior, the same at every snapshot, decoded.
    func priorSamples(_ view: SnapshotView) throws -> PriorSamplesFigure {
        let plane = try plane()
        let codes = noise(stream: .priorSamples, count: 100)
        let decoded = try view.decode(codes)
        let labels = try votes(on: codes, in: view)
        let draws = zip(plane.points(of: codes), zip(decoded, labels)).map { place, draw in
            PriorSamplesFigure.Draw(place: place, decoded: draw.0, label: draw.1)
        }
        return PriorSamplesFigure(draws: draws, classes: classes, moment: view.moment, plane: plane)
    }

    /// The class of most of the test images encoded nearest to each code [code, dimension], by all dimensions.
    func votes(on codes: [Float], in view: SnapshotView) throws -> [Int?] {
        let plane = try plane(), dimensions = view.posterior.latentDim
        guard dimensions > 2 else {
            let voters = try voters(in: view)
            return plane.points(of: codes).map { voters.label(at: $0) }
        }
        let voters = NeighbourClassifier(
            codes: view.posterior.means, dimensions: dimensions, labels: data.testLabels)
        return (0..<codes.count / dimensions).map { index in
            voters.label(of: codes[index * dimensions..<(index + 1) * dimensions]).map(Int.init)
        }
    }
}
