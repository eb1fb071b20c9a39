import Drawing
import Figures
import Foundation
import LatentSpace
import Likelihoods
import Runs
import Storage
import VAE

/// The content of a comparison's page, but for style and script.
extension RunComparison {
    func context(version: String, progress: (Double) -> Void) throws -> ComparisonContext {
        let total = runs.indices.reduce(0) { sum, index in
            sum + Set(moments.snapshots.map { $0[index] }).count
        }
        var done = 0
        let frames = try runs.indices.map { index in
            try ComparedFrames(
                runs[index], snapshots: Set(moments.snapshots.map { $0[index] }).sorted()
            ) {
                done += 1
                progress(Double(done) / Double(max(1, total)))
            }
        }
        let isMoving = moments.positions.count > 1
        let extents = extents(frames)
        let pictures = try runs.indices.map { try runView($0, frames[$0], extents[$0], isMoving: isMoving) }
        let rates = try rateFigures()
        let differences = ConfigurationDifferences.rows(runs.map(\.record))
        let measures = measures
        let last = moments.positions.count - 1
        return ComparisonContext(
            title: "\(runs.count) runs compared", software: "vae-viz \(version)",
            runViews: pictures.map { $0.view }, matching: matching, apart: apart, lacks: lacks,
            seedWords: seedWords, legends: legends, axesWords: axesWords, isMoving: isMoving,
            lastLabel: label(ofMoment: last), lastMoment: last, curveViews: try curveFigures(),
            rateViews: rates, hasRates: !rates.isEmpty,
            heads: runs.map {
                .init(headLetter: $0.letter, headColour: $0.color.hexadecimal, headName: $0.folderName)
            },
            differenceRows: differences.map { .init(option: $0.name, cells: $0.values) },
            hasDifferences: !differences.isEmpty,
            optionsNote: optionsNote(hasDifferences: !differences.isEmpty),
            measureRows: measures, hasMeasures: !measures.isEmpty, notes: notes,
            momentsJSON: try script(pictures.map { $0.script }))
    }

    // MARK: Planes

    /// The ends of the codes' axes: one for all variational runs, and one of its own for each plain autoencoder, whose
    /// codes nothing keeps near the prior. They fit the last codes; earlier ones may lie beyond.
    private func extents(_ frames: [ComparedFrames]) -> [ClosedRange<Double>] {
        let kept = runs.indices.filter { runs[$0].viewer.isVariational }
        let shared = AxisScale.planeExtent(of: kept.flatMap { frames[$0].lastPoints.points })
        return runs.indices.map { index in
            kept.contains(index) ? shared : AxisScale.planeExtent(of: frames[index].lastPoints.points)
        }
    }

    private var axesWords: String {
        let runs = runs.filter { $0.plane != nil }
        guard !runs.isEmpty else { return "" }
        let plain = runs.filter { !$0.viewer.isVariational }, recorded = runs.filter(\.record.isRecorded)
        let quantiles = "Cells lie at the prior's quantiles from 5 to 95 %"
        let place =
            recorded.isEmpty
            ? "\(quantiles), for all runs alike."
            : recorded.count == runs.count
                ? "Cells are those that were recorded, or some of them, evenly picked."
                : "\(quantiles); those of \(Self.list(recorded.map(\.letter))) are the recorded ones, or some of them, "
                    + "evenly picked."
        let cells = "\(place) The axes fit the last codes: earlier ones beyond them are not shown."
        guard !plain.isEmpty else { return cells + " The codes' axes are the same for all runs." }
        let names = Self.list(plain.map(\.letter))
        return
            "\(cells) The codes' axes are the same for all variational runs; a plain autoencoder (\(names)) has its "
            + "own, as nothing keeps its codes near the origin."
    }

    private func runView(
        _ index: Int, _ frames: ComparedFrames, _ extent: ClosedRange<Double>, isMoving: Bool
    ) throws -> (view: ComparisonContext.RunView, script: ComparedMoments.Run) {
        let run = runs[index]
        guard let moment = frames.moments.last else {
            throw FileError(.missing, at: run.viewer.folder.snapshots.path, "the run has no snapshot yet")
        }
        let axisNames = run.axisNames(first: runs[0]), isLine = run.plane?.isLine ?? false
        func figure(_ content: ComparedPlaneFigure.Content) -> ComparedPlaneFigure {
            ComparedPlaneFigure(
                content, name: run.name, moment: moment, axisNames: axisNames, isLine: isLine)
        }
        let spatial =
            run.plane == nil ? ComparedPlaneFigure.Content.nothing("no plane, as codes have places") : nil
        let grid = figure(
            spatial ?? frames.last.map { .decoded($0.grid, $0.cells) }
                ?? .nothing("no decoded plane was recorded at the last snapshot"))
        let codes = figure(spatial ?? .codes(frames.lastPoints, run.viewer.classes, extent: extent))
        let mosaic = try FrameMosaic(frames: frames.frames).encoded()
        let frame = ComparedPlaneFigure.frame
        let view = ComparisonContext.RunView(
            letter: run.letter, colour: run.color.hexadecimal, runName: run.folderName,
            wholeName: run.viewer.folder.name, about: about(run), momentWords: frames.captions.last ?? "",
            gridAddress: try Self.address(of: grid), gridWords: grid.alternativeText,
            codesAddress: try Self.address(of: codes), codesWords: codes.alternativeText,
            sheetAddress: isMoving && spatial == nil
                ? mosaic.map { PageNumbers.dataAddress($0.picture) } : nil,
            turn: run.turnWords,
            place: Self.style(
                of: frame, in: (Double(ComparedPlaneFigure.width), Double(ComparedPlaneFigure.height))),
            pictureWidth: ComparedPlaneFigure.width, pictureHeight: ComparedPlaneFigure.height)
        let classes = 0..<run.viewer.classes.count
        let script = ComparedMoments.Run(
            letter: run.letter,
            frames: moments.snapshots.map { frames.snapshots.firstIndex(of: $0[index]) ?? 0 },
            captions: frames.captions, width: mosaic?.sheet.width ?? 0, height: mosaic?.sheet.height ?? 0,
            columns: mosaic?.sheet.columns ?? 1,
            points: PageNumbers.base64(frames.packedPoints(extent: extent)),
            labels: PageNumbers.base64(frames.labels),
            colours: classes.map { Palette.classes[$0].hexadecimal },
            marks: classes.map { Mark(ofClass: $0).corners.map { [$0.x, $0.y] } },
            reach: extent.upperBound, isLine: isLine)
        return (view, script)
    }

    /// A run in a line.
    private func about(_ run: ComparedRun) -> String {
        let record = run.record, dimensions = record.configuration.architecture.latentDim
        let size = record.recorded?.latentShape.map(Self.product) ?? "\(dimensions)"
        let parts: [String?] = [
            record.dataset.title, run.likelihood,
            record.configuration.model == .vae ? record.knownBeta.map { "beta \($0)" } : "plain autoencoder",
            "\(size) latent dimension\(dimensions == 1 ? "" : "s")", record.knownSeed.map { "seed \($0)" },
            record.isRecorded ? record.producer.map { "recorded by \($0.words)" } : nil,
        ]
        return parts.compactMap(\.self).joined(separator: " · ")
    }

    /// What is said of the options in which the runs do not differ; of a recorded run not all are known.
    private func optionsNote(hasDifferences: Bool) -> String {
        let isRecorded = runs.contains(where: \.record.isRecorded)
        if hasDifferences {
            return "All other options\(isRecorded ? " that were recorded" : "") are the same."
        }
        return isRecorded ? "In no option that was recorded." : "In no option: they are the same training."
    }

    /// The classes of the runs, once for all that have the same.
    private var legends: [ComparisonContext.LegendView] {
        var groups: [(names: [String], letters: [String], run: ComparedRun)] = []
        for run in runs where run.plane != nil {
            let names = run.record.dataset.classNames
            if let known = groups.firstIndex(where: { $0.names == names }) {
                groups[known].letters.append(run.letter)
            } else {
                groups.append((names, [run.letter], run))
            }
        }
        return groups.map { group in
            let classes = group.run.viewer.classes
            return ComparisonContext.LegendView(
                owners: groups.count > 1 ? Self.list(group.letters) : nil,
                classViews: (0..<classes.count).map { label in
                    let (shown, whole) = (classes[label], classes.whole(label))
                    return PageContext.ClassView(
                        className: shown, wholeName: shown == whole ? nil : whole,
                        classColour: Palette.classes[label].hexadecimal,
                        classOutline: PageContext.outline(of: Mark(ofClass: label)))
                })
        }
    }

    private func script(_ runs: [ComparedMoments.Run]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(
            ComparedMoments(
                labels: moments.positions.indices.map(label(ofMoment:)),
                positions: moments.positions.indices.map(position(ofMoment:)),
                runs: runs))
        return PageNumbers.inScript(String(decoding: data, as: UTF8.self))
    }
}

/// Pieces of text.
extension RunComparison {
    /// "A, B and C".
    static func list(_ words: [String]) -> String {
        guard words.count > 1, let last = words.last else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }

    /// "3 × 8 × 8".
    static func product(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: " × ") }

    /// A figure as the address of an SVG document.
    static func address(of figure: some Figure) throws -> String {
        let picture = figure.picture()
        return PageNumbers.dataAddress(
            ReportPage.Picture(
                bytes: try picture.svg(), mediaType: .svg, width: picture.width, height: picture.height))
    }

    /// A rectangle of a picture as a style in parts of it.
    static func style(of frame: Rectangle, in size: (width: Double, height: Double)) -> String {
        func percent(_ part: Double) -> String { "\((part * 1_000_000).rounded() / 10_000)%" }
        return "left:\(percent(frame.x / size.width));top:\(percent(frame.y / size.height));"
            + "width:\(percent(frame.width / size.width));height:\(percent(frame.height / size.height))"
    }
}
