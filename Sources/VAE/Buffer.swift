import Foundation

/// Zeroed memory for 32-bit floats at a fixed address, aligned for vectors and cache lines.
///
/// It may be shared between threads because the workers take turns: each writes only buffers of its own, or
/// its own part of a shared one, and `WorkerPool.run` returns when all are done.
final class Buffer: @unchecked Sendable {
    let start: UnsafeMutablePointer<Float>
    let count: Int
    /// What is to be freed; `start` is the first place in it that is aligned.
    private let block: UnsafeMutableRawPointer

    /// Memory that is never touched, such as gradients where there is only a way forward, costs nothing.
    ///
    /// - Throws: `VAEError.noMemory` where the system gives none.
    init(_ count: Int) throws(VAEError) {
        let alignment = 64
        // Whole vectors: kernels may write the last one whole.
        let lines = (count * MemoryLayout<Float>.stride + alignment - 1) / alignment
        let bytes = max(1, lines) * alignment
        guard let block = calloc(bytes + alignment, 1) else {
            throw .noMemory(bytes: bytes)
        }
        self.block = block
        start = block.alignedUp(toMultipleOf: alignment).assumingMemoryBound(to: Float.self)
        self.count = count
    }

    convenience init(bytes: Int) throws(VAEError) { try self.init((bytes + 3) / 4) }

    convenience init(_ values: [Float]) throws(VAEError) {
        try self.init(values.count)
        copy(values)
    }

    deinit { free(block) }

    /// - Precondition: as many values as the buffer holds.
    func copy(_ values: [Float]) {
        precondition(values.count == count)
        values.withUnsafeBufferPointer { source in
            if let base = source.baseAddress { start.update(from: base, count: count) }
        }
    }

    func clear() { start.update(repeating: 0, count: count) }

    var array: [Float] { Array(UnsafeBufferPointer(start: start, count: count)) }

    /// The last numbers, as many as `length`; no more than there are.
    func suffix(_ length: Int) -> [Float] {
        Array(UnsafeBufferPointer(start: start, count: count).suffix(length))
    }
}

/// What passes between two layers, and the loss's gradient with respect to it.
final class FeatureMap {
    let values: Buffer
    let gradient: Buffer

    init(_ count: Int) throws(VAEError) {
        values = try Buffer(count)
        gradient = try Buffer(count)
    }
}

/// Zeroed memory for one sum an image, shared as a `Buffer` is.
final class Doubles: @unchecked Sendable {
    let start: UnsafeMutablePointer<Double>
    private let count: Int

    init(_ count: Int) throws(VAEError) {
        let bytes = max(1, count) * MemoryLayout<Double>.stride
        guard let block = calloc(bytes, 1) else { throw .noMemory(bytes: bytes) }
        start = block.assumingMemoryBound(to: Double.self)
        self.count = count
    }

    deinit { free(start) }

    var array: [Double] { Array(UnsafeBufferPointer(start: start, count: count)) }
}
