import Datasets
import Drawing
import Figures
import LatentSpace
import Randomness
import Runs
import VAE

extension DataImage {
    /// An image as it is modelled.
    ///
    /// - Throws: `FileError` of kind `inputOutput` where the images are in a file that cannot be read.
    init(_ images: ModelledImages, _ index: Int) throws {
        self.init(
            rows: images.rows, columns: images.columns, channels: images.channels,
            bytes: try images.bytes(of: index))
    }

    /// Decoded images, cut from means [image, row, column, channel]; they are of the size of `images`.
    static func decoded(_ means: [Float], like images: ModelledImages) -> [DataImage] {
        DataImage.images(
            rows: images.rows, columns: images.columns, channels: images.channels, means: means)
    }
}

/// What several kinds of figures ask of a run.
extension RunViewer {
    /// Standard normal draws [image, dimension], the same at every snapshot.
    func noise(stream: NoiseStream, count: Int) -> [Float] {
        var generator = SeededGenerator(seed: record.seed, stream: stream)
        return (0..<count * record.configuration.architecture.latentDim).map { _ in Float(generator.normal())
        }
    }

    /// The image as the network sees it: where pixels are cut, ink or none.
    func input(_ index: Int) throws -> DataImage { try DataImage(images, index) }

    /// The test set's posterior means on the plane; none of a spatial latent that was only counted.
    func points(of view: SnapshotView, on plane: LatentPlane) -> LabelledPoints {
        LabelledPoints(
            points: plane.points(of: view.posterior.means),
            labels: Array(data.testLabels.prefix(view.posterior.count)))
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
