import Datasets
import Figures
import LatentSpace
import Likelihoods
import Runs
import VAE

extension FigureKind {
    static let uncertainty = FigureKind(
        name: "uncertainty",
        words: { _, _ in
            ExhibitWords(
                title: "How sure the decoder is",
                caption: """
                    The decoder gives each pixel the probability of being ink. Its entropy says how undecided \
                    that is: 0 where every pixel is certain, 1 where each is a coin toss. Here is the mean over \
                    the pixels for every place of the plane; ridges are where one kind of image turns into \
                    another.
                    """)
        },
        reported: { run in
            let hasEntropy = run.record.configuration.architecture.likelihood.entropy(ofMean: 0.5) != nil
            return try run.plane().isLine || !hasEntropy ? [] : [[]]
        },
        draw: { _, run, view in
            try run.requirePlane(for: "uncertainty")
            return try run.uncertainty(view)
        })
}

extension RunViewer {
    /// The entropy of the decoder's pixels over the part of the plane that the test images fill.
    func uncertainty(_ view: SnapshotView) throws -> UncertaintyFigure {
        let plane = try plane()
        let points = points(of: view, on: plane)
        let window = decodable(
            PlaneWindow(square: AxisScale.planeExtent(of: points.points)), in: view)
        let cells = surveyedCells
        let codes = plane.codes(at: window.grid(columns: cells, rows: cells).points)
        let likelihood = record.configuration.architecture.likelihood
        guard
            let bits = likelihood.meanEntropies(
                try view.model.means(codes), numbersPerImage: images.imageSize)
        else {
            throw GalleryError(
                description:
                    "uncertainty: under the likelihood \(likelihood.name) no place of the plane is more "
                    + "certain than another")
        }
        return UncertaintyFigure(
            entropy: PlaneField(window: window, columns: cells, rows: cells, values: bits), means: points,
            classes: classes, moment: view.moment, plane: plane)
    }
}
