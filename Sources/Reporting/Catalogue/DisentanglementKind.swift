import Datasets
import Figures
import LatentSpace
import Runs
import VAE

extension FigureKind {
    static let disentanglement = FigureKind(
        name: "disentanglement",
        words: { _, _ in
            ExhibitWords(
                title: "Which dimension carries which cause",
                caption: """
                    These images were made from causes that are known, and training was told none of them. A row \
                    is a latent dimension, a column a cause, and a number how much of the cause the dimension \
                    tells. Were the code disentangled, each column would have one dark cell, in a row of its own.
                    """)
        },
        tellsClasses: false,
        reported: { run in run.knowsFactors && run.run.architecture.latentDim > 1 ? [[]] : [] },
        draw: { _, run, view in
            guard let measured = run.disentanglement(view) else {
                throw GalleryError(
                    description:
                        "disentanglement: needs images whose causes are known, as digits and sprites, 20 "
                        + "test images and two latent dimensions")
            }
            return DisentanglementFigure(
                measured: measured, order: LatentPlane.byActivity(run.activity(of: view.posterior)),
                moment: view.moment)
        })
}

extension RunViewer {
    /// Whether the causes of the images are known; never of a recorded run, which may call any images so.
    var knowsFactors: Bool {
        !run.isRecorded && KnownFactors.test(of: record.dataset.source, count: 0) != nil
    }

    /// How far the dimensions carry one cause each at a snapshot, by the means of all test images; `nil` where that
    /// cannot be told.
    func disentanglement(_ view: SnapshotView) -> Disentanglement? {
        view.disentanglement {
            guard knowsFactors,
                let table = KnownFactors.test(of: record.dataset.source, count: data.test.count)
            else { return nil }
            let factors = table.names.enumerated().map { place, name in
                Factor(
                    name: name, isCategory: table.categories.contains(name),
                    values: table.rows.map { $0[place] })
            }
            let posterior = view.posterior
            return Disentanglement(
                codes: posterior.means, dimensions: posterior.latentDim, factors: factors)
        }
    }
}

extension Measurements.DisentanglementScores {
    /// What a run's record keeps of it.
    init(_ measured: Disentanglement) {
        self.init(
            mutualInformationGap: measured.mutualInformationGap,
            separatedPredictability: measured.separatedPredictability,
            disentanglement: measured.disentanglement, completeness: measured.completeness,
            informativeness: measured.informativeness, factors: measured.factors, images: measured.images)
    }
}
