import Datasets
import Foundation
import LatentSpace
import Runs
import Storage
import VAE

/// Numbers as their bytes: a property list takes long over thousands of numbers.
struct NumberBytes: Codable {
    private let bytes: Data

    init(_ numbers: [Float]) { bytes = numbers.withUnsafeBytes { Data($0) } }

    /// Whether there are whole numbers.
    var isWhole: Bool { bytes.count.isMultiple(of: MemoryLayout<Float>.size) }

    /// How many.
    var count: Int { bytes.count / MemoryLayout<Float>.size }

    var numbers: [Float] {
        bytes.withUnsafeBytes { bytes in
            (0..<count).map {
                bytes.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Float>.size, as: Float.self)
            }
        }
    }
}

/// Posteriors for a piece.
struct PosteriorBytes: Codable {
    private let meanBytes: NumberBytes, logVarianceBytes: NumberBytes

    init(_ posterior: Posterior) {
        meanBytes = NumberBytes(posterior.means)
        logVarianceBytes = NumberBytes(posterior.logVariances)
    }

    /// Whether there are whole numbers, and a variance for each mean or none.
    var isWhole: Bool {
        meanBytes.isWhole && logVarianceBytes.isWhole
            && (logVarianceBytes.count == 0 || meanBytes.count == logVarianceBytes.count)
    }

    /// [image, dimension].
    var means: [Float] { meanBytes.numbers }
    /// Logarithms of the variances [image, dimension]; empty where codes are points.
    var logVariances: [Float] { logVarianceBytes.numbers }
}

/// Where the encoder of a snapshot put the test images, kept in the run folder so that pictures can be drawn again
/// without encoding them again.
struct CodesPiece: Codable {
    /// The checksum of the snapshot's file.
    let snapshot: UInt32
    private let posterior: PosteriorBytes

    /// Numbers of a snapshot that are worth keeping at the most; four bytes each.
    private static let mostNumbers = 250_000

    private static func file(in run: RunFolder, step: Int) -> URL {
        run.page.appendingPathComponent("codes-\(step).piece")
    }

    /// The posteriors of the run's test images at `step`: those that are kept, or those that `encode` gives.
    ///
    /// - Parameter isKept: whether they are written down, which only who holds the run's lock may do.
    /// - Throws: `FileError` where the snapshot cannot be read or the piece not be written; what `encode` throws.
    static func posterior(
        of run: RecordedRun, step: Int, isKept: Bool, encode: () throws -> Posterior
    ) throws -> Posterior {
        let latentDim = run.architecture.latentDim, numbers = 2 * run.images.count * latentDim
        guard numbers <= mostNumbers else { return try encode() }
        let file = file(in: run.folder, step: step)
        let snapshot = Checksum.crc32([UInt8](try AtomicFile.read(run.folder.snapshot(atStep: step))))
        if let piece = PieceFile.read(CodesPiece.self, from: file), piece.snapshot == snapshot,
            piece.posterior.isWhole
        {
            let (means, logVariances) = (piece.posterior.means, piece.posterior.logVariances)
            if means.count == numbers / 2, logVariances.isEmpty == !run.isVariational {
                return Posterior(latentDim: latentDim, means: means, logVariances: logVariances)
            }
        }
        let posterior = try encode()
        if isKept {
            try AtomicFile.createFolder(run.folder.page)
            try PieceFile.save(
                CodesPiece(snapshot: snapshot, posterior: PosteriorBytes(posterior)), to: file)
        }
        return posterior
    }
}
