import Figures
import LatentSpace
import Runs
import Storage
import VAE

/// Puts the page's model and frames together from the run folder's snapshots and pieces.
struct ExplorerComposer: Sendable {
    private let folder: RunFolder
    private let record: RunRecord
    private let rows: [MetricsRow]
    /// Spent on making the page's pieces small.
    private let effort: PackingEffort
    /// The snapshots that there are pieces of.
    private let pieces: [(step: Int, row: MetricsRow, piece: StepPiece)]

    private let allowance: PageAllowance
    /// The positions among the pieces of those whose frames the page holds.
    private let film: [Int]
    /// The snapshots whose networks the page holds.
    private let networkSteps: [Int]

    /// About how many bytes of text a packed number takes.
    private static let textOfNumber = 3

    /// Reads the run's pieces.
    ///
    /// - Throws: `FileError` where the snapshots' folder cannot be read.
    init(
        folder: RunFolder, record: RunRecord, rows: [MetricsRow], effort: PackingEffort,
        allowance: PageAllowance
    ) throws {
        self.folder = folder
        self.record = record
        self.rows = rows
        self.effort = effort
        self.allowance = allowance
        let latentDim = record.configuration.architecture.latentDim
        let pieces: [(step: Int, row: MetricsRow, piece: StepPiece)] = try folder.snapshotSteps().compactMap {
            step in
            guard let row = rows.first(where: { $0.step == step }),
                let piece = StepPiece(of: folder, step: step), piece.means.count.isMultiple(of: latentDim)
            else { return nil }
            return (step, row, piece)
        }
        self.pieces = pieces
        let bytes = record.configuration.architecture.parameterCount * Self.textOfNumber
        networkSteps =
            allowance.networks(bytesOfEach: bytes).map { count in
                EmbeddedSnapshots.steps(of: rows, among: pieces.map(\.step), count: count)
            } ?? []
        let kept = networkSteps.compactMap { step in pieces.firstIndex { $0.step == step } }
        film = try Self.film(of: pieces, keeping: kept, effort, allowance)
    }

    /// The positions among the pieces of those whose frames the page holds.
    private static func film(
        of pieces: [(step: Int, row: MetricsRow, piece: StepPiece)], keeping kept: [Int],
        _ effort: PackingEffort, _ allowance: PageAllowance
    ) throws -> [Int] {
        // The last frame has as much to show as any.
        guard let last = pieces.last?.piece,
            let bytes = try FrameMosaic(frames: [last.frame]).encoded(effort: effort)?.picture.bytes.count
        else { return [] }
        return allowance.frames(
            among: pieces.count, keeping: kept, bytesOfEach: PageBudget.textSize(bytes))
    }

    /// The model for the page; `nil` where the run has no pieces yet, or is too large for a page.
    func explorer() throws -> ReportPage.Explorer? {
        // A recorded run has no network for the page.
        guard !record.isRecorded else { return nil }
        guard let sample = ExplorerSample.read(from: folder)?.cut(to: allowance.sampleCount) else {
            return nil
        }
        let architecture = record.configuration.architecture
        guard sample.origin.count == architecture.latentDim else { return nil }
        guard !networkSteps.isEmpty else { return nil }
        let embedded = pieces.filter { networkSteps.contains($0.step) }
        let window = window(around: embedded.map { sample.plane.points(of: $0.piece.means) })
        var images = PageArchive()
        let size = sample.pixels.count / max(1, sample.labels.count)
        images.add("images", bytes: [UInt8](sample.pixels), shape: [sample.labels.count, size])
        images.add("labels", bytes: sample.labels, shape: [sample.labels.count])
        return ReportPage.Explorer(
            architecture: architecture, horizontal: sample.horizontal, vertical: sample.vertical,
            origin: sample.origin, dimensions: embedded.last.flatMap(dimensions),
            window: [window.x.lowerBound, window.x.upperBound, window.y.lowerBound, window.y.upperBound],
            snapshots: try concurrentMap(embedded.count) {
                try snapshot(embedded[$0].step, embedded[$0].piece)
            },
            images: try images.packed(effort),
            layers: PlaneLayer.all(in: folder),
            landmarks: try embedded.last.flatMap { try landmarks(atStep: $0.step) },
            codes: try codes(of: sample),
            landscape: try landscape())
    }

    /// How active each dimension is at a snapshot, the most active first; `nil` where the plane has them all.
    private func dimensions(
        _ snapshot: (step: Int, row: MetricsRow, piece: StepPiece)
    ) -> [ReportPage.Explorer.Dimension]? {
        let count = record.configuration.architecture.latentDim
        guard count > 2 else { return nil }
        let variances = DiagonalGaussian.variances(ofMeans: snapshot.piece.means, dimensions: count)
        var activity = variances
        if record.configuration.model == .vae {
            // Measured over more images than the page has.
            let measured = snapshot.row.klPerDimension ?? []
            activity =
                measured.count == count
                ? measured
                : DiagonalGaussian.klPerDimension(
                    means: snapshot.piece.means, logVariances: snapshot.piece.logVariances, dimensions: count)
        }
        return LatentPlane.byActivity(activity).map {
            ReportPage.Explorer.Dimension(
                dimension: $0, activity: activity[$0], isActive: variances[$0] > 0.01)
        }
    }

    /// What the figures of the last snapshot measured.
    private func landmarks(atStep step: Int) throws -> ReportPage.Explorer.Landmarks? {
        let latentDim = record.configuration.architecture.latentDim
        guard let known = Landmarks(of: folder, step: step, latentDim: latentDim) else { return nil }
        var archive = PageArchive()
        archive.add("labels", bytes: known.labels, shape: [known.labels.count])
        archive.add(
            "images", bytes: [UInt8](known.pixels),
            shape: [known.labels.count, known.pixels.count / max(1, known.labels.count)])
        if let path = known.path {
            archive.add("geodesic", shorts: path.geodesic.numbers, shape: [path.count, latentDim])
        }
        let metric = allowance.holdsMetric ? known.metric : nil
        if let metric {
            archive.add("metric", halves: metric.tensors.numbers, shape: [metric.rows, metric.columns, 3])
        }
        return ReportPage.Explorer.Landmarks(
            step: step,
            path: known.path.map {
                .init(ends: $0.ends, straight: $0.straightLength, geodesic: $0.geodesicLength)
            }, window: metric?.window, archive: try archive.packed(effort))
    }

    /// Where every snapshot puts the sample on the plane, [snapshot, image, axis]; `nil` where there is no film of
    /// snapshots, and for a plain autoencoder, whose codes no prior holds.
    private func codes(of sample: ExplorerSample) throws -> [UInt8]? {
        let latentDim = record.configuration.architecture.latentDim
        let points = film.flatMap { index in
            sample.plane.points(of: Array(pieces[index].piece.means.prefix(sample.labels.count * latentDim)))
        }
        guard record.configuration.model == .vae, hasFilm,
            points.count == film.count * sample.labels.count
        else { return nil }
        var archive = PageArchive()
        archive.add(
            "points", shorts: points.flatMap { [Float($0.x), Float($0.y)] },
            shape: [film.count, sample.labels.count, 2])
        return try archive.packed(effort)
    }

    /// The last snapshot's decoded plane by itself.
    func landscape() throws -> ReportPage.Landscape? {
        guard let last = pieces.last,
            let picture = try FrameMosaic(frames: [last.piece.frame]).encoded(effort: effort)?.picture
        else { return nil }
        let frame = last.piece.frame, side = record.configuration.architecture.imageSide
        let (columns, rows) = (frame.width / side, frame.height / side)
        return ReportPage.Landscape(
            picture: picture,
            cells: columns,
            alternativeText: "What the decoder draws over the latent plane, \(moment(of: last.row)): "
                + "\(columns) by \(rows) images"
                + (record.isRecorded ? "" : " at the prior's quantiles from 0.05 to 0.95") + "."
                + (last.row.testELBO.map {
                    " Test \(record.score) \(Numerals.fixed($0, decimals: 1)) nats per image."
                } ?? ""))
    }

    /// Whether the decoded planes of several snapshots can be shown one after another.
    private var hasFilm: Bool {
        pieces.count > 1 && pieces.allSatisfy { $0.piece.frame.isLike(pieces[0].piece.frame) }
    }

    /// A square of the plane that shows nearly all points of every snapshot.
    ///
    /// A prior holds the codes about 0; the codes of a plain autoencoder may lie anywhere.
    private func window(around snapshots: [[SIMD2<Double>]]) -> PlaneWindow {
        guard record.configuration.model == .vae else {
            let points = snapshots.joined()
            let x = AxisScale.extent(of: points.map(\.x), trim: 0.01)
            let y = AxisScale.extent(of: points.map(\.y), trim: 0.01)
            return .around(
                [SIMD2(x.lowerBound, y.lowerBound), SIMD2(x.upperBound, y.upperBound)], margin: 0.08)
        }
        let reaches = snapshots.map { AxisScale.planeExtent(of: $0, trim: 0.01).upperBound }
        let reach = reaches.max() ?? AxisScale.planeExtent(of: []).upperBound
        return PlaneWindow(square: -reach...reach)
    }

    /// All snapshots' decoded planes on one sheet, and what each shows; `nil` with fewer than two.
    func frames() throws -> ReportPage.Animation? {
        guard hasFilm, let first = pieces.first, let last = pieces.last,
            let (picture, sheet) = try FrameMosaic(frames: film.map { pieces[$0].piece.frame })
                .encoded(effort: effort, keptIn: folder.page)
        else { return nil }
        let every =
            film.count < pieces.count ? "\(film.count) of \(pieces.count) snapshots" : "every snapshot"
        func elbo(_ row: MetricsRow) -> String {
            row.testELBO.map {
                ", at a test \(record.score) of \(Numerals.fixed($0, decimals: 1)) nats per image"
            } ?? ""
        }
        return ReportPage.Animation(
            name: "training", title: "The plane as it is learned",
            alternativeText: "The decoded plane at \(film.count) snapshots in reading order, from "
                + "\(moment(of: first.row))\(elbo(first.row)), to \(moment(of: last.row))\(elbo(last.row)).",
            caption: record.isRecorded
                ? """
                What the decoder draws over the plane at \(every), as it was recorded. Play it, or step through it; \
                the codes are the same in every frame, only the decoder changes.
                """
                : """
                What the decoder draws over the plane at \(every): before training, every few batches in \
                epoch 1, then at the end of each epoch. Play it, or step through it; the codes are the same in \
                every frame, only the decoder changes.
                """, picture: picture, frameLabels: film.map { moment(of: pieces[$0].row) }, sheet: sheet)
    }

    /// The decoded plane at some moments, evenly spread over the snapshots, each with its words; none where there is no
    /// film.
    func moments(_ count: Int) throws -> [(picture: ReportPage.Picture, moment: String)] {
        guard hasFilm else { return [] }
        let number = min(count, pieces.count)
        return try (0..<number).compactMap { place in
            let (_, row, piece) = pieces[place * (pieces.count - 1) / (number - 1)]
            let encoded = try FrameMosaic(frames: [piece.frame]).encoded(effort: effort)
            return encoded.map { ($0.picture, moment(of: row)) }
        }
    }

    /// The network of a step, in half precision, and where it puts the sample.
    private func snapshot(_ step: Int, _ piece: StepPiece) throws -> ReportPage.Explorer.Snapshot {
        let architecture = record.configuration.architecture
        let file = try SnapshotFile(contentsOf: folder.snapshot(atStep: step), architecture: architecture)
        var archive = PageArchive()
        for (name, tensor) in zip(file.parameters.names, file.parameters.tensors) {
            archive.add(name, halves: tensor.values, shape: tensor.shape)
        }
        let count = min(piece.means.count / architecture.latentDim, allowance.sampleCount)
        let shape = [count, architecture.latentDim], numbers = count * architecture.latentDim
        archive.add("means", shorts: Array(piece.means.prefix(numbers)), shape: shape)
        if !piece.logVariances.isEmpty {
            archive.add("log_variances", shorts: Array(piece.logVariances.prefix(numbers)), shape: shape)
        }
        let row = rows.first { $0.step == step }
        return ReportPage.Explorer.Snapshot(
            step: step, moment: row.map(moment) ?? "step \(step)", testELBO: row?.testELBO ?? .nan,
            reconstruction: row?.reconstruction ?? .nan, klDivergence: row?.kl ?? .nan,
            archive: try archive.packed(effort))
    }

    private func moment(of row: MetricsRow) -> String { Moment(row, in: record).time }
}
