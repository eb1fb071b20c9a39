import Figures
import LatentSpace
import Runs
import VAE

/// What is wrong with a recorded run, as far as what was recorded tells.
struct RecordedWarnings {
    private let viewer: RunViewer

    init(_ viewer: RunViewer) {
        self.viewer = viewer
    }

    /// The warnings, the gravest first; empty where nothing is wrong.
    var lines: [String] {
        get throws {
            let view = try viewer.lastView()
            guard view.posterior.count > 1, !(viewer.record.recorded?.isSpatial ?? false) else { return [] }
            guard viewer.lastStep > 0 else {
                return ["Untrained: the only snapshot was taken before the first step."]
            }
            return [collapsed(view) ?? inactive(view), try grid(view)].compactMap(\.self)
        }
    }

    private func variances(_ view: SnapshotView) -> [Double] {
        DiagonalGaussian.variances(ofMeans: view.posterior.means, dimensions: view.posterior.latentDim)
    }

    private func collapsed(_ view: SnapshotView) -> String? {
        guard viewer.hasSpread(view.posterior) else { return nil }
        let divergence = viewer.activity(of: view.posterior).reduce(0, +)
        guard divergence < RunWarnings.collapsedKL else { return nil }
        return
            "Collapsed posterior: the KL divergence of the sample is \(Numerals.fixed(divergence, decimals: 3)) nats "
            + "per image, so that codes say nothing of their images."
    }

    private func inactive(_ view: SnapshotView) -> String? {
        let threshold = Measurements.activityThreshold, variances = variances(view)
        let idle = variances.indices.filter { variances[$0] <= threshold }
        guard !idle.isEmpty else { return nil }
        let list = idle.prefix(6).map { "z\($0 + 1)" }.joined(separator: ", ")
        return
            "Inactive dimensions: \(idle.count) of \(variances.count) hold nothing (\(list)"
            + (idle.count > 6 ? " and others" : "")
            + "): the variance of the posterior means is not above \(threshold)."
    }

    private func grid(_ view: SnapshotView) throws -> String? {
        guard let plane = view.recorded?.plane else { return nil }
        let coverage = GridCoverage(
            grid: LatentGrid(plane), codes: try viewer.plane().points(of: view.posterior.means))
        guard coverage.share < RunWarnings.coveredShare else { return nil }
        return
            "The recorded plane shows little of the data: it holds \(Numerals.percent(coverage.share)) of the sample's "
            + "codes."
    }
}
