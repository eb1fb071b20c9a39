import Datasets
import Figures
import LatentSpace
import Runs
import VAE

extension FigureKind {
    static let traversals = FigureKind(
        name: "traversals",
        words: { _, _ in
            ExhibitWords(
                title: "What each dimension does",
                caption: """
                    One row for each latent dimension, the most active first: what is decoded as its value goes \
                    from -2 to 2, two standard deviations of the prior to either side, with all others at the \
                    mean of the encoded test images. A dimension that the encoder does not use changes nothing.
                    """)
        },
        tellsClasses: false, isDrawing: false,
        reported: { run in
            if let recording = try run.lastView().recording { return recording.traversals == nil ? [] : [[]] }
            return run.record.configuration.architecture.latentDim > 2 ? [[]] : []
        },
        draw: { _, run, view in
            if let recording = view.recording { return try run.traversals(recording, in: view) }
            return try run.traversals(view)
        })
}

extension RunViewer {
    /// Every latent dimension in a row of its own, by its divergence from the prior.
    fileprivate func traversals(_ view: SnapshotView) throws -> TraversalsFigure {
        let posterior = view.posterior
        let dimensions = posterior.latentDim
        let activity = activity(of: posterior)
        let variances = DiagonalGaussian.variances(ofMeans: posterior.means, dimensions: dimensions)
        let mean = LatentPlane.mean(of: posterior.means, dimensions: dimensions)
        let values = (-5...5).map { Double($0) * 0.4 }
        let order = LatentPlane.byActivity(activity)
        let codes = order.prefix(TraversalsFigure.mostRows(imageRows: images.rows)).flatMap { dimension in
            values.flatMap { value in
                var code = mean
                // Without a prior, what is usual is told by the codes alone.
                code[dimension] =
                    isVariational ? value : mean[dimension] + value * variances[dimension].squareRoot()
                return code.map { Float($0) }
            }
        }
        let decoded = try view.decode(codes)
        let rows = order.enumerated().map { position, dimension in
            TraversalsFigure.Row(
                dimension: dimension, activity: activity[dimension], variance: variances[dimension],
                images: Array(decoded.dropFirst(position * values.count).prefix(values.count)))
        }
        return TraversalsFigure(
            rows: rows, values: values, isVariational: isVariational, moment: view.moment, plane: try plane())
    }
}
