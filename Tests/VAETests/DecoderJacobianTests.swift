import Testing

@testable import VAE

/// The decoder's derivatives against PyTorch's in float64 and against differences of its logits.
@Suite struct DecoderJacobianTests {
    /// The `index`-th part of `size` values.
    private func slice(_ values: [Float], at index: Int, size: Int) -> [Float] {
        Array(values[index * size..<(index + 1) * size])
    }

    private static func parameters(_ architecture: Architecture) -> Parameters {
        Parameters(
            architecture: architecture, flat: normals(architecture.parameterCount, seed: 3).map { $0 * 0.1 })
    }

    @Test(arguments: Goldens.Case.allCases, [1, 2, 3])
    func matchesAutomaticDifferentiation(_ file: Goldens.Case, threads: Int) throws {
        let goldens = try Goldens(file)
        let expected = try #require(goldens.tensors["jacobian"])
        let network = try Network(
            architecture: goldens.architecture, parameters: try goldens.parameters(), threads: threads)
        let codes = Array(
            try goldens.values("mean").prefix(expected.shape[0] * goldens.architecture.latentDim))
        let jacobian = try network.decoderJacobian(at: codes)
        #expect(jacobian.count == expected.shape[0])
        #expect(jacobian.dimensions == Array(0..<goldens.architecture.latentDim))
        #expect(relativeError(jacobian.derivatives, try goldens.images("jacobian")) < 1e-5)
        #expect(relativeError(jacobian.outputs, try network.decodeOutputs(codes)) < 1e-6)
    }

    /// What a network keeps for derivatives follows its parameters, and questions of another size.
    @Test func followsTheParameters() throws {
        let architecture = try Architecture(latentDim: 3, imageSide: 12)
        let parameters = Self.parameters(architecture)
        let others = Parameters(
            architecture: architecture, flat: normals(architecture.parameterCount, seed: 4).map { $0 * 0.1 })
        let network = try Network(architecture: architecture, parameters: others, threads: 2)
        let codes = normals(7 * 3)
        _ = try network.decoderJacobian(at: codes, along: [1])
        _ = try network.decoderJacobian(at: codes)
        try network.load(parameters)
        let fresh = try Network(architecture: architecture, parameters: parameters, threads: 2)
        #expect(try network.decoderJacobian(at: codes) == fresh.decoderJacobian(at: codes))
        #expect(
            try network.decoderJacobian(at: codes, along: [2])
                == fresh.decoderJacobian(at: codes, along: [2]))
    }

    /// Between two bends of its ReLUs the decoder is linear, so that differences are exact but for rounding; few
    /// bends lie within a step.
    @Test(arguments: [1, 2, 5, 24])
    func matchesDifferences(latentDim: Int) throws {
        let architecture = try Architecture(latentDim: latentDim, imageSide: 12)
        let network = try Network(
            architecture: architecture, parameters: Self.parameters(architecture), threads: 2)
        let count = 7, size = architecture.pixelCount, step: Float = 2e-4
        let codes = normals(count * latentDim)
        let derivatives = try network.decoderJacobian(at: codes).derivatives
        for dimension in 0..<latentDim {
            func logits(_ shift: Float) throws -> [Float] {
                var moved = codes
                for code in 0..<count { moved[code * latentDim + dimension] += shift }
                return try network.decodeOutputs(moved)
            }
            let (above, below) = (try logits(step), try logits(-step))
            let differences = zip(above, below).map { ($0 - $1) / (2 * step) }
            let found = (0..<count).flatMap { code in
                slice(derivatives, at: code * latentDim + dimension, size: size)
            }
            let error = zip(found, differences).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            let scale = differences.reduce(0) { $0 + $1 * $1 }
            #expect((error / scale).squareRoot() < 2e-2)
        }
    }

    @Test func differentiatesAlongSomeDimensions() throws {
        let architecture = try Architecture(latentDim: 20, imageSide: 8)
        let network = try Network(
            architecture: architecture, parameters: Self.parameters(architecture), threads: 2)
        let codes = normals(3 * 20), size = architecture.pixelCount
        let all = try network.decoderJacobian(at: codes)
        let some = try network.decoderJacobian(at: codes, along: [17, 4])
        #expect(some.dimensions == [17, 4])
        #expect(relativeError(some.outputs, all.outputs) < 1e-6)
        for code in 0..<3 {
            for (place, dimension) in [17, 4].enumerated() {
                let part = slice(some.derivatives, at: code * 2 + place, size: size)
                let whole = slice(all.derivatives, at: code * 20 + dimension, size: size)
                #expect(relativeError(part, whole) < 1e-6)
            }
        }
    }

    @Test func refusesUnusableCodes() throws {
        let architecture = try Architecture(latentDim: 2, imageSide: 8)
        let network = try Network(
            architecture: architecture, parameters: Self.parameters(architecture), threads: 1)
        #expect(try network.decoderJacobian(at: []).count == 0)
        #expect(throws: VAEError.self) { try network.decoderJacobian(at: [1, 2, 3]) }
        #expect(throws: VAEError.self) { try network.decoderJacobian(at: [1, .nan]) }
        #expect(throws: VAEError.self) { try network.decoderJacobian(at: [1, 2], along: [2]) }
    }
}
