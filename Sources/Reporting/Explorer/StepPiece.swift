import Foundation
import LatentSpace
import Runs
import Storage
import VAE

/// What the page needs of one snapshot beside its weights: where the sample is encoded, and the decoded plane.
///
/// Making it takes the network and the images; it is kept in the run folder, so that a report can be put together
/// from files while training goes on.
struct StepPiece: Codable {
    /// What it was made of; another key means that it must be made again.
    let key: String
    /// Posteriors of the sampled test images.
    private let posterior: PosteriorBytes
    /// The decoded plane.
    let frame: PlaneFrame

    static func file(in run: RunFolder, step: Int) -> URL {
        run.page.appendingPathComponent("step-\(step).piece")
    }

    /// The piece of a step; `nil` where there is none, or it is damaged.
    init?(of run: RunFolder, step: Int) {
        guard let piece = PieceFile.read(StepPiece.self, from: Self.file(in: run, step: step)),
            piece.frame.isWhole, piece.posterior.isWhole
        else { return nil }
        self = piece
    }

    init(key: String, posterior: Posterior, frame: PlaneFrame) {
        self.key = key
        self.posterior = PosteriorBytes(posterior)
        self.frame = frame
    }

    /// Posterior means of the sampled test images [image, dimension].
    var means: [Float] { posterior.means }
    /// Logarithms of their variances [image, dimension]; empty where codes are points.
    var logVariances: [Float] { posterior.logVariances }

    func save(in run: RunFolder, step: Int) throws {
        try PieceFile.save(self, to: Self.file(in: run, step: step))
    }

}

/// What the page needs of the run as a whole, beside its record and metrics.
struct ExplorerSample: Codable {
    /// Positions in the test set.
    let indices: [Int]
    /// The class of each.
    let labels: [UInt8]
    /// The images' intensities; where they are paper or ink alone, eight pixels to a byte, the first in the highest bit,
    /// and each image begins a byte.
    let pixels: Data
    /// The dimensions that the page's plane shows, and the code that it passes through.
    let horizontal: Int, vertical: Int?, origin: [Double]

    static func file(in run: RunFolder) -> URL { run.page.appendingPathComponent("sample.piece") }

    /// The sample of a run; `nil` where there is none, or it is damaged.
    static func read(from run: RunFolder) -> ExplorerSample? {
        guard let sample = PieceFile.read(ExplorerSample.self, from: file(in: run)),
            sample.indices.count == sample.labels.count, sample.origin.indices.contains(sample.horizontal),
            sample.vertical.map({ sample.origin.indices.contains($0) && $0 != sample.horizontal }) ?? true
        else { return nil }
        return sample
    }

    /// The first images of it.
    func cut(to most: Int) -> ExplorerSample {
        guard most < labels.count else { return self }
        let size = pixels.count / max(1, labels.count)
        return ExplorerSample(
            indices: Array(indices.prefix(most)), labels: Array(labels.prefix(most)),
            pixels: Data(pixels.prefix(most * size)), horizontal: horizontal, vertical: vertical,
            origin: origin)
    }

    var plane: LatentPlane { LatentPlane(horizontal: horizontal, vertical: vertical, origin: origin) }
}
