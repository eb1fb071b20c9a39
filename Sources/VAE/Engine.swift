import CKernels
import Datasets
import Synchronization

/// The network on all workers: it splits images into micro-batches and joins what comes of them.
///
/// Whose gradients a worker sums depends on the images' number alone, and every sum is taken in the images' or
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
    /// What all workers read, and which of the parameters it was made of.
    private let weights = SharedWeights()
    private var weightsVersion = 0
    /// What took part in the last gradient, in the workers' order.
    private var gradients: [Buffer] = []

    /// What one thread computes with; nobody else touches it during `WorkerPool.run`.
    private final class Worker {
        /// Its networks by their number of images, made when first needed.
        var microBatches = [MicroBatch?](repeating: nil, count: Engine.microBatchSize + 1)
        /// Those that hold a part of the gradient in hand, in the order of their first use.
        var contributors: [MicroBatch] = []
        /// The last one asked for: a path is bent by many calls of the same size.
        var tangentDecoder: TangentDecoder?
    }

    /// - Parameter batchSize: images that are computed together at the most; beyond the cores of this machine, there are
    ///   no more workers than those can busy.
    init(architecture: Architecture, threads: Int, batchSize: Int) throws(VAEError) {
        self.architecture = architecture
        parameters = try Buffer(architecture.parameterCount)
        let busy = max(Processor.physicalCores, batchSize / Self.smallestShare)
        pool = WorkerPool(count: min(threads, busy))
        workers = (0..<pool.count).map { _ in Worker() }
    }

    /// The gradient that `gatherGradients` last left, in stored order; until `update` uses it.
    var gradient: [Float] {
        get throws(VAEError) {
            let sum = try Buffer(parameters.count)
            for part in gradients { add(part.start, to: sum.start, count: sum.count) }
            return sum.array
        }
    }

    func load(_ parameters: Parameters) throws {
        guard parameters.architecture == architecture else {
            throw VAEError.unusableParameters(
                "they are those of \(parameters.architecture), this is \(architecture)")
        }
        self.parameters.copy(parameters.flat)
        version += 1
    }

    /// The next piece of a work that several threads share.
    private final class Turns: Sendable {
        private let taken = Atomic<Int>(0)

        func next() -> Int { taken.add(1, ordering: .relaxed).oldValue }
    }

    /// Runs `body` on micro-batches that together are `count` images, each on the thread of the worker that is free.
    ///
    /// Only the last may be smaller than the others, so that what is computed of an image is the same bytes whoever
    /// computes it: the library rounds otherwise for another number of images.
    ///
    /// - Parameter body: gets the worker's network and the position of its first image.
    func forEachMicroBatch(
        of count: Int, _ body: @escaping @Sendable (_ network: MicroBatch, _ first: Int) throws -> Void
    ) throws {
        let size = Self.microBatchSize, pieces = (count + size - 1) / size
        let turns = Turns()
        try loadWeights()
        try pool.run { number in
            guard number < pieces else { return }
            var piece = turns.next()
            while piece < pieces {
                let first = piece * size
                try body(try self.network(of: min(size, count - first), worker: self.workers[number]), first)
                piece = turns.next()
            }
        }
    }

    /// Runs `body` on micro-batches that together are `count` images, each on its worker's thread, and leaves the sum of
    /// their gradients in `gradient`.
    ///
    /// - Parameter body: gets the worker's network and the position of its first image.
    func gatherGradients(
        of count: Int, _ body: @escaping @Sendable (_ network: MicroBatch, _ first: Int) throws -> Void
    ) throws {
        let active = max(1, min(pool.count, count / Self.smallestShare))
        try loadWeights()
        try pool.run { number in
            guard number < active else { return }
            let worker = self.workers[number]
            worker.contributors = []
            let end = (number + 1) * count / active
            var first = number * count / active
            while first < end {
                let network = try self.network(of: min(Engine.microBatchSize, end - first), worker: worker)
                if !worker.contributors.contains(where: { $0 === network }) {
                    network.clearGradient()
                    worker.contributors.append(network)
                }
                try body(network, first)
                first += network.images
            }
            for network in worker.contributors { try network.storeGradient() }
        }
        gradients = workers.prefix(active).flatMap { $0.contributors.map(\.gradient) }
    }

    /// Runs `body` on a part of the parameters for each worker, with the gradients to be summed there.
    func update(
        _ body: @escaping @Sendable (_ parameters: Buffer, _ gradients: [Buffer], Range<Int>) -> Void
    ) throws {
        let gradients = gradients
        try pool.run { worker in body(self.parameters, gradients, self.part(of: worker)) }
        version += 1
    }

    /// Scales the gathered gradient to the length `most` where it is longer.
    ///
    /// - Returns: the length that it had.
    func clipGradient(to most: Float) throws -> Double {
        guard let sum = gradients.first else { return 0 }
        let others = Array(gradients.dropFirst())
        let squares = try Doubles(pool.count)
        try pool.run { worker in
            let range = self.part(of: worker)
            for other in others {
                add(other.start + range.lowerBound, to: sum.start + range.lowerBound, count: range.count)
            }
            squares.start[worker] = range.clamped(to: 0..<sum.count).reduce(0) {
                $0 + Double(sum.start[$1]) * Double(sum.start[$1])
            }
        }
        gradients = [sum]
        let length = squares.array.reduce(0, +).squareRoot()
        guard length > Double(most) else { return length }
        let factor = Float(Double(most) / length)
        try pool.run { worker in
            for index in self.part(of: worker) { sum.start[index] *= factor }
        }
        return length
    }

    /// The part of the parameters that a worker updates. Parts begin at whole vectors, so that no two workers write the
    /// same one, and the last may reach past the last parameter.
    private func part(of worker: Int) -> Range<Int> {
        let width = kernel_lanes
        let vectors = (parameters.count + width - 1) / width
        return worker * vectors / pool.count * width..<(worker + 1) * vectors / pool.count * width
    }

    /// Makes what the workers share of the newest parameters; to be called before they compute.
    func loadWeights() throws {
        guard weightsVersion != version else { return }
        try pool.run { worker in self.weights.load(part: worker, of: self.pool.count) }
        weightsVersion = version
    }

    /// The decoder of a worker, by its number, for so many codes and directions.
    ///
    /// To be called on that worker's thread, after `loadWeights`.
    func tangentDecoder(codes: Int, directions: Int, worker number: Int) throws -> TangentDecoder {
        let worker = workers[number]
        var decoder = worker.tangentDecoder
        if decoder?.codes != codes || decoder?.directions != directions { decoder = nil }
        let made =
            try decoder
            ?? TangentDecoder(
                codes: codes, directions: directions, architecture: architecture, parameters: parameters,
                weights: weights)
        worker.tangentDecoder = made
        if made.loadedVersion != version {
            try made.load()
            made.loadedVersion = version
        }
        return made
    }

    private func network(of images: Int, worker: Worker) throws -> MicroBatch {
        let network =
            try worker.microBatches[images]
            ?? MicroBatch(
                images: images, architecture: architecture, parameters: parameters, weights: weights)
        worker.microBatches[images] = network
        if network.loadedVersion != version {
            try network.load()
            network.loadedVersion = version
        }
        return network
    }
}
