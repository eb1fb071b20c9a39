import Drawing
import Figures
import Likelihoods
import Runs
import VAE

/// The curves of a comparison, and what is said of them.
extension RunComparison {
    /// How the snapshots of a moment belong together.
    var matching: String {
        guard moments.basis == .share else {
            return
                "Moments are matched by step: all runs have as many training images, in batches of the same size. A run "
                + "without a snapshot at a step shows the nearest one, and one that ended sooner its last."
        }
        return
            "Moments are matched by the share of each run's training, in images seen, because the runs do not see as many "
            + "images a step or an epoch: each shows the snapshot nearest to that share."
    }

    /// Why not all curves are on one axis.
    var apart: String? {
        guard scoreGroups.count > 1 else { return nil }
        let groups = scoreGroups.map { "\(Self.list($0.map { runs[$0].letter })) (\(subject(of: $0)))" }
        return
            "Numbers are on one axis only where runs explain the same test images by the same likelihood: other images are "
            + "easier or harder, and nats of ink, of intensities and of densities are not one unit. A plain autoencoder "
            + "has no ELBO but its reconstruction alone. So these stand apart: \(groups.joined(separator: "; "))."
    }

    /// What a group's numbers are of.
    private func subject(of group: [Int]) -> String {
        let record = runs[group[0]].record
        let parts: [String?] = [
            record.dataset.title, "\(Numerals.grouped(record.dataset.testCount)) test images",
            record.configuration.architecture.likelihood.title,
            record.configuration.model == .vae ? nil : "plain autoencoder",
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    var seedWords: [String] {
        seedGroups.filter { $0.count > 1 }.map { group in
            let seeds = Self.list(group.map { "\(runs[$0].record.seed)" })
            return
                "\(Self.list(group.map { runs[$0].name })) differ by their seeds alone (\(seeds)): their curves are one "
                + "band from the least to the greatest value, with the middle one as its line."
        }
    }

    /// The curves of each group: the ELBO, its parts.
    func curveFigures() throws -> [ComparisonContext.FigureView] {
        try scoreGroups.flatMap { group in
            let isVariational = runs[group[0]].viewer.isVariational
            let subject = "\(Self.list(group.map { runs[$0].letter })): \(subject(of: group))"
            var figures = [
                figure(
                    isVariational
                        ? "ELBO: test, and training dashed" : "Reconstruction: test, and training dashed",
                    subject, group, isDivergence: false, second: { $0.trainELBO }
                ) { $0.testELBO }
            ]
            if isVariational {
                figures += [
                    figure("Reconstruction of test images", subject, group, isDivergence: false) {
                        $0.reconstruction
                    },
                    figure("KL divergence of test images", subject, group, isDivergence: true) { $0.kl },
                ]
            }
            return try figures.map { figure in
                let size = (Double(ComparisonCurvesFigure.width), Double(ComparisonCurvesFigure.height))
                return ComparisonContext.FigureView(
                    figureTitle: "\(figure.title), \(figure.subtitle)",
                    address: try Self.address(of: figure), words: figure.alternativeText,
                    figureWidth: ComparisonCurvesFigure.width, figureHeight: ComparisonCurvesFigure.height,
                    plot: Self.style(of: ComparisonCurvesFigure.plot, in: size),
                    plotEnd: "\(figure.end)",
                    table: figure.table.map(PageContext.TableView.init))
            }
        }
    }

    /// - Parameters:
    ///   - second: what is drawn below, dashed; `nil` for nothing.
    private func figure(
        _ title: String, _ subject: String, _ group: [Int], isDivergence: Bool,
        second: ((MetricsRow) -> Double?)? = nil, _ value: @escaping (MetricsRow) -> Double?
    ) -> ComparisonCurvesFigure {
        let series = seedGroups.filter { group.contains($0[0]) }.flatMap { seeds in
            [self.series(seeds, isSecond: false, value)]
                + (second.map { [self.series(seeds, isSecond: true, $0)] } ?? [])
        }
        return ComparisonCurvesFigure(
            title: title, subtitle: subject, xTitle: positionTitle, series: series,
            isDivergence: isDivergence)
    }

    /// A run's curve, or the band of several.
    private func series(
        _ seeds: [Int], isSecond: Bool, _ value: (MetricsRow) -> Double?
    ) -> ComparisonCurvesFigure.Series {
        let curves = seeds.map { index in
            let run = runs[index]
            return run.viewer.rows.filter { $0.step <= run.viewer.lastStep }.compactMap { row in
                value(row).map { SIMD2(position(ofStep: row.step, run: run), $0) }
            }
        }
        let first = runs[seeds[0]]
        guard seeds.count > 1 else {
            return ComparisonCurvesFigure.Series(
                name: isSecond ? "" : first.name, color: first.color, points: curves[0], isSecond: isSecond)
        }
        let band = SeedBand(curves)
        return ComparisonCurvesFigure.Series(
            name: isSecond
                ? "" : "\(seeds.map { runs[$0].letter }.joined(separator: " ")), \(seeds.count) seeds",
            color: first.color, points: band.points.map { SIMD2($0.position, $0.median) },
            band: isSecond ? [] : band.points.map { ($0.position, $0.low, $0.high) }, isSecond: isSecond)
    }

    /// Rate against distortion, for each group of variational runs.
    func rateFigures() throws -> [ComparisonContext.FigureView] {
        try scoreGroups.filter { runs[$0[0]].viewer.isVariational }.map { group in
            let figure = RateDistortionFigure(
                subtitle: "\(Self.list(group.map { runs[$0].letter })): \(subject(of: group))",
                runs: group.map { index in
                    let run = runs[index], result = run.result
                    return RateDistortionFigure.Run(
                        name: run.name, color: run.color, beta: Double(run.record.configuration.beta),
                        rate: result.kl, distortion: -result.reconstruction)
                })
            let picture = figure.picture()
            return ComparisonContext.FigureView(
                figureTitle: "rate against distortion, \(figure.subtitle)",
                address: try Self.address(of: figure), words: figure.alternativeText,
                figureWidth: picture.width, figureHeight: picture.height, plot: nil, plotEnd: nil,
                table: figure.table.map(PageContext.TableView.init))
        }
    }
}
