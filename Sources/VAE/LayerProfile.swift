import Foundation

/// What one layer costs on this machine, on one thread, and which code of the library computes it.
public struct LayerProfile: Sendable {
    /// The layer's name, as `encoder.conv1`.
    public let name: String
    /// Seconds an image, the least of several measurements.
    public let forward: Double, backward: Double
    /// Multiplications and additions an image of the way forward; the way back takes twice as many.
    public let operations: Double
    /// The library's names of its products' code.
    public let implementations: [String]

    /// Whether the library computes a product by its general code, several times slower than what it makes for
    /// a processor that it knows.
    public var isSlow: Bool { implementations.contains { Self.isSlow($0) } }

    /// Our own code ("winograd") is fast. So is the library's that is made at run time ("jit:avx2") or works on blocks
    /// ("brgconv:avx512_core"); through matrix products ("gemm:jit") and plain loops ("ref:any") these layers take much longer.
    static func isSlow(_ implementation: String) -> Bool {
        !["winograd", "jit", "brg"].contains { implementation.hasPrefix($0) }
    }
}

extension Architecture {
    /// Measures every layer on a micro-batch of `images`.
    ///
    /// - Throws: `VAEError.library`.
    public func profile(images: Int = 8, rounds: Int = 20) throws -> [LayerProfile] {
        useCallingThreadOnly()
        let network = try MicroBatch(
            images: images, architecture: self, parameters: try Buffer(parameterCount),
            weights: SharedWeights())
        try network.load()
        return try zip(layers, network.layers).map { shape, layer in
            LayerProfile(
                name: shape.name, forward: try seconds(rounds) { try layer.forward() } / Double(images),
                backward: try seconds(rounds) { try layer.backward() } / Double(images),
                operations: shape.operations, implementations: layer.implementations)
        }
    }

    /// The names of the layers that the library computes by slow code on this machine.
    ///
    /// - Throws: `VAEError.library`.
    public func slowLayers() throws -> [String] {
        try profile(images: 1, rounds: 0).filter(\.isSlow).map(\.name)
    }

    /// The least that `body` takes in `rounds` goes; seconds.
    private func seconds(_ rounds: Int, _ body: () throws -> Void) rethrows -> Double {
        var least = Double.infinity
        for _ in 0..<rounds {
            let began = ContinuousClock.now
            try body()
            least = min(least, began.duration(to: .now) / .seconds(1))
        }
        return least
    }
}
