import Datasets
import LatentSpace
import Likelihoods
import Randomness
import Runs
import Testing
import VAE

@testable import Figures
@testable import Reporting

/// What is measured and drawn of more latent dimensions than a plane has.
@Suite(.serialized) struct DimensionTests {
    @Test func allDimensionsKeptAreTheModelItself() throws {
        for likelihood in [BernoulliLikelihood(), GaussianLikelihood()] as [any Likelihood] {
            let run = try TinyRun(latentDim: 5, likelihood: likelihood)
            defer { withExtendedLifetime(run) {} }
            let viewer = try run.viewer(), view = try viewer.lastView()
            let figure = try viewer.keptDimensions(view)
            #expect(figure.points.map(\.kept) == Array(0...5) && figure.columns == Array(0...5))
            #expect(figure.imageCount == 160 && figure.testCount == 160)
            let count = viewer.images.count
            let whole = try view.evaluate(
                viewer.images, noise: viewer.noise(stream: .reconstructions, count: count))
            let means = try view.model.evaluate(viewer.images, noise: nil)
            let last = try #require(figure.points.last), first = figure.points[0]
            let elbo = try #require(last.elbo)
            #expect(abs(last.reconstruction - means.reconstruction) < 1e-4 * abs(means.reconstruction))
            #expect(abs(elbo - whole.elbo) < 1e-4 * abs(whole.elbo))
            // Without a dimension every image is the same, and nothing is paid.
            #expect(first.elbo == first.reconstruction)
            let none = try view.decode([Float](repeating: 0, count: 5))
            #expect(figure.examples.count == 5)
            for example in figure.examples {
                #expect(example.decoded[0] == none[0] && example.decoded.count == 6)
            }
            // With all of them it is drawn as among the reconstructions.
            let index = try #require(try viewer.typicalMember(of: 0, in: view))
            let code = Array(view.posterior[index].mean)
            #expect(figure.examples[0].label == 0)
            #expect(try figure.examples[0].input == viewer.input(index))
            let drawn = try view.decode(code)
            #expect(figure.examples[0].decoded[5] == drawn[0])
            // The first that is kept is the one of most divergence.
            let order = LatentPlane.byActivity(viewer.activity(of: view.posterior))
            #expect(figure.order.map(\.dimension) == order)
            var one = [Float](repeating: 0, count: 5)
            one[order[0]] = code[order[0]]
            let alone = try view.decode(one)
            #expect(figure.examples[0].decoded[1] == alone[0])
        }
    }

    @Test func ofAPlainAutoencoderTheMeanStandsForTheRest() throws {
        let run = try TinyRun(model: .autoencoder, latentDim: 3)
        defer { withExtendedLifetime(run) {} }
        let viewer = try run.viewer(), view = try viewer.lastView()
        let figure = try viewer.keptDimensions(view)
        #expect(figure.points.allSatisfy { $0.elbo == nil })
        let mean = LatentPlane.mean(of: view.posterior.means, dimensions: 3).map { Float($0) }
        let decoded = try view.decode(mean)
        #expect(figure.examples[0].decoded[0] == decoded[0])
        let whole = try view.evaluate(viewer.images, noise: [])
        let last = try #require(figure.points.last)
        #expect(abs(last.reconstruction - whole.reconstruction) < 1e-4 * abs(whole.reconstruction))
    }

    @Test func twoDimensionsNeedNeither() throws {
        let run = try TinyRun()
        defer { withExtendedLifetime(run) {} }
        let gallery = Gallery(try run.viewer())
        #expect(try !gallery.figureNames.contains { ["kept-dimensions", "pca-plane"].contains($0) })
        for name in ["kept-dimensions", "pca-plane"] {
            #expect(throws: GalleryError.self) { try gallery.figure(named: name) }
        }
    }

    @Test func thePageHasTheDimensionsByTheirActivity() throws {
        let run = try TinyRun(latentDim: 12)
        defer { withExtendedLifetime(run) {} }
        let viewer = try run.viewer()
        #expect(try viewer.refreshPage().isEmpty)
        let page = try ReportComposer(run.folder).page()
        let dimensions = try #require(page.explorer?.dimensions)
        let measured = try #require(viewer.rows.last?.klPerDimension)
        #expect(dimensions.map(\.dimension) == LatentPlane.byActivity(measured))
        #expect(dimensions.map(\.activity) == measured.sorted(by: >))
        let html = try page.html()
        #expect(html.contains("id=\"tab-dimensions\"") && html.contains("id=\"panel-dimensions\""))
        #expect(try !ReportPageTests.empty.html().contains("tab-dimensions"))
    }
}
