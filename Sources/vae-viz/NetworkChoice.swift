import Datasets
import Figures
import Foundation
import Likelihoods
import Runs
import Storage
import VAE

/// The network and likelihood of a new run: what the user asked for, and where that is left open what suits the images.
struct NetworkChoice {
    let architecture: Architecture
    /// What was chosen for the user and why, a line each.
    let notices: [String]

    /// Decides for images of 28 x 28, to see whether the options make sense at all.
    ///
    /// - Throws: as the other initialiser.
    init(_ options: TrainingOptions) throws {
        try self.init(options, on: nil, at: "")
    }

    /// Decides for the images that there are.
    ///
    /// - Throws: `FileError` where the file that describes the network cannot be read, and of kind `damaged` for images
    ///   that the network cannot take; `VAEError` for what cannot be built.
    init(_ options: TrainingOptions, images: ImageSet, at source: String) throws {
        try self.init(options, on: images, at: source)
    }

    private init(_ options: TrainingOptions, on images: ImageSet?, at source: String) throws {
        if let file = options.networkFile {
            architecture = try NetworkFile.architecture(contentsOf: file)
            notices = []
            return
        }
        var notices: [String] = []
        let suited = try images.flatMap(Self.suitedLikelihood(of:))
        let likelihood = try options.likelihood.map(Self.likelihood(named:)) ?? suited?.likelihood
        if options.likelihood == nil, let suited {
            notices.append(
                "likelihood \(suited.likelihood.name), as \(suited.reason); --likelihood chooses another")
        }
        let shape = images.map { [$0.channels, $0.rows, $0.columns] } ?? [1, 28, 28]
        let kind = options.networkKind ?? NetworkKind.suited(to: shape)
        do {
            architecture = try kind.architecture(
                imageShape: shape, latentDim: options.latentDim ?? 2,
                likelihood: likelihood ?? BernoulliLikelihood())
        } catch VAEError.unusableArchitecture(let reason) where images != nil {
            throw FileError(
                .damaged, at: source,
                reason + "; another network may be named or described by --network")
        }
        if options.networkKind == nil, kind != .article {
            notices.append(
                "network \(kind.rawValue), as the images are \(images?.form ?? ""): \(architecture.layers.count) layers, "
                    + "\(Numerals.grouped(architecture.parameterCount)) parameters; --network chooses another"
            )
        }
        self.notices = notices
    }

    /// What images are to be modelled by where their shades matter, and why; `nil` where ink and paper do.
    private static func suitedLikelihood(
        of images: ImageSet
    ) throws -> (likelihood: any Likelihood, reason: String)? {
        let shades = GaussianLikelihood()
        if images.channels > 1 { return (shades, "the images are in colour") }
        let share = try images.shadeShare
        guard share > DataInspection.mostShades else { return nil }
        return (shades, "\(Int((share * 100).rounded())) % of the pixels are neither black nor white")
    }

    private static func likelihood(named name: String) throws -> any Likelihood {
        guard let likelihood = Likelihoods.named(name) else {
            throw VAEError.unusableArchitecture("no likelihood '\(name)'")
        }
        return likelihood
    }
}
