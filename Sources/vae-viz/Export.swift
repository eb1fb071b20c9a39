import ArgumentParser
import Datasets
import Foundation
import Reporting
import Runs
import Storage
import VAE

/// `vae-viz export`: a run's network and codes for other programs.
struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a run's encoder, decoder and codes for other programs.",
        discussion: """
            onnx: encoder.onnx takes image [batch, channel, row, column] of numbers from 0 to 1 and gives mean and \
            log_variance [batch, dimension]; decoder.onnx takes code [batch, dimension] and gives outputs, by which \
            p(x|z) is told, and mean. npz: codes.npz with mean, log_variance and label of the test images. csv: \
            codes.csv, as latents.csv.

            EXAMPLES:
              vae-viz export Output/mnist-1 --format onnx
              vae-viz export --format npz,csv --snapshot 75 --output path/to/folder
            """)

    enum Format: String, CaseIterable {
        case onnx, npz, csv
    }

    @OptionGroup var selection: RunSelection
    @Option(help: ArgumentHelp("What to write: onnx, npz, csv. (default: all)", valueName: "list"))
    var format: String?
    @Option(help: ArgumentHelp("The step of the snapshot. (default: the last)", valueName: "n"))
    var snapshot: Int?
    @Option(help: ArgumentHelp("The folder to write into. (default: export in the run's)", valueName: "dir"))
    var output: String?

    func validate() throws { _ = try formats() }

    private func formats() throws -> [Format] {
        guard let format else { return Format.allCases }
        return try format.split(separator: ",", omittingEmptySubsequences: false).map { name in
            guard let known = Format(rawValue: String(name)) else {
                throw ValidationError("--format '\(name)': choose from onnx, npz, csv")
            }
            return known
        }
    }

    func run() throws {
        let formats = try formats()
        let files = try selection.locked { viewer in
            try viewer.record.requireDescribed(to: "exported", at: viewer.folder)
            let folder =
                output.map { URL(fileURLWithPath: $0, isDirectory: true) }
                ?? viewer.folder.url.appendingPathComponent("export", isDirectory: true)
            let step = snapshot ?? viewer.lastStep
            try AtomicFile.createFolder(folder)
            return try formats.flatMap { format in
                try viewer.exported(format, atStep: step).map { name, bytes in
                    let file = folder.appendingPathComponent(name)
                    try AtomicFile.write(bytes, to: file)
                    return file.path
                }
            }
        }
        for file in files { try Console.result(file) }
    }
}

extension RunViewer {
    /// The files of a format, by their names.
    fileprivate func exported(
        _ format: Export.Format, atStep step: Int
    ) throws -> [(name: String, bytes: [UInt8])] {
        switch format {
        case .onnx:
            _ = try run.row(atStep: step)
            let parameters = try run.snapshot(atStep: step).parameters
            return [
                ("encoder.onnx", ONNXFile.encoder(parameters, version: VAEViz.version)),
                ("decoder.onnx", ONNXFile.decoder(parameters, version: VAEViz.version)),
            ]
        case .npz:
            let posterior = try view(atStep: step).posterior
            let shape = [data.testLabels.count, posterior.latentDim]
            var file = NPZFile()
            file.add("mean", posterior.means, shape: shape)
            if !posterior.logVariances.isEmpty {
                file.add("log_variance", posterior.logVariances, shape: shape)
            }
            file.add("label", bytes: data.testLabels, shape: [data.testLabels.count])
            return [("codes.npz", file.encoded())]
        case .csv:
            let text = LatentsFile.encoded(
                try view(atStep: step).posterior, labels: data.testLabels,
                classNames: record.dataset.classNames)
            return [("codes.csv", Array(text.utf8))]
        }
    }
}
