import Foundation
public import VAE

/// The file `latents.csv`: where the encoder put each test image.
public enum LatentsFile {
    /// The file's text: a header, then index, label, class, means and, of a variational autoencoder, log-variances by
    /// dimension.
    ///
    /// - Precondition: one label for each image, each with a class name.
    public static func encoded(_ posterior: Posterior, labels: [UInt8], classNames: [String]) -> String {
        let dimensions = 1...posterior.latentDim
        let columns =
            ["index", "label", "class"] + dimensions.map { "mean_\($0)" }
            + (posterior.logVariances.isEmpty ? [] : dimensions.map { "log_variance_\($0)" })
        var text = columns.joined(separator: ",") + "\n"
        let names = classNames.map(quoted)
        for (index, label) in labels.enumerated() {
            let (mean, logVariance) = posterior[index]
            text += "\(index),\(label),\(names[Int(label)])"
            for value in mean { text += ",\(value)" }
            for value in logVariance { text += ",\(value)" }
            text += "\n"
        }
        return text
    }

    /// A field as RFC 4180 writes it.
    private static func quoted(_ field: String) -> String {
        guard field.contains(where: { "\",\r\n".contains($0) }) else { return field }
        return "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
}
