import Drawing
import Foundation
import Likelihoods
import VAE

extension PageContext {
    /// The model as the page's script reads it.
    struct ExplorerView {
        let explorerJSON: String
        let archives: [PackedView]
        /// The decoded plane as a picture; nil without one.
        let landscape: LandscapeView?
        /// "z1 and z2", for the words about the plane.
        let axisNames: String
        /// Whether its images have colours.
        let isColoured: Bool
        /// Whether there are more dimensions than the plane shows, each with a slider.
        let hasDimensions: Bool
    }

    /// The last snapshot's decoded plane, which is there before anything else, and without scripts.
    struct LandscapeView {
        let landscapeAddress: String, landscapeWords: String
        let landscapeWidth: Int, landscapeHeight: Int
        /// Images across it.
        let cellCount: Int
        /// Whether it is a single row, of a latent space of one dimension.
        let isRow: Bool

        init(_ landscape: ReportPage.Landscape) {
            landscapeAddress = PageNumbers.dataAddress(landscape.picture)
            landscapeWords = landscape.alternativeText
            landscapeWidth = landscape.picture.width
            landscapeHeight = landscape.picture.height
            cellCount = landscape.cells
            isRow = landscape.picture.height * landscape.cells == landscape.picture.width
        }
    }

    /// Packed bytes in a script element.
    struct PackedView {
        let packedID: String, packedText: String
    }

    /// The explorer's view of `page`; nil where the page has no model.
    static func explorer(_ page: ReportPage) throws -> ExplorerView? {
        guard let explorer = page.explorer else { return nil }
        let names = ([explorer.horizontal] + [explorer.vertical].compactMap { $0 }).map { "z\($0 + 1)" }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        let json = try encoder.encode(ExplorerData(page, explorer))
        func packed(_ id: String, _ bytes: [UInt8]) -> PackedView {
            PackedView(packedID: "archive-" + id, packedText: PageNumbers.base64(bytes))
        }
        return ExplorerView(
            explorerJSON: PageNumbers.inScript(String(decoding: json, as: UTF8.self)),
            // In the order in which the script asks for them.
            archives: [
                ("images", explorer.images), ("landmarks", explorer.landmarks?.archive),
                (explorer.snapshots.last.map { "\($0.step)" } ?? "", explorer.snapshots.last?.archive),
                ("codes", explorer.codes),
            ].compactMap { id, bytes in bytes.map { packed(id, $0) } }
                + explorer.snapshots.dropLast().map { packed("\($0.step)", $0.archive) },
            landscape: explorer.landscape.map(LandscapeView.init),
            axisNames: names.joined(separator: " and "),
            isColoured: explorer.architecture.channels > 1,
            hasDimensions: explorer.dimensions != nil)
    }
}

/// What the page's script is told of the model, beside its archives.
private struct ExplorerData: Encodable {
    struct Class: Encodable {
        let name: String, colour: String
        /// The corners of its mark, of a circle none, and the mark as CSS writes it.
        let corners: [[Double]], outline: String

        init(_ one: ReportPage.Class) {
            name = one.name
            colour = PageContext.colour(one.colour)
            corners = one.mark.corners.map { [$0.x, $0.y] }
            outline = PageContext.outline(of: one.mark)
        }
    }

    struct Snapshot: Encodable {
        let step: Int, moment: String
        let elbo: Double, reconstruction: Double, kl: Double
    }

    struct Landmarks: Encodable {
        let step: Int, path: ReportPage.Explorer.Landmarks.Path?, window: [Double]?
    }

    /// The figures' colours for numbers, from least to greatest.
    struct Ramps: Encodable {
        let sequential = colours(of: .sequential), diverging = colours(of: .diverging)

        private static func colours(of ramp: ColorRamp) -> [String] {
            (0...24).map { ramp.color(at: Double($0) / 24).hexadecimal }
        }
    }

    let isVariational: Bool
    let latentDim: Int, imageSide: Int, channels: Int
    let likelihood: String
    /// The steps from an image to the moments, and from a code to the logits.
    let encoder: [Stage], decoder: [Stage]
    let noun: String
    let horizontal: Int, vertical: Int?, origin: [Double], window: [Double]
    let dimensions: [ReportPage.Explorer.Dimension]?
    let classes: [Class]
    let snapshots: [Snapshot]
    let layers: [PlaneLayer]
    let landmarks: Landmarks?
    /// Whether there is an archive of where every frame of the training puts the sample.
    let hasFilm: Bool
    /// The classes whose images are stepped through.
    let exemplars: [Int]
    let ramps = Ramps()

    init(_ page: ReportPage, _ explorer: ReportPage.Explorer) {
        isVariational = page.isVariational
        latentDim = explorer.architecture.latentDim
        imageSide = explorer.architecture.imageSide
        channels = explorer.architecture.channels
        likelihood = explorer.architecture.likelihood.name
        encoder = explorer.architecture.encoderStages
        decoder = explorer.architecture.decoderStages
        noun = page.imageNoun
        horizontal = explorer.horizontal
        vertical = explorer.vertical
        origin = explorer.origin
        dimensions = explorer.dimensions
        window = explorer.window
        classes = page.classes.map(Class.init)
        exemplars = page.exemplaryLabels.filter(page.classes.indices.contains)
        snapshots = explorer.snapshots.map {
            Snapshot(
                step: $0.step, moment: $0.moment, elbo: $0.testELBO, reconstruction: $0.reconstruction,
                kl: $0.klDivergence)
        }
        hasFilm = explorer.codes != nil
        landmarks = explorer.landmarks.map { Landmarks(step: $0.step, path: $0.path, window: $0.window) }
        layers = explorer.layers.map { layer in
            var layer = layer
            layer.legend = layer.legend.map {
                PlaneLayer.Entry(label: $0.label, colour: PageContext.colour($0.colour))
            }
            return layer
        }
    }
}
