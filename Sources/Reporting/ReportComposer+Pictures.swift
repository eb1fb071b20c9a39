import Datasets
import Figures
import Foundation
import Runs
import Storage

extension ReportComposer {
    /// Fills in pictures, the model and files, as many as a page of its size can hold.
    ///
    /// The model and the frames are in every page, as ``PageAllowance`` has it, then each figure for which there is room,
    /// at need with fewer pixels and colours. What is left goes to the figures' drawings, the smallest first, then to pixels and colours, most to
    /// the figures that have no drawing here to be shown by; at last to the animations that are not made of frames.
    ///
    /// - Parameter text: the bytes that are left for the page's words, style and script.
    func fill(_ page: inout ReportPage, text: Int) throws {
        let exhibits = Exhibit.all(in: folder)
        let lookup = ClassLookup(record.shownClassNames)
        let classes = ClassNames(record.shownClassNames)
        func shown(_ end: String) -> String {
            lookup.index(of: end).map { classes[$0] } ?? ClassNames.shown(end)
        }
        var budget = PageBudget(limit: allowance.limit)
        budget.take(text)

        let composer = try explorerComposer()
        page.explorer = try composer.explorer()
        if let explorer = page.explorer {
            let pieces = [
                explorer.images, explorer.codes ?? [], explorer.landmarks?.archive ?? [],
                explorer.landscape?.picture.bytes ?? [],
            ]
            for piece in pieces + explorer.snapshots.map(\.archive) {
                budget.take(PageBudget.textSize(piece.count))
            }
        }
        page.recordedPlane = try recordedPlane(try composer.landscape())
        if let plane = page.recordedPlane {
            budget.take(PageBudget.textSize(plane.archive.count))
            budget.take(PageBudget.textSize(plane.landscape?.picture.bytes.count ?? 0))
        }
        page.files = try files(&budget)
        let (figures, smallest) = try readable(exhibits.filter { $0.kind == .figure }, on: &page)
        let drawings = try DrawingPack(figures.map(drawing(of:)))
        page.figures = figures.map { exhibit in
            var figure = ReportPage.Figure(
                name: exhibit.name, title: exhibit.title, alternativeText: exhibit.alternativeText,
                caption: exhibit.caption,
                picture: ReportPage.Picture(
                    bytes: [], mediaType: .png, width: exhibit.width, height: exhibit.height))
            figure.table = exhibit.table.flatMap { $0.rows.isEmpty ? nil : $0.cut(to: allowance.tableRows) }
            figure.pathEnds = exhibit.ends.map {
                ReportPage.PathEnds(from: shown($0.from), to: shown($0.to))
            }
            return figure
        }
        try addStills(figures, smallest: smallest, drawings: drawings, composer, to: &page, &budget)
        page.figures.removeAll { $0.picture.bytes.isEmpty }
        let sheets = Set(page.animations.map(\.name))
        let moving = exhibits.filter { $0.kind == .animation && !sheets.contains($0.name) }
        try addAnimations(moving, to: &page, &budget)
    }

    /// Makes the sheet of the film and keeps it in the run folder, so that it is there when the page is put together.
    func keepFilm() throws { _ = try explorerComposer().frames() }

    /// What puts the model and the frames together; it reads the run's pieces.
    func explorerComposer() throws -> ExplorerComposer {
        try ExplorerComposer(
            folder: folder, record: record, rows: rows, effort: effort, allowance: allowance)
    }

    /// The figures whose files are pictures, with their smallest forms; of others the page says that they are left out.
    private func readable(
        _ figures: [Exhibit], on page: inout ReportPage
    ) throws -> (figures: [Exhibit], smallest: [[UInt8]]) {
        let smallest = try forms(of: figures, [.small]).map(\.first)
        page.warnings += zip(figures, smallest).filter { $1 == nil }.map { figure, _ in
            "figures/\(figure.name).png is no picture that can be read, and is left out here; vae-viz report "
                + "draws what the run has of it."
        }
        return (zip(figures, smallest).filter { $1 != nil }.map(\.0), smallest.compactMap(\.self))
    }

    /// Small forms of figures' files, made on all cores; none of what is no picture.
    private func forms(
        of figures: [Exhibit], _ wanted: [CompactPicture.Form] = CompactPicture.Form.allCases
    ) throws -> [[[UInt8]]] {
        let folder = folder
        return try concurrentMap(figures.count) { index -> [[UInt8]] in
            guard let picture = try? CompactPicture(figures[index].picture(in: folder), in: folder) else {
                return []
            }
            return try picture.forms(wanted)
        }
    }

    /// Adds the sheet of frames, the figures' pictures and their drawings, each in the best form for which there is
    /// room.
    private func addStills(
        _ figures: [Exhibit], smallest: [[UInt8]], drawings: DrawingPack, _ composer: ExplorerComposer,
        to page: inout ReportPage, _ budget: inout PageBudget
    ) throws {
        let sheet = try composer.frames()
        budget.take(PageBudget.textSize(sheet?.picture.bytes.count ?? 0))
        // Those for which there is no room even at their smallest are left in the run's folder.
        var share = budget
        let admitted = share.admit(smallest.map(\.count))
        for index in figures.indices where !admitted[index] {
            page.elsewhere.append("figures/\(figures[index].name).png")
        }
        // Drawings first: a figure that is shown by one needs no pixels to be sharp.
        let room = max(0, share.left)
        share = PageBudget(limit: room)
        addDrawings(drawings, of: admitted, to: &page, &share)
        budget.take(room - share.left)
        let sharpened = figures.indices.filter { admitted[$0] && page.figures[$0].drawing == nil }
        var choices = zip(smallest, admitted).map { [$1 ? $0 : []] }
        for (index, forms) in zip(sharpened, try forms(of: sharpened.map { figures[$0] }))
        where !forms.isEmpty {
            choices[index] = forms
        }
        let choice = budget.choose(choices.map { $0.map(\.count) })
        for index in figures.indices { page.figures[index].picture.bytes = choices[index][choice[index]] }
        if let sheet { page.animations.append(sheet) }
    }

    /// The files of numbers that can be saved from the page.
    private func files(_ budget: inout PageBudget) throws -> [ReportPage.File] {
        let candidates = [
            (folder.metrics, "What was measured at each snapshot, a JSON object a line."),
            (folder.record, "The record of the run: configuration, seed, data."),
            (folder.latents, "Where the encoder puts each test image."),
        ]
        let present = try concurrentMap(candidates.count) { index -> ReportPage.File? in
            let (file, meaning) = candidates[index]
            guard FileManager.default.fileExists(atPath: file.path) else { return nil }
            let packed = try Gzip.packed([UInt8](try AtomicFile.read(file)), effort: .thorough)
            return ReportPage.File(name: file.lastPathComponent, meaning: meaning, packed: packed)
        }.compactMap(\.self)
        var share = PageBudget(limit: allowance.fileBytes)
        let admitted = share.admit(present.map { $0.packed?.count ?? 0 })
        budget.take(allowance.fileBytes - share.left)
        return zip(present, admitted).map { file, isAdmitted in
            var file = file
            if !isAdmitted { file.packed = nil }
            return file
        }
    }

    /// A figure as an SVG document; `nil` where it has none that can be read.
    private func drawing(of figure: Exhibit) -> [UInt8]? {
        (try? AtomicFile.read(folder.figures.appendingPathComponent(figure.name + ".svg"))).map {
            [UInt8]($0)
        }
    }

    /// Adds those of the figures' drawings for which there is room, and names the others.
    private func addDrawings(
        _ pack: DrawingPack, of figures: [Bool], to page: inout ReportPage, _ budget: inout PageBudget
    ) {
        let present = pack.drawings.indices.filter { figures[$0] && pack.drawings[$0] != nil }
        var share = budget
        share.take(PageBudget.textSize(pack.commonLines?.count ?? 0))
        let admitted = share.admit(present.map { pack.drawings[$0]?.count ?? 0 })
        for (index, isAdmitted) in zip(present, admitted) {
            if isAdmitted {
                page.figures[index].drawing = pack.drawings[index]
            } else {
                page.undrawn.append(page.figures[index].name)
            }
        }
        guard admitted.contains(true) else { return }
        page.commonLines = pack.commonLines
        budget = share
    }

    private func addAnimations(
        _ exhibits: [Exhibit], to page: inout ReportPage, _ budget: inout PageBudget
    ) throws {
        let files = exhibits.map { (try? AtomicFile.read($0.picture(in: folder))).map { [UInt8]($0) } ?? [] }
        let admitted = budget.admit(files.map(\.count))
        for (index, exhibit) in exhibits.enumerated() {
            guard admitted[index], !files[index].isEmpty else {
                page.elsewhere.append("animations/\(exhibit.name).gif")
                continue
            }
            page.animations.append(
                ReportPage.Animation(
                    name: exhibit.name, title: exhibit.title, alternativeText: exhibit.alternativeText,
                    caption: exhibit.caption,
                    picture: ReportPage.Picture(
                        bytes: files[index], mediaType: .gif, width: exhibit.width, height: exhibit.height),
                    frameLabels: exhibit.frameLabels))
        }
    }
}
