import Datasets

/// The network on all workers: it splits images into micro-batches and joins what comes of them.
///
/// Which worker gets which images depends on their number alone, and every sum is taken in the images' or
/// the workers' order, so the same work gives the same bytes again.
final class Engine: @unchecked Sendable {
    /// Images that a worker computes together: enough to keep the vector units busy, few enough for its cache.
    static let microBatchSize = 8
    /// Images below which a worker is not worth waking.
    static let smallestShare = 4

    let architecture: Architecture
    /// All parameters, in stored order.
    let parameters: Buffer
    let pool: WorkerPool
    private let workers: [Worker]
    /// How often the parameters have changed.
    private var version = 0
    /// The workers that took part in the last gradient.
    private var gradients: [Buffer] = []

    /// What one thread computes with; nobody else touches it during `WorkerPool.run`.
    private final class Worker {
        /// The sum of its micro-batches' gradients.
        let gradient: Buffer
        /// Its networks by their number of images, made when first needed.
        var microBatches = [MicroBatch?](repeating: nil, count: Engine.microBatchSize + 1)

        init(parameterCount: Int) { gradient = Buffer(parameterCount) }
    }

    init(architecture: Architecture, threads: Int) {
        self.architecture = architecture
        parameters = Buffer(architecture.parameterCount)
        pool = WorkerPool(count: threads)
        workers = (0..<pool.count).map { _ in Worker(parameterCount: architecture.parameterCount) }
    }

    /// The gradient that `forEachMicroBatch` last gathered, summed over the workers, in stored order.
    var gradient: [Float] {
        let sum = Buffer(parameters.count)
        for part in gradients { add(part.start, to: sum.start, count: sum.count) }
        return sum.array
    }

    func load(_ parameters: Parameters) throws {
        guard parameters.architecture == architecture else {
            throw VAEError.unusableParameters(
                "they are those of \(parameters.architecture), this is \(architecture)")
        }
        self.parameters.copy(parameters.flat)
        version += 1
    }

    /// Runs `body` on micro-batches that together are `count` images, each on its worker's thread.
    ///
    /// - Parameters:
    ///   - gathersGradients: leaves the sum of the micro-batches' gradients in `gradient`.
    ///   - body: gets the worker's network and the position of its first image.
    func forEachMicroBatch(
        of count: Int, gathersGradients: Bool = false,
        _ body: @escaping @Sendable (_ network: MicroBatch, _ first: Int) throws -> Void
    ) throws {
        let active = min(pool.count, max(1, count / Self.smallestShare))
        if gathersGradients { gradients = workers.prefix(active).map(\.gradient) }
        try pool.run { worker in
            guard worker < active else { return }
            let sum = self.workers[worker].gradient
            if gathersGradients { sum.clear() }
            let end = (worker + 1) * count / active
            var first = worker * count / active
            while first < end {
                let size = min(Engine.microBatchSize, end - first)
                let network = try self.network(of: size, worker: worker)
                try body(network, first)
                if gathersGradients { add(network.gradient.start, to: sum.start, count: sum.count) }
                first += size
            }
        }
    }

    /// Runs `body` on a part of the parameters for each worker, with the workers' gradients.
    func update(
        _ body: @escaping @Sendable (_ parameters: Buffer, _ gradients: [Buffer], Range<Int>) -> Void
    ) throws {
        let gradients = gradients
        // Parts begin at whole vectors, so that no two workers write the same one.
        let width = Lanes.scalarCount
        let vectors = (parameters.count + width - 1) / width
        try pool.run { worker in
            let first = worker * vectors / self.pool.count * width
            let end = (worker + 1) * vectors / self.pool.count * width
            body(self.parameters, gradients, first..<end)
        }
        version += 1
    }

    private func network(of images: Int, worker: Int) throws -> MicroBatch {
        let worker = workers[worker]
        let network =
            try worker.microBatches[images]
            ?? MicroBatch(images: images, architecture: architecture, parameters: parameters)
        worker.microBatches[images] = network
        if network.loadedVersion != version {
            try network.load()
            network.loadedVersion = version
        }
        return network
    }
}
