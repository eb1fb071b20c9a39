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
            ink: images.selecting([index]).pixels.map { $0 * 255 })
    }

    /// The test set's posterior means on the plane.
    func points(of view: SnapshotView, on plane: LatentPlane) -> LabelledPoints {
        LabelledPoints(points: plane.points(of: view.posterior.means), labels: data.testLabels)
    }
}

/// Classes in the names of figures.
extension RunViewer {
    /// The classes that have test images, ascending.
    var presentLabels: [Int] { Set(data.testLabels.map(Int.init)).sorted() }

    /// The classes that figures of one image show: the article's 6, 1 and 0 where there are such, else the
    /// first three.
    var exemplaryLabels: [Int] {
        let wanted = [6, 1, 0].filter(presentLabels.contains)
        return wanted.isEmpty ? Array(presentLabels.prefix(3)) : wanted
    }

    /// The class whose name in file names is `slug`.
    func label(slug: some StringProtocol) -> Int? {
        classes.names.firstIndex { ClassName.slug($0) == slug }
    }

    /// The two classes of a figure whose name ends with both, as `8-6` or `ankle-boot-bag`.
    func labels(slugs: some StringProtocol) -> (from: Int, to: Int)? {
        for (from, name) in classes.names.enumerated() {
            let start = ClassName.slug(name) + "-"
            guard slugs.hasPrefix(start), let to = label(slug: slugs.dropFirst(start.count)) else { continue }
            return (from, to)
        }
        return nil
    }

    /// The two classes of a figure whose name ends with both, as a person writes them, with `words` between.
    func classNames(slugs: some StringProtocol, joinedBy words: String) -> String {
        guard let labels = labels(slugs: slugs) else { return String(slugs) }
        return "\(classes[labels.from]) \(words) \(classes[labels.to])"
    }

    /// The names of the classes, for messages.
    var classList: String { "the classes are \(classes.names.joined(separator: ", "))" }
}
