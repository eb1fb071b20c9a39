import Datasets
import Foundation
public import Storage
import VAE

/// The file `images.safetensors`: the test sample of a recorded run.
public enum SampleFile {
    /// The labels of a run's sample, in its order.
    ///
    /// - Throws: `FileError`, of kind `damaged` where the file is not as the record says.
    public static func labels(of run: RunFolder, _ record: RunRecord) throws(FileError) -> [UInt8] {
        try images(contentsOf: run.images, of: record).labels
    }

    /// Reads the sample of a run.
    ///
    /// - Throws: `FileError`, of kind `damaged` where it is not as the record says.
    static func images(contentsOf url: URL, of record: RunRecord) throws(FileError) -> ImageSet {
        func wrong(_ reason: String) -> FileError { FileError(.damaged, at: url.path, reason) }
        let file = try TypedSafetensors(contentsOf: url)
        let shape = record.configuration.architecture.imageShape, count = record.dataset.testCount
        let expected = [count, shape[1], shape[2], shape[0]]
        guard let images = file["images"], case .bytes(let pixels) = images.values else {
            throw wrong("there is no tensor images of type U8")
        }
        guard images.shape == expected else {
            throw wrong("tensor images has the shape \(images.shape), but run.json says \(expected)")
        }
        var labels = Array(repeating: UInt8(0), count: count)
        if let tensor = file["labels"] {
            guard case .bytes(let values) = tensor.values, tensor.shape == [count] else {
                throw wrong("tensor labels is no U8 [\(count)]")
            }
            labels = values
        }
        guard labels.allSatisfy({ Int($0) < record.dataset.classNames.count }) else {
            throw wrong("there are labels for which run.json has no class_names")
        }
        return ImageSet(
            rows: shape[1], columns: shape[2], channels: shape[0], pixels: pixels, labels: labels)
    }
}
