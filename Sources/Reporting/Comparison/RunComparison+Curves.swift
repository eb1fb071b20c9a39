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
            let reason =
                uncounted.isEmpty
                ? "all runs have as many training images, in batches of the same size"
                : runs[0].schedule.stepsPerEpoch == nil
                    ? "how many steps an epoch has was not recorded, and nothing says that the runs' steps differ"
                    : "all runs have as many steps an epoch"
            return
                "Moments are matched by step: \(reason). A run without a snapshot at a step shows the nearest one, and one "
                + "that ended sooner its last."
        }
        let unit =
            uncounted.isEmpty
            ? "in images seen, because the runs do not see as many images a step or an epoch"
            : "in images seen, or in steps where it was not recorded how many images those saw "
                + "(\(Self.list(uncounted.map(\.letter))))"
        return
            "Moments are matched by the share of each run's training, \(unit): each shows the snapshot nearest to that "
            + "share."
    }

    /// Runs of which it was not recorded how many images a step saw.
    private var uncounted: [ComparedRun] {
        runs.filter { $0.schedule.imagesSeen(atStep: 0) == nil }
    }

    /// Which runs have no curve of what.
    var lacks: String? {
        let numbers: [(name: String, value: (MetricsRow) -> Double?)] = [
            ("test ELBO", { $0.testELBO }), ("reconstruction", { $0.reconstruction }),
            ("KL divergence", { $0.kl }),
        ]
        let variational = numbers.compactMap { number in
            missing(number.name, in: runs.filter(\.viewer.isVariational), number.value)
        }
        let plain = missing("reconstruction", in: runs.filter { !$0.viewer.isVariational }) { $0.testELBO }
        let all = variational + [plain].compactMap(\.self)
        return all.isEmpty ? nil : "No curve, as nothing was recorded: \(all.joined(separator: "; "))."
    }

    private func missing(
        _ name: String, in runs: [ComparedRun], _ value: (MetricsRow) -> Double?
    ) -> String? {
        let missing = runs.filter { curve($0, value).isEmpty }
        return missing.isEmpty ? nil : "\(name) of \(Self.list(missing.map(\.letter)))"
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
            runs[group[0]].likelihood,
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
            let hasTraining = group.contains { !curve(runs[$0], \.trainELBO).isEmpty }
            var figures = [
                figure(
                    (isVariational ? "ELBO" : "Reconstruction")
                        + (hasTraining ? ": test, and training dashed" : " of test images"),
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
            return try figures.filter { !$0.series.isEmpty }.map { figure in
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
        // A curve of training alone stands under its run's name too.
        let series = seedGroups.filter { group.contains($0[0]) }.flatMap { seeds in
            let second = second.map { self.series(seeds, isSecond: true, $0) }
            let both =
                [self.series(seeds, isSecond: false, value)]
                + [second].compactMap(\.self).filter { !$0.points.isEmpty }
            return both.allSatisfy { $0.points.isEmpty } ? [] : both
        }
        return ComparisonCurvesFigure(
            title: title, subtitle: subject, xTitle: positionTitle, series: series,
            isDivergence: isDivergence)
    }

    /// A run's numbers up to its last snapshot, where it has them.
    private func curve(_ run: ComparedRun, _ value: (MetricsRow) -> Double?) -> [SIMD2<Double>] {
        run.viewer.rows.filter { $0.step <= run.viewer.lastStep }.compactMap { row in
            value(row).map { SIMD2(position(ofStep: row.step, run: run), $0) }
        }
    }

    /// A run's curve, or the band of several.
    private func series(
        _ seeds: [Int], isSecond: Bool, _ value: (MetricsRow) -> Double?
    ) -> ComparisonCurvesFigure.Series {
        let curves = seeds.map { curve(runs[$0], value) }
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
        try scoreGroups.filter { runs[$0[0]].viewer.isVariational }.compactMap { group in
            let figure = RateDistortionFigure(
                subtitle: "\(Self.list(group.map { runs[$0].letter })): \(subject(of: group))",
                runs: group.map { index in
                    let run = runs[index], result = run.result
                    return RateDistortionFigure.Run(
                        name: run.name, color: run.color, beta: run.record.knownBeta.map(Double.init),
                        rate: result.kl, distortion: -result.reconstruction)
                })
            guard !figure.runs.isEmpty else { return nil }
            let picture = figure.picture()
            return ComparisonContext.FigureView(
                figureTitle: "rate against distortion, \(figure.subtitle)",
                address: try Self.address(of: figure), words: figure.alternativeText,
                figureWidth: picture.width, figureHeight: picture.height, plot: nil, plotEnd: nil,
                table: figure.table.map(PageContext.TableView.init))
        }
    }
}
