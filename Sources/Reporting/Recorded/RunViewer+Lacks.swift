import Figures
import Likelihoods
import Runs
import VAE

/// What a recorded run does not show, and what would have to be recorded for it.
extension RunViewer {
    /// What takes the network itself, and no recording can stand for.
    private static let model =
        "its network and weights, as the snapshots of this program's own runs have them"

    /// What takes a decoder that answers anywhere.
    private static let answers = model + "; or a model that answers, by --model"

    /// What the run lacks to draw a kind of figure or animation; `nil` where it lacks nothing, and for a run that is
    /// described.
    ///
    /// - Parameter kind: its name, as in the catalogues.
    /// - Throws: `FileError` where the last snapshot cannot be read.
    func lack(of kind: String) throws -> ReportPage.Missing? {
        guard run.isRecorded else { return nil }
        guard remote == nil else { return try lackBesideModel(of: kind) }
        let recording = try lastView().recording
        let isSpatial = record.recorded?.isSpatial ?? false
        let isFlat = run.architecture.latentDim == 2 && !isSpatial
        func lacks(_ condition: Bool, _ what: String, _ remedy: String) -> ReportPage.Missing? {
            condition ? ReportPage.Missing(what: what, remedy: remedy) : nil
        }
        let (posterior, plane) = (recording?.posterior, recording?.plane)
        let codes = "posterior.means in the snapshots"
        switch kind {
        case "dataset": return lacks(true, "the training images", "nothing of them is in a recorded run")
        case "latent-grid", "feature-loci":
            return lacks(
                plane == nil, kind == "latent-grid" ? "the decoded plane" : "the landscape of features",
                "plane.codes and plane.images in the last snapshot")
        case "training":
            return lacks(
                plane == nil, "the film of the plane", "plane.codes and plane.images in the snapshots")
        case "posterior":
            return lacks(
                posterior == nil || isSpatial, "where the test images land",
                isSpatial ? "codes without places, of few numbers" : codes)
        case "density":
            let isSpread = posterior.map { hasSpread($0) } ?? false
            return lacks(
                isVariational && (!isSpread || isSpatial), "where the prior is empty",
                isSpatial
                    ? "codes without places, of few numbers"
                    : "posterior.log_variances in the last snapshot")
        case "sampling": return lacks(true, "draws from one posterior", Self.answers)
        case "interpolation": return lacks(true, "walks between two classes", Self.answers)
        case "geometry": return lacks(true, "the geometry of the decoder", Self.answers)
        case "patch", "attribute", "uncertainty":
            let names = [
                "patch": "borders of two classes up close", "attribute": "changing a real image",
                "uncertainty": "how sure the decoder is",
            ]
            // Where nothing would be drawn of a described run either, nothing is lacking.
            let isDrawable =
                kind == "uncertainty"
                ? run.architecture.likelihood.entropy(ofMean: 0.5) != nil : presentLabels.count > 1
            let hasFine = isFlat && FinePlane(recording?.fine) != nil && posterior != nil
            return lacks(
                !hasFine && isDrawable, names[kind] ?? kind,
                isFlat
                    ? "fine.codes and fine.images in the last snapshot"
                    : "a latent space of two dimensions with fine.codes and fine.images, or " + Self.model)
        case "traversals":
            return lacks(
                recording?.traversals == nil && run.architecture.latentDim > 2 && !isSpatial,
                "what each dimension does",
                "traversals.codes, traversals.images and traversals.dimensions in the last snapshot")
        case "pca-plane":
            return lacks(posterior == nil && isDeep, "the codes' principal components", codes)
        case "kept-dimensions":
            return lacks(isDeep, "how many dimensions an image needs", Self.answers)
        case "reconstructions":
            return lacks(
                recording?.reconstructions == nil, "images drawn again",
                "reconstructions.indices and reconstructions.images in the last snapshot")
        case "prior-samples":
            return lacks(
                isVariational && recording?.samples == nil, "random draws",
                "samples.codes and samples.images in the last snapshot")
        case "training-curves":
            return lackOfCurves
        case "architecture": return lacks(true, "the networks", Self.model)
        default: return nil
        }
    }

    /// What a recorded run lacks whose model answers.
    private func lackBesideModel(of kind: String) throws -> ReportPage.Missing? {
        func lacks(_ condition: Bool, _ what: String, _ remedy: String) -> ReportPage.Missing? {
            condition ? ReportPage.Missing(what: what, remedy: remedy) : nil
        }
        let likelihood = run.architecture.likelihood
        switch kind {
        case "dataset": return lacks(true, "the training images", "nothing of them is in a recorded run")
        case "architecture": return lacks(true, "the networks", Self.model)
        case "training-curves": return lackOfCurves
        case "sampling", "reconstructions", "kept-dimensions":
            let isKnown = Likelihoods.named(likelihood.name) != nil
            let names = [
                "sampling": "draws from one posterior",
                "kept-dimensions": "how many dimensions an image needs",
            ]
            return lacks(
                !isKnown && (kind != "kept-dimensions" || isDeep), names[kind] ?? "images drawn again",
                "the likelihood in run.json, by which an image is likely or not")
        default:
            return lacks(
                record.recorded?.isSpatial ?? false && kind != "curve-lesson" && kind != "spatial-latent",
                "pictures of a plane", "codes without places, of few numbers")
        }
    }

    private var lackOfCurves: ReportPage.Missing? {
        let hasCurves = rows.contains {
            [$0.trainELBO, $0.testELBO, $0.reconstruction, $0.kl].contains { $0 != nil }
        }
        return hasCurves
            ? nil
            : ReportPage.Missing(
                what: "training curves", remedy: "test_elbo, reconstruction or kl in metrics.jsonl")
    }

    /// What the page lacks beside pictures.
    func lacksOfPage() throws -> [ReportPage.Missing] {
        guard run.isRecorded else { return [] }
        let recording = try lastView().recorded
        let isFlat = run.architecture.latentDim == 2
        let pointing =
            isFlat && FinePlane(recording?.fine) == nil
            ? [
                ReportPage.Missing(
                    what: "pointing between the plane's cells",
                    remedy: "fine.codes and fine.images in the last snapshot")
            ] : []
        return pointing + [
            ReportPage.Missing(what: "trying the encoder on a drawing", remedy: Self.model),
            ReportPage.Missing(what: "paths and changes by hand", remedy: Self.model),
            ReportPage.Missing(what: "training one image after another", remedy: Self.model),
            ReportPage.Missing(
                what: "the numbers that are judged (bound, accuracy, distance)", remedy: Self.model),
        ]
    }
}
