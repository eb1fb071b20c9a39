import Likelihoods
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
        let weights = SharedWeights()
        private let weighting: [Float]

        init(_ layer: LayerShape, seed: UInt64) throws {
            input = try FeatureMap(images * layer.input.reduce(1, *))
            output = try FeatureMap(images * layer.output.reduce(1, *))
            parameters = try Buffer(normals(layer.parameterCount, seed: seed).map { $0 * 0.2 })
            gradient = try Buffer(layer.parameterCount)
            place = ParameterPlace(of: layer, parameters: parameters, gradient: gradient)
            weighting = normals(output.values.count, seed: seed + 1)
            input.values.copy(normals(input.values.count, seed: seed + 2))
        }

        /// - Returns: the relative error of each gradient along a random direction.
        func errors(of layer: some Layer) throws -> (input: Double, parameters: Double) {
            func objective() throws -> Double {
                weights.load(part: 0, of: 1)
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

    /// A layer on its own between two maps.
    private static func layer(
        _ input: [Int], _ description: LayerDescription
    ) throws -> LayerShape {
        let plan = try NetworkPlan("test", [description], from: input)
        return try #require(plan.stages.first?.layers.first)
    }

    private static func errors(
        _ shape: LayerShape, seed: UInt64, needsInputGradient: Bool = true
    ) throws -> (bench: Bench, input: Double, parameters: Double) {
        let bench = try Bench(shape, seed: seed)
        let layer: any Layer =
            switch shape.kind {
            case .convolution, .transposedConvolution:
                try ConvolutionLayer(
                    shape, images: images, from: bench.input, to: bench.output, place: bench.place,
                    needsInputGradient: needsInputGradient, workspace: Workspace(bench.weights))
            case .dense:
                try DenseLayer(
                    shape, images: images, from: bench.input, to: bench.output, place: bench.place,
                    needsInputGradient: needsInputGradient)
            }
        let errors = try bench.errors(of: layer)
        return (bench, errors.input, errors.parameters)
    }

    @Test(arguments: [1, 3, 4, 5], [1, 2])
    func convolution(kernel: Int, stride: Int) throws {
        for (index, padding) in [Padding.same, .pixels(0), .pixels(kernel - 1)].enumerated() {
            let shape = try Self.layer(
                [16, 9, 9],
                .convolution(
                    channels: 8, kernel: kernel, stride: stride, padding: padding,
                    activation: index == 1 ? .none : .relu))
            let errors = try Self.errors(shape, seed: UInt64(kernel))
            #expect(errors.input < 5e-3, "\(padding)")
            #expect(errors.parameters < 5e-3, "\(padding)")
        }
    }

    @Test(arguments: [1, 3])
    func firstConvolution(channels: Int) throws {
        let shape = try Self.layer(
            [channels, 28, 28],
            .convolution(channels: 32, kernel: 3, stride: 2, padding: .pixels(0), activation: .relu))
        let errors = try Self.errors(shape, seed: 2, needsInputGradient: false)
        #expect(errors.parameters < 5e-3)
        #expect(errors.bench.input.gradient.array.allSatisfy { $0 == 0 })
    }

    @Test(arguments: [1, 3, 4, 5], [1, 2])
    func transposedConvolution(kernel: Int, stride: Int) throws {
        for (index, padding) in [Padding.same, .pixels(0), .pixels((kernel - 1) / 2)].enumerated() {
            let shape = try Self.layer(
                [8, 7, 7],
                .transposedConvolution(
                    channels: 16, kernel: kernel, stride: stride, padding: padding,
                    activation: index == 1 ? .none : .relu))
            let errors = try Self.errors(shape, seed: 3)
            #expect(errors.input < 5e-3, "\(padding)")
            #expect(errors.parameters < 5e-3, "\(padding)")
        }
    }

    /// The last layer, to one channel or three, by our own code where its input's channels are a multiple of 16.
    @Test(arguments: [(1, 32), (3, 32), (3, 16), (1, 10), (3, 8)], [1, 3, 5])
    func logits(channels: (output: Int, input: Int), kernel: Int) throws {
        for side in [5, 8, 28] {
            let shape = try Self.layer(
                [channels.input, side, side],
                .transposedConvolution(
                    channels: channels.output, kernel: kernel, stride: 1, padding: .same, activation: .none))
            #expect(NarrowMap.fits(shape) == channels.input.isMultiple(of: 16))
            let errors = try Self.errors(shape, seed: 4)
            #expect(errors.input < 1e-3)
            #expect(errors.parameters < 1e-3)
        }
    }

    @Test(arguments: [[64, 6, 6], [2304], [1, 5, 5]], [[4], [32, 7, 7]])
    func dense(input: [Int], output: [Int]) throws {
        let shape = try Self.layer(
            input, .dense(output: output, activation: output.count > 1 ? .relu : .none))
        let errors = try Self.errors(shape, seed: 5)
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
        #expect(StandardNormal.klDivergence(mean: 0, logVariance: 0) == 0)
        #expect(StandardNormal.klDivergence(mean: 1, logVariance: 0) == 0.5)
        #expect(StandardNormal.klDivergence(mean: 0, logVariance: 1) > 0.35)
        #expect(StandardNormal.klDivergence(mean: 0, logVariance: -1) > 0.18)
    }
}
