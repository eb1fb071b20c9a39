import Testing

@testable import VAE

/// Each layer's way back against finite differences of its way forward.
@Suite struct LayerTests {
    private static let images = 3

    /// A layer between two feature maps, with its parameters, and the scalar objective
    /// sum(output * weighting) whose gradients are known to the layer and to finite differences.
    private final class Bench {
        let input: FeatureMap, output: FeatureMap
        let parameters: Buffer, gradient: Buffer
        let place: ParameterPlace
        private let weighting: [Float]

        init(_ layer: LayerShape, seed: UInt64) {
            input = FeatureMap(images * layer.input.reduce(1, *))
            output = FeatureMap(images * layer.output.reduce(1, *))
            parameters = Buffer(normals(layer.parameterCount, seed: seed).map { $0 * 0.2 })
            gradient = Buffer(layer.parameterCount)
            let bias = layer.parameterCount - layer.biasShape[0]
            place = ParameterPlace(
                weights: parameters.start, bias: parameters.start + bias, weightsGradient: gradient.start,
                biasGradient: gradient.start + bias)
            weighting = normals(output.values.count, seed: seed + 1)
            input.values.copy(normals(input.values.count, seed: seed + 2))
        }

        /// - Returns: the relative error of each gradient along a random direction.
        func errors(of layer: some Layer) throws -> (input: Double, parameters: Double) {
            func objective() throws -> Double {
                try layer.load()
                try layer.forward()
                return zip(output.values.array, weighting).reduce(0) { $0 + Double($1.0) * Double($1.1) }
            }
            /// The layer may mask the output's gradient in place.
            func addGradient() throws {
                output.gradient.copy(weighting)
                try layer.backward()
            }
            _ = try objective()
            layer.clearGradient()
            try addGradient()
            try layer.storeGradient()
            let (inputGradient, parameterGradient) = (input.gradient.array, gradient.array)
            try addGradient()
            try layer.storeGradient()
            #expect(
                relativeError(gradient.array, parameterGradient.map { 2 * $0 }) < 1e-5, "gradients add up")
            func error(_ values: Buffer, _ gradient: [Float]) throws -> Double {
                let start = values.array
                // Along the gradient itself the derivative is large; a random part keeps the test honest.
                let noise = normals(start.count, seed: 99)
                let size = max(1e-3, gradient.map(abs).max() ?? 0)
                let direction = zip(gradient, noise).map { $0 / size + 0.3 * $1 }
                let step: Float = 2.5e-4  // small, because the ReLU bends
                values.copy(zip(start, direction).map { $0 + step * $1 })
                let above = try objective()
                values.copy(zip(start, direction).map { $0 - step * $1 })
                let below = try objective()
                values.copy(start)
                let expected = (above - below) / Double(2 * step)
                let found = zip(gradient, direction).reduce(0) { $0 + Double($1.0) * Double($1.1) }
                return abs(found - expected) / max(abs(expected), 1)
            }
            return (try error(input.values, inputGradient), try error(parameters, parameterGradient))
        }
    }

    @Test(arguments: [12, 28])
    func convolution(side: Int) throws {
        let layer = try Architecture(imageSide: side).layers[1]
        let bench = Bench(layer, seed: 1)
        let convolution = try ConvolutionLayer(
            layer, images: Self.images, from: bench.input, to: bench.output, place: bench.place,
            isFirst: false)
        let errors = try bench.errors(of: convolution)
        #expect(errors.input < 5e-3)
        #expect(errors.parameters < 5e-3)
    }

    @Test func firstConvolution() throws {
        let layer = try Architecture().layers[0]
        let bench = Bench(layer, seed: 2)
        let convolution = try ConvolutionLayer(
            layer, images: Self.images, from: bench.input, to: bench.output, place: bench.place,
            isFirst: true)
        let errors = try bench.errors(of: convolution)
        #expect(errors.parameters < 5e-3)
        #expect(bench.input.gradient.array.allSatisfy { $0 == 0 })
    }

    @Test(arguments: [4, 5], [8, 28])
    func transposedConvolution(index: Int, side: Int) throws {
        let layer = try Architecture(imageSide: side).layers[index]
        let bench = Bench(layer, seed: 3)
        let transposed = try TransposedConvolutionLayer(
            layer, images: Self.images, from: bench.input, to: bench.output, place: bench.place)
        let errors = try bench.errors(of: transposed)
        #expect(errors.input < 5e-3)
        #expect(errors.parameters < 5e-3)
    }

    @Test(arguments: [8, 28, 32])
    func logits(side: Int) throws {
        let layer = try Architecture(imageSide: side).layers[6]
        let bench = Bench(layer, seed: 4)
        let logits = try LogitsLayer(
            layer, images: Self.images, from: bench.input, to: bench.output, place: bench.place)
        let errors = try bench.errors(of: logits)
        #expect(errors.input < 1e-3)
        #expect(errors.parameters < 1e-3)
    }

    @Test(arguments: [1, 2, 64])
    func encoderDense(latentDim: Int) throws {
        let layer = try Architecture(latentDim: latentDim).layers[2]
        let bench = Bench(layer, seed: 5)
        let dense = DenseLayer(
            layer, images: Self.images, from: bench.input, to: bench.output, map: .input(channels: 64),
            place: bench.place)
        let errors = try bench.errors(of: dense)
        #expect(errors.input < 1e-3)
        #expect(errors.parameters < 1e-3)
    }

    @Test(arguments: [1, 2, 64])
    func decoderDense(latentDim: Int) throws {
        let layer = try Architecture(latentDim: latentDim).layers[3]
        let bench = Bench(layer, seed: 6)
        let dense = DenseLayer(
            layer, images: Self.images, from: bench.input, to: bench.output, map: .output(channels: 32),
            place: bench.place)
        let errors = try bench.errors(of: dense)
        #expect(errors.input < 5e-3)
        #expect(errors.parameters < 5e-3)
    }

    @Test func reparameterizationAndDensities() {
        let (moments, noise): ([Float], [Float]) = ([0.3, -1.2, -0.4, 0.7], [0.9, -0.5])
        let (beta, scale): (Float, Float) = (3, 0.25)
        let slope: [Float] = [1.5, -0.8]  // the reconstruction's gradient at z

        func objective(_ moments: [Float]) -> Double {
            var code: [Float] = [0, 0]
            GaussianPosterior.reparameterize(moments: moments, noise: noise, dimensions: 2, into: &code)
            let ratio = GaussianPosterior.logDensityRatio(
                moments: moments, noise: noise, code: code, dimensions: 2)
            return zip(code, slope).reduce(0) { $0 + Double($1.0 * $1.1) } - Double(scale * beta) * ratio
        }
        var (code, gradient): ([Float], [Float]) = ([0, 0], [0, 0, 0, 0])
        GaussianPosterior.reparameterize(moments: moments, noise: noise, dimensions: 2, into: &code)
        GaussianPosterior.reparameterizeBackward(
            codeGradient: slope, moments: moments, noise: noise, code: code, dimensions: 2, beta: beta,
            scale: scale, into: &gradient)
        for index in 0..<4 {
            var (above, below) = (moments, moments)
            above[index] += 1e-2
            below[index] -= 1e-2
            let expected = (objective(above) - objective(below)) / 2e-2
            #expect(abs(Double(gradient[index]) - expected) < 1e-3)
        }
    }

    @Test func klDivergenceIsZeroOnlyAtThePrior() {
        #expect(GaussianPosterior.klDivergence(mean: 0, logVariance: 0) == 0)
        #expect(GaussianPosterior.klDivergence(mean: 1, logVariance: 0) == 0.5)
        #expect(GaussianPosterior.klDivergence(mean: 0, logVariance: 1) > 0.35)
        #expect(GaussianPosterior.klDivergence(mean: 0, logVariance: -1) > 0.18)
    }
}
