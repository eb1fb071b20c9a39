public import Drawing
import LatentSpace

/// `training-curves`: ELBO, reconstruction and KL against the optimiser's steps, with the snapshots marked.
public struct TrainingCurvesFigure: Figure {
    /// What was measured at one snapshot; nats per image.
    public struct Record: Sendable, Equatable {
        /// The optimiser's steps so far.
        public let step: Int
        /// Mean ELBO of the training images since the snapshot before; `nil` where none was measured.
        public let trainELBO: Double?
        /// Mean ELBO of the test set; `nil`, as of the others, where it was not measured.
        public let testELBO: Double?
        /// Mean log-likelihood of the test images.
        public let reconstruction: Double?
        /// Mean divergence of the test images' posteriors from the prior.
        public let klDivergence: Double?
        /// The divergence dimension by dimension; none where it was not measured.
        public let klPerDimension: [Double]

        /// The measurements at one snapshot.
        package init(
            step: Int, trainELBO: Double?, testELBO: Double?, reconstruction: Double?,
            klDivergence: Double?, klPerDimension: [Double]
        ) {
            self.step = step
            self.trainELBO = trainELBO
            self.testELBO = testELBO
            self.reconstruction = reconstruction
            self.klDivergence = klDivergence
            self.klPerDimension = klPerDimension
        }
    }

    /// What other runs on the same data had at a step; nats per image.
    public struct Usual: Sendable, Equatable {
        public let step: Int
        /// Mean ELBO of their test sets, and mean divergence where it is known.
        public let testELBO: Double, klDivergence: Double?

        package init(step: Int, testELBO: Double, klDivergence: Double?) {
            self.step = step
            self.testELBO = testELBO
            self.klDivergence = klDivergence
        }
    }

    let records: [Record]
    let usual: [Usual]
    let dataset: String
    /// `nil` where nobody counted epochs: then the axis is of steps.
    let stepsPerEpoch: Int?
    let isVariational: Bool

    /// The measurements of a run in order of their steps.
    ///
    /// - Parameters:
    ///   - usual: what is usual, in order of the steps; none beyond the run's last step is shown.
    ///   - dataset: the data set as people know it.
    ///   - stepsPerEpoch: batches in an epoch; `nil` where nobody counted.
    ///   - isVariational: false for a plain autoencoder, which has a reconstruction and nothing else.
    package init(
        records: [Record], usual: [Usual] = [], dataset: String, stepsPerEpoch: Int?,
        isVariational: Bool = true
    ) {
        self.records = records
        let end = records.last?.step ?? 0
        self.usual = usual.filter { $0.step <= end }
        self.dataset = dataset
        self.stepsPerEpoch = stepsPerEpoch.map { max(1, $0) }
        self.isVariational = isVariational
    }

    /// More dimensions than this are not named one by one.
    private static let mostNamed = 8

    /// What the number is called by which the model is judged.
    private var score: String { isVariational ? "ELBO" : "reconstruction" }

    public var alternativeText: String {
        guard let first = records.first, let last = records.last else {
            return "\(dataset): nothing was measured yet."
        }
        func nats(_ value: Double) -> String { Numerals.fixed(value, decimals: 2) }
        let train = last.trainELBO.map { " (training \(nats($0)))" } ?? ""
        // Of many dimensions those that end highest.
        let all = last.klPerDimension, most = Self.mostNamed
        let told = all.count > most ? Array(LatentPlane.byActivity(all).prefix(most)) : Array(all.indices)
        let dimensions = told.map { "z\($0 + 1) \(nats(all[$0]))" }
        let rest = all.count > told.count ? " and \(all.count - told.count) more of less" : ""
        var opening = "\(dataset): over \(Numerals.grouped(last.step)) steps"
        if let start = first.testELBO, let end = last.testELBO {
            opening += " the test \(score) goes from \(nats(start)) to \(nats(end))\(train) nats per image."
        } else {
            opening += ", what was measured at each snapshot."
        }
        guard isVariational else { return opening + usualWords }
        let parts = [
            last.reconstruction.map { "the reconstruction is \(nats($0))" },
            last.klDivergence.map { "the KL \(nats($0))" },
        ].compactMap(\.self)
        guard !parts.isEmpty else { return opening + usualWords }
        return opening + " At the end \(parts.joined(separator: " and ")) nats"
            + (dimensions.isEmpty ? "." : ", by dimension \(dimensions.joined(separator: ", "))\(rest).")
            + usualWords
    }

    private var usualWords: String {
        guard let last = usual.last else { return "" }
        let divergence = last.klDivergence.map { " and a KL of \(Numerals.fixed($0, decimals: 2))" } ?? ""
        return " Usual after \(Numerals.grouped(last.step)) steps is a test \(score) of "
            + "\(Numerals.fixed(last.testELBO, decimals: 2))\(divergence)."
    }

    public func picture() -> Picture {
        let likelihood = likelihoodPanel
        let hasDivergence = isVariational && records.contains { $0.klDivergence != nil }
        let divergence = hasDivergence ? divergencePanel(left: (likelihood.right + 28).rounded()) : nil
        let last = divergence ?? likelihood
        let right = max(last.right, last.area.frame.maxX)
        let widened = stepsPerEpoch == nil ? "first steps" : "first epoch"
        return Picture(width: Int((right + Page.margin).rounded(.up)), height: 492) { canvas in
            Page.drawHeader(
                title: "\(dataset): training curves",
                subtitle: "Dots are snapshots; the square-root scale widens the \(widened)"
                    + (usual.isEmpty ? "" : "; thin grey lines are what is usual"),
                right: right, on: canvas)
            likelihood.draw(on: canvas)
            divergence?.draw(on: canvas)
        }
    }

    private func points(_ value: (Record) -> Double?) -> [SIMD2<Double>] {
        records.compactMap { record in
            value(record).map { SIMD2(Double(record.step) / Double(stepsPerEpoch ?? 1), $0) }
        }
    }

    /// What is usual as a curve; none where it is not known.
    private func usualCurve(_ value: (Usual) -> Double?) -> [CurvePanel.Curve] {
        let points = usual.compactMap { usual in
            value(usual).map { SIMD2(Double(usual.step) / Double(stepsPerEpoch ?? 1), $0) }
        }
        let color = Color(hex: 0x9AA3AC)
        return points.isEmpty
            ? [] : [CurvePanel.Curve(name: "usual", color: color, points: points, isReference: true)]
    }

    var likelihoodPanel: CurvePanel {
        CurvePanel(
            title: isVariational ? "ELBO and reconstruction" : "Reconstruction", left: Page.margin,
            curves: usualCurve(\.testELBO)
                + (isVariational
                    ? [
                        CurvePanel.Curve(
                            name: "reconstruction", color: Color(hex: 0x31B3E6),
                            points: points(\.reconstruction))
                    ] : [])
                + [
                    CurvePanel.Curve(
                        name: "train \(score)", color: Color(hex: 0xC77F1A), points: points(\.trainELBO)),
                    CurvePanel.Curve(
                        name: "test \(score)", color: .accent, points: points(\.testELBO), isMain: true),
                ], stepsPerEpoch: stepsPerEpoch, skipsStart: true)
    }

    func divergencePanel(left: Double) -> CurvePanel {
        let dimensions = records.map(\.klPerDimension.count).filter { $0 > 0 }.min() ?? 0
        let few = [Color(hex: 0x3F6A96), Color(hex: 0x25AB66), Color(hex: 0x680AF4), Color(hex: 0xEEA60A)]
        // Named are the total and, of many dimensions, those that end highest.
        let last = records.last { !$0.klPerDimension.isEmpty }?.klPerDimension ?? []
        let named = Array(LatentPlane.byActivity(Array(last.prefix(dimensions))).prefix(Self.mostNamed))
        // Those that are named lie over the others, each in a colour of its own.
        let others = (0..<dimensions).filter { !named.contains($0) }
        let parts = (others + named.sorted()).map { dimension in
            let rank = named.firstIndex(of: dimension)
            return CurvePanel.Curve(
                name: rank == nil ? "" : "z\(dimension + 1)",
                color: dimensions <= few.count
                    ? few[dimension] : rank.map { Palette.classes[$0] } ?? Color.rule.opacity(0.6),
                points: points { $0.klPerDimension.isEmpty ? nil : $0.klPerDimension[dimension] })
        }
        let total = CurvePanel.Curve(
            name: "KL, all dimensions", color: .ink, points: points(\.klDivergence), isMain: true)
        return CurvePanel(
            title: "KL divergence from the prior", left: left,
            curves: usualCurve(\.klDivergence) + (dimensions > 1 ? parts : []) + [total],
            stepsPerEpoch: stepsPerEpoch, startsAtZero: true)
    }
}
