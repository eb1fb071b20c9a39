import Datasets
import Drawing
import Figures
import LatentSpace
import Randomness
import Runs
import VAE

/// What several kinds of figures ask of a run.
extension RunViewer {
    /// Standard normal draws [image, dimension], the same at every snapshot.
    func noise(stream: NoiseStream, count: Int) -> [Float] {
        var generator = SeededGenerator(seed: record.seed, stream: stream)
        return (0..<count * record.configuration.architecture.latentDim).map { _ in Float(generator.normal())
        }
    }

    /// The image as the network sees it: ink or none.
    func input(_ index: Int) -> InkImage {
        InkImage(
            rows: images.rows, columns: images.columns,
            ink: images.bytes(of: index))
    }

    /// The test set's posterior means on the plane.
    func points(of view: SnapshotView, on plane: LatentPlane) -> LabelledPoints {
        LabelledPoints(points: plane.points(of: view.posterior.means), labels: data.testLabels)
    }
}

/// The classes that figures show.
extension RunViewer {
    /// The classes that have test images, ascending.
    var presentLabels: [Int] { Set(data.testLabels.map(Int.init)).sorted() }

    /// The classes that figures of one image show: the profile's where there are such, else the first three.
    var exemplaryLabels: [Int] {
        let present = presentLabels
        let wanted = profile.exemplaryLabels.filter(present.contains)
        return wanted.isEmpty ? Array(present.prefix(3)) : wanted
    }
}
