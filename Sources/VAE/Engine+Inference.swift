import Datasets
import Likelihoods

/// Encoding, decoding and evaluating whole sets.
extension Engine {
    /// - Throws: `VAEError.unusableInput` unless the images have the network's size.
    func check(_ images: ModelledImages) throws {
        try architecture.check(images, "images")
    }

    func encode(_ images: ModelledImages) throws -> Posterior {
        try check(images)
        let d = architecture.latentDim
        let means = try Buffer(images.count * d), logVariances = try Buffer(images.count * d)
        try forEachMicroBatch(of: images.count) { network, first in
            try network.setPixels(images, at: first..<first + network.images)
            try network.encode()
            for image in 0..<network.images {
                let moments = network.moments.values.start + image * 2 * d
                (means.start + (first + image) * d).update(from: moments, count: d)
                (logVariances.start + (first + image) * d).update(from: moments + d, count: d)
            }
        }
        return Posterior(latentDim: d, means: means.array, logVariances: logVariances.array)
    }

    /// - Throws: `VAEError.unusableInput` unless the codes [code, dimension] are whole and finite.
    func check(_ codes: [Float]) throws {
        let d = architecture.latentDim
        guard codes.count.isMultiple(of: d) else {
            throw VAEError.unusableInput("\(codes.count) numbers are no whole codes of \(d)")
        }
        guard codes.allSatisfy(\.isFinite) else {
            throw VAEError.unusableInput("a latent code holds a number that is not finite")
        }
    }

    func decode(_ codes: [Float], asMeans: Bool) throws -> [Float] {
        try check(codes)
        let (d, size) = (architecture.latentDim, architecture.pixelCount)
        let input = try Buffer(codes)
        let output = try Buffer(codes.count / d * size)
        try forEachMicroBatch(of: codes.count / d) { network, first in
            network.code.values.start.update(from: input.start + first * d, count: network.images * d)
            try network.decode()
            let target = output.start + first * size
            target.update(from: network.outputs.values.start, count: network.images * size)
            if asMeans {
                network.architecture.likelihood.makeMeans(target, count: network.images * size)
            }
        }
        return output.array
    }

    func evaluate(_ images: ModelledImages, noise: [Float]?) throws -> Evaluation {
        try check(images)
        let d = architecture.latentDim
        let count = images.count
        guard count > 0 else { throw VAEError.unusableInput("there are no images to evaluate on") }
        guard noise == nil || noise?.count == count * d else {
            throw VAEError.unusableInput(
                "\(noise?.count ?? 0) numbers of noise for \(count) images of \(d) latent dimensions")
        }
        let noise = try noise.map { try Buffer($0) }
        let logLikelihoods = try Doubles(count), divergences = try Doubles(count * d)
        try forEachMicroBatch(of: count) { network, first in
            try network.setPixels(images, at: first..<first + network.images)
            try network.encode()
            network.reparameterize(noise: noise.map { $0.start + first * d })
            try network.decode()
            network.logLikelihood(gradientScale: nil, into: logLikelihoods.start + first)
            guard noise != nil else { return }
            network.divergences(into: divergences.start + first * d)
        }
        return Evaluation(logLikelihoods: logLikelihoods.array, divergences: divergences.array, latentDim: d)
    }
}

extension Evaluation {
    /// Means over images from each one's log p(x|z) and divergences [image, dimension].
    init(logLikelihoods: [Double], divergences: [Double], latentDim: Int) {
        let count = logLikelihoods.count
        var perDimension = [Double](repeating: 0, count: latentDim)
        var elbos = logLikelihoods
        for image in 0..<count {
            for dimension in 0..<latentDim {
                let divergence = divergences[image * latentDim + dimension]
                perDimension[dimension] += divergence
                elbos[image] -= divergence
            }
        }
        let means = perDimension.map { $0 / Double(count) }
        self.init(
            reconstruction: logLikelihoods.reduce(0, +) / Double(count), klDivergence: means.reduce(0, +),
            klPerDimension: means, elboPerImage: elbos)
    }
}
