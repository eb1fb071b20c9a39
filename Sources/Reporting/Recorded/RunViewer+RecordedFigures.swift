import Datasets
import Drawing
import Figures
import LatentSpace
import Runs
import VAE

/// Figures of what was recorded, where a model would be asked otherwise.
extension RunViewer {
    /// The words of recorded reconstructions.
    static var recordedReconstructionsWords: ExhibitWords {
        ExhibitWords(
            title: "Images drawn again",
            caption: """
                Images of the sample, each beside what the decoder makes of its mean code, as they were recorded. \
                Below is the root mean square of the difference of their numbers, which go from 0 to 1; less is \
                better.
                """)
    }

    /// Recorded reconstructions with their errors.
    func reconstructions(_ recording: RecordedSnapshot, _ moment: Moment) throws -> ImageSheetFigure {
        guard let recorded = recording.reconstructions else {
            throw NotRecorded("reconstructions.images are not in the snapshot of step \(recording.step)")
        }
        let shown = ImageSheetFigure.most(columns: images.columns, rows: images.rows, imagesOfEach: 2)
        let items = try recorded.indices.prefix(shown).enumerated().map { place, index in
            let means = recorded.images[place]
            let error = try Self.error(of: means, against: images, index)
            return ImageSheetFigure.Item(
                images: [try input(index)] + decodedImages(recorded.images, [place]), value: error,
                label: classes.count > 1 ? Int(data.testLabels[index]) : nil)
        }
        return ImageSheetFigure(
            title: "test images and their reconstructions", items: items,
            note: "Left a test image, right its reconstruction, below the root mean square error",
            valueName: "root mean square error", classes: classes, moment: moment)
    }

    /// The root mean square of what means are off the modelled numbers of an image.
    private static func error(
        of means: [Float], against images: ModelledImages, _ index: Int
    ) throws -> Double {
        let bytes = try images.bytes(of: index)
        let sum = zip(means, bytes).reduce(0.0) { sum, pair in
            let difference = Double(pair.0) - Double(pair.1) / 255
            return sum + difference * difference
        }
        return (sum / Double(max(1, means.count))).squareRoot()
    }

    /// Recorded draws from the prior; large ones as a sheet, without a plane that they could lie on.
    func priorSamples(_ recording: RecordedSnapshot, in view: SnapshotView) throws -> any Figure {
        guard let samples = recording.samples else {
            throw NotRecorded("samples.images are not in the snapshot of step \(recording.step)")
        }
        let isSmall = images.rows <= 64 && !(record.recorded?.isSpatial ?? false)
        guard isSmall, view.posterior.count > 0 else {
            let shown = ImageSheetFigure.most(columns: images.columns, rows: images.rows, imagesOfEach: 1)
            let draws = decodedImages(samples.images, 0..<min(shown, samples.count))
            return ImageSheetFigure(
                title: "\(draws.count) random draws from the prior, decoded",
                items: draws.map { ImageSheetFigure.Item(images: [$0], value: nil, label: nil) }, note: "",
                valueName: "", classes: classes, moment: view.moment)
        }
        let plane = try plane(), count = min(100, samples.count)
        let codes = Array(samples.codes.prefix(count * samples.latentDim))
        let labels = try votes(on: codes, in: view)
        let decoded = decodedImages(samples.images, 0..<count)
        let draws = zip(plane.points(of: codes), zip(decoded, labels)).map { place, draw in
            PriorSamplesFigure.Draw(place: place, decoded: draw.0, label: draw.1)
        }
        return PriorSamplesFigure(draws: draws, classes: classes, moment: view.moment, plane: plane)
    }

    /// Recorded traversals.
    func traversals(_ recording: RecordedSnapshot, in view: SnapshotView) throws -> TraversalsFigure {
        guard let recorded = recording.traversals, let posterior = recording.posterior else {
            throw NotRecorded("traversals.images are not in the snapshot of step \(recording.step)")
        }
        let activity = activity(of: posterior)
        let variances = DiagonalGaussian.variances(
            ofMeans: posterior.means, dimensions: posterior.latentDim)
        let (steps, cells) = (recorded.steps, recorded.cells)
        let places = shown(of: steps)
        let mostRows = min(TraversalsFigure.mostRows(imageRows: images.rows), 2 * mostAcross)
        let rows = recorded.dimensions.prefix(mostRows).enumerated().map { row, dimension in
            TraversalsFigure.Row(
                dimension: dimension, activity: activity[dimension], variance: variances[dimension],
                images: decodedImages(cells.images, places.map { row * steps + $0 }))
        }
        // Of a plain autoencoder the columns are standard deviations from the mean.
        let first = recorded.dimensions[0]
        let mean = LatentPlane.mean(of: posterior.means, dimensions: posterior.latentDim)[first]
        let spread = max(variances[first].squareRoot(), 1e-12)
        let values = places.map { step in
            let value = Double(cells.codes[step * cells.latentDim + first])
            return isVariational ? value : (value - mean) / spread
        }
        return TraversalsFigure(
            rows: rows, values: values, isVariational: hasSpread(posterior), moment: view.moment,
            plane: try plane())
    }
}

extension FigureKind {
    static let spatialLatent = FigureKind(
        name: "spatial-latent",
        words: { _, _ in
            ExhibitWords(
                title: "The channels of a spatial latent",
                caption: """
                    A code has places, so no plane through its space shows much. Here is what the numbers of each \
                    channel are over the sample, at all places: their distribution, mean and standard deviation, against \
                    the prior, once scaled by the scale factor, 1 by the standard deviation over all channels.
                    """)
        },
        reported: { run in try run.lastView().recorded?.channels == nil ? [] : [[]] },
        draw: { _, run, view in
            guard let channels = view.recorded?.channels, let shape = run.record.recorded?.latentShape else {
                throw GalleryError(
                    description:
                        "spatial-latent: the run has no codes with places (channels.* in its snapshots)")
            }
            return SpatialLatentFigure(
                shape: shape, means: channels.mean.map(Double.init),
                standardDeviations: channels.standardDeviation.map(Double.init),
                histogram: channels.histogram.map(Double.init), edges: channels.edges.map(Double.init),
                scaleFactor: channels.scaleFactor, isVariational: run.isVariational, moment: view.moment)
        })
}
