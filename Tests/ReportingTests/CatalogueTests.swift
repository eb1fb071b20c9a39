import Datasets
import Drawing
import Figures
import LatentSpace
import Likelihoods
import Runs
import Testing
import VAE

@testable import Reporting

/// Every figure of the catalogue, of real runs of each sort.
@Suite struct CatalogueTests {
    @Test(arguments: [Model.vae, .autoencoder], [2, 10])
    func everyFigureCanBeReadAndIsTheSameAgain(model: Model, latentDim: Int) throws {
        try expectSameAgain(
            try TinyRun(model: model, latentDim: latentDim), "\(model), \(latentDim) dimensions")
    }

    @Test func intensitiesAndColoursAreDrawnToo() throws {
        try expectSameAgain(try TinyRun(likelihood: GaussianLikelihood()), "shades")
        let run = try TinyRun(likelihood: GaussianLikelihood(), isColoured: true)
        try expectSameAgain(run, "colours")
        let gallery = Gallery(try run.viewer())
        #expect(try !gallery.figureNames.contains("feature-loci"))
        #expect(throws: GalleryError.self) { try gallery.figure(named: "feature-loci") }
        // A zero is red.
        let image = try run.viewer().typicalMember(of: 0, in: run.viewer().lastView())
        let bytes = try run.viewer().input(#require(image)).bytes
        let darkest = try #require(
            stride(from: 0, to: bytes.count, by: 3).min { bytes[$0 + 1] < bytes[$1 + 1] })
        #expect(bytes[darkest] > 150 && bytes[darkest + 1] < 100 && bytes[darkest + 2] < 100)
    }

    @Test func knownCausesAreMeasuredAndDrawn() throws {
        let run = try TinyRun(latentDim: 4, source: Digits.name)
        let viewer = try run.viewer()
        #expect(try Gallery(viewer).figureNames.contains("disentanglement"))
        try expectSameAgain(run, "known causes")
        let scores = try #require(try viewer.measurements().disentanglement)
        #expect(scores.factors == Digits.testFactors(count: 0).names && scores.images == 160)
        let measured = try #require(try viewer.disentanglement(try viewer.lastView()))
        #expect(scores.mutualInformationGap == measured.mutualInformationGap)
        // Nobody knows from what other images were made.
        let other = try TinyRun()
        defer { withExtendedLifetime(other) {} }
        let gallery = Gallery(try other.viewer())
        #expect(throws: GalleryError.self) { try gallery.figure(named: "disentanglement") }
    }

    private func expectSameAgain(_ run: TinyRun, _ kind: String) throws {
        let (first, second) = (Gallery(try run.viewer()), Gallery(try run.viewer()))
        let names = try first.figureNames
        #expect(names.count >= 5 && Set(names).count == names.count)
        for name in names {
            let figure = try first.figure(named: name)
            let sort = "\(name), \(kind)"
            let image = try expectLegible(figure, sort)
            let hasNumbers = figure.alternativeText.contains { $0.isNumber }
            #expect(hasNumbers, "\(sort): no numbers in its words")
            let table = try #require(figure.table, "\(sort) has no table")
            #expect(table.isWhole && !table.columns.isEmpty, "\(sort)")
            #expect(!table.rows.isEmpty || name.hasPrefix("patch"), "\(sort): an empty table")
            // And once more from the run opened anew.
            let again = try second.figure(named: name)
            #expect(try again.picture().pixels() == image, "\(sort) differs when computed again")
            #expect(again.alternativeText == figure.alternativeText && again.table == figure.table)
        }
    }

    /// Titles name classes as people write them, not as file names do.
    @Test func titlesAreInPeoplesWords() throws {
        let names = [
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
            "Ankle boot",
        ]
        let run = try TinyRun(classNames: names)
        defer { withExtendedLifetime(run) {} }
        let viewer = try run.viewer()
        func title(_ figure: String) throws -> String {
            let id = try #require(try FigureID(figure, in: viewer.lookup))
            return id.kind.words(id.labels, viewer).title
        }
        #expect(try title("patch-ankle-boot-bag") == "Where Ankle boot borders on Bag")
        #expect(try title("sampling-t-shirt-top") == "Training on one image: T-shirt/top")
        #expect(try title("attribute-sandal-ankle-boot") == "Editing one image: Sandal towards Ankle boot")
        for figure in try Gallery(viewer).figureNames {
            let (id, title) = (try #require(try FigureID(figure, in: viewer.lookup)), try title(figure))
            #expect(id.labels.allSatisfy { title.contains(names[$0]) }, "\(figure): \(title)")
            #expect(id.name(in: viewer.lookup) == figure)
        }
    }

    @Test(arguments: [
        ("Bag", "T-shirt/top", "From Bag to T-shirt/top"), ("test:12", "8", "From test image 12 to Bag"),
        ("0.5,-1.0", "image:/some/where/boot.png", "From code (0.5, -1.0) to boot.png"),
    ])
    func pathsAreCalledByTheirEnds(from: String, to: String, title: String) throws {
        let classes = ClassNames(Catalogue.published[1].classNames)
        let ends = try [from, to].map {
            try PathEnd($0, in: ClassLookup(classes.names), testCount: 20, latentDim: 2).spoken(classes)
        }
        #expect(ExhibitWords(pathBetween: ends).title == title)
    }
}
