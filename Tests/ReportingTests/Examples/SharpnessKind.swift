import Datasets
import Drawing
import Foundation
import VAE

@testable import Figures
@testable import Reporting

extension FigureKind {
    static let sharpness = FigureKind(
        name: "sharpness",
        words: { _, _ in
            ExhibitWords(
                title: "How sure the encoder is",
                caption:
                    "A narrow posterior tells much about its image; one as wide as the prior tells nothing.")
        },
        reported: { run in run.isVariational ? [[]] : [] },
        draw: { _, run, view in
            let posterior = view.posterior
            let deviations = posterior.logVariances.map { 100 * exp(Double($0) / 2) }
            let classes = run.presentLabels.map { label in
                let members = run.data.testLabels.indices.filter { Int(run.data.testLabels[$0]) == label }
                return RangePanel.Series(
                    name: run.classes[label], color: Palette.classes[label],
                    values: members.flatMap { image in
                        deviations[image * posterior.latentDim..<(image + 1) * posterior.latentDim]
                    })
            }
            return SharpnessFigure(classes: classes, moment: view.moment)
        })
}
