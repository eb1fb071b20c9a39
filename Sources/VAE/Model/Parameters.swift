import Likelihoods
public import Randomness

/// Numbers in row-major order.
public struct Tensor: Sendable, Equatable {
    /// The extent of each axis, the slowest first.
    public let shape: [Int]
    /// The elements, the last axis running fastest.
    public let values: [Float]

    /// - Precondition: `values.count` is the product of `shape`.
    public init(shape: [Int], values: [Float]) {
        precondition(values.count == shape.reduce(1, *), "as many values as the shape has elements")
        self.shape = shape
        self.values = values
    }
}

/// The weights and biases of one network under their stored names, in PyTorch's axes.
public struct Parameters: Sendable, Equatable {
    /// The network that they fit.
    public let architecture: Architecture
    /// The names, in the order in which they are stored.
    public let names: [String]
    /// One tensor for each name.
    public let tensors: [Tensor]

    /// Takes the network's parameters out of `tensors` (others are left aside) and checks them.
    ///
    /// - Throws: `VAEError.unusableParameters` naming a tensor that is missing, of another shape, or holds
    ///   a number that is not finite.
    public init(architecture: Architecture, tensors: [String: Tensor]) throws {
        let shapes = architecture.parameterShapes
        self.architecture = architecture
        names = shapes.map(\.name)
        self.tensors = try shapes.map { name, shape in
            guard let tensor = tensors[name] else {
                throw VAEError.unusableParameters("'\(name)' is missing")
            }
            guard tensor.shape == shape else {
                throw VAEError.unusableParameters(
                    "'\(name)' has the shape \(tensor.shape), the network needs \(shape)")
            }
            guard tensor.values.allSatisfy(\.isFinite) else {
                throw VAEError.unusableParameters("'\(name)' holds a number that is not finite")
            }
            return tensor
        }
    }

    /// All values one after the other, in stored order. - Precondition: the count fits the architecture.
    init(architecture: Architecture, flat: [Float]) {
        var start = 0
        var tensors: [Tensor] = []
        for (_, shape) in architecture.parameterShapes {
            let end = start + shape.reduce(1, *)
            tensors.append(Tensor(shape: shape, values: Array(flat[start..<end])))
            start = end
        }
        precondition(start == flat.count, "as many values as the architecture has parameters")
        self.architecture = architecture
        names = architecture.parameterShapes.map(\.name)
        self.tensors = tensors
    }

    /// All values one after the other, in stored order.
    var flat: [Float] { tensors.flatMap(\.values) }

    /// The tensor stored under `name`; `nil` where the network has none of that name.
    public subscript(name: String) -> Tensor? {
        names.firstIndex(of: name).map { tensors[$0] }
    }

    /// Fresh parameters as Keras's defaults draw them: weights uniform within
    /// ±sqrt(6 / (fan in + fan out)), biases 0.
    ///
    /// Source: X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural
    /// networks" (2010), equation 16.
    public static func glorotUniform(
        architecture: Architecture, using generator: inout SeededGenerator
    ) -> Parameters {
        var flat: [Float] = []
        flat.reserveCapacity(architecture.parameterCount)
        for layer in architecture.layers {
            let limit = (6 / Double(layer.fans)).squareRoot()
            for _ in 0..<layer.weightCount {
                flat.append(Float(generator.uniform(in: -limit...limit)))
            }
            flat.append(contentsOf: repeatElement(0, count: layer.biasShape[0]))
        }
        flat += architecture.likelihood.parameters.map(\.initial)
        return Parameters(architecture: architecture, flat: flat)
    }
}
