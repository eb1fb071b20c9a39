import Datasets
import Drawing
import Figures
import Foundation
import LatentSpace
import Likelihoods
import Randomness
import Runs
import Storage
import VAE

extension FigureKind {
    static let keptDimensions = FigureKind(
        name: "kept-dimensions",
        words: { _, run in
            ExhibitWords(
                title: "How many dimensions an image needs",
                caption: run.isVariational
                    ? """
                    Test images drawn again from their most active dimensions alone, those of most KL divergence; all \
                    others are 0, the prior's mean. The ELBO is that of the model with the kept dimensions only, which \
                    pays for their divergence alone. Below, the same images from more and more dimensions.
                    """
                    : """
                    Test images drawn again from the dimensions alone in which codes vary most; all others are at the \
                    codes' mean. Below, the same images from more and more dimensions.
                    """)
        },
        reported: { run in run.isDeep ? [[]] : [] },
        draw: { _, run, view in
            guard run.isDeep else {
                throw GalleryError(description: "kept-dimensions: needs three latent dimensions or more")
            }
            return try run.keptDimensions(view)
        })
}

extension RunViewer {
    /// Numbers of all test images that are drawn again at each point of the curve: 1,000 images of 28 x 28.
    private static let keptNumbers = 1000 * 784
    /// The fewest images of the curve, and the most that are shown.
    private static let fewestKept = 50, mostExamples = 5

    /// Test images drawn again from their most active dimensions, by how many.
    func keptDimensions(_ view: SnapshotView) throws -> KeptDimensionsFigure {
        let posterior = view.posterior, dimensions = posterior.latentDim
        let activity = activity(of: posterior), order = LatentPlane.byActivity(activity)
        let variances = DiagonalGaussian.variances(ofMeans: posterior.means, dimensions: dimensions)
        let isSpread = hasSpread(posterior)
        // A plain autoencoder has no prior whose mean could stand for what is left out.
        let rest =
            isVariational
            ? [Float](repeating: 0, count: dimensions)
            : LatentPlane.mean(of: posterior.means, dimensions: dimensions).map { Float($0) }
        let count = min(
            images.count, max(Self.fewestKept, Self.keptNumbers / max(1, images.imageSize)))
        let part = posterior.selecting(Array(0..<count)), sample = images.selecting(0..<count)
        let drawn = isSpread ? draws(from: part) : nil
        let divergences = isSpread ? self.activity(of: part) : []
        let points = try KeptDimensionsFigure.counts(of: dimensions).map { kept in
            let left = Set(order.prefix(kept))
            func reconstruction(_ codes: [Float]) throws -> Double {
                try view.reconstruction(of: sample, from: Self.keeping(left, of: codes, else: rest))
            }
            return KeptDimensionsFigure.Measurement(
                kept: kept, reconstruction: try reconstruction(part.means),
                elbo: try drawn.map { codes in
                    try reconstruction(codes) - left.sorted().reduce(0) { $0 + divergences[$1] }
                })
        }
        return KeptDimensionsFigure(
            order: order.map { ($0, activity[$0]) }, points: points,
            columns: columns(of: dimensions), examples: try keptExamples(view, order: order, else: rest),
            activeCount: variances.count { $0 > 0.01 }, imageCount: count, testCount: images.count,
            isVariational: isVariational, classes: classes, moment: view.moment)
    }

    private func columns(of dimensions: Int) -> [Int] {
        KeptDimensionsFigure.columns(of: dimensions, image: max(images.rows, images.columns))
    }

    /// One draw from each of the first posteriors, by the noise that the test ELBO is measured with.
    private func draws(from posterior: Posterior) -> [Float] {
        let noise = noise(stream: .reconstructions, count: posterior.count)
        return posterior.means.indices.map {
            posterior.means[$0] + noise[$0] * exp(posterior.logVariances[$0] / 2)
        }
    }

    /// Codes [image, dimension] with some dimensions kept, and in all others the values of `rest` [dimension].
    private static func keeping(_ kept: Set<Int>, of codes: [Float], else rest: [Float]) -> [Float] {
        let isKept = rest.indices.map(kept.contains)
        return codes.indices.map { index in
            let dimension = index % rest.count
            return isKept[dimension] ? codes[index] : rest[dimension]
        }
    }

    /// A typical image of each of a few classes; where there are few, the first images.
    private func keptExamples(
        _ view: SnapshotView, order: [Int], else rest: [Float]
    ) throws -> [KeptDimensionsFigure.Example] {
        let present = presentLabels, most = min(Self.mostExamples, images.count)
        var indices = try (0..<min(most, present.count)).compactMap { place in
            try typicalMember(of: present[place * present.count / min(most, present.count)], in: view)
        }
        indices += (0..<images.count).filter { !indices.contains($0) }.prefix(most - indices.count)
        let dimensions = rest.count
        let codes = indices.flatMap { index in
            let code = Array(view.posterior.means[index * dimensions..<(index + 1) * dimensions])
            return columns(of: dimensions).flatMap { kept in
                Self.keeping(Set(order.prefix(kept)), of: code, else: rest)
            }
        }
        let decoded = try view.decode(codes), across = columns(of: dimensions).count
        return try indices.enumerated().map { row, index in
            KeptDimensionsFigure.Example(
                label: classes.count > 1 ? Int(data.testLabels[index]) : nil, input: try input(index),
                decoded: Array(decoded[row * across..<(row + 1) * across]))
        }
    }
}

extension SnapshotView {
    /// The mean of log p(x|z) over images, each with a code of its own [image, dimension]; nats per image.
    ///
    /// - Precondition: a code for each image, and at least one.
    func reconstruction(of images: ModelledImages, from codes: [Float]) throws -> Double {
        let outputs = try model.outputs(codes), size = images.imageSize
        // An address is needed even of no parameters.
        let learned = try model.likelihoodParameters(), parameters = learned.isEmpty ? [0] : learned
        let likelihood = likelihood
        let densities = try concurrentMap(images.count, together: 32) { image in
            var values = [Float](repeating: 0, count: size)
            try values.withUnsafeMutableBufferPointer { buffer in
                if let base = buffer.baseAddress { try images.write(image, to: base) }
            }
            let own = Array(outputs[image * size..<(image + 1) * size])
            return likelihood.logDensity(
                of: values, outputs: own, count: size, parameters: parameters, gradient: nil)
        }
        return densities.reduce(0, +) / Double(images.count)
    }
}
