import Foundation
import Runs
import Storage

extension ReportComposer {
    /// Fills in pictures, the model and files, as many as a page of ``PageBudget/limit`` bytes can hold.
    ///
    /// The model and the files of numbers are in every page. Then come the frames and the figures, at need with
    /// fewer greys, pixels and colours; then the figures as drawings, and the animations that are not made of
    /// frames, the smallest first.
    ///
    /// - Parameter text: the bytes that are left for the page's words, style and script.
    func fill(_ page: inout ReportPage, text: Int) throws {
        let exhibits = Exhibit.all(in: folder)
        var budget = PageBudget()
        budget.take(text)

        let composer = ExplorerComposer(folder: folder, record: record, rows: rows)
        page.explorer = try composer.explorer()
        if let explorer = page.explorer {
            let archives = [explorer.images] + explorer.snapshots.map(\.archive)
            for archive in archives { budget.take(PageBudget.textSize(archive.count)) }
        }
        page.files = try files(&budget)
        try addStills(exhibits.filter { $0.kind == .figure }, composer, to: &page, &budget)
        try addDrawings(to: &page, &budget)
        let isSheet = Set(page.animations.map(\.name))
        let moving = exhibits.filter { $0.kind == .animation && !isSheet.contains($0.name) }
        try addAnimations(moving, to: &page, &budget)
    }

    /// Adds the sheet of frames and the figures, each in the best form for which there is room.
    private func addStills(
        _ exhibits: [Exhibit], _ composer: ExplorerComposer, to page: inout ReportPage,
        _ budget: inout PageBudget
    ) throws {
        let pictures = try exhibits.map { try CompactPicture($0.picture(in: folder), in: folder) }
        var figures = try pictures.map { [try $0.full()] }
        var sheets = [try composer.frames()].compactMap { $0 }
        let best = figures.joined().map(\.count) + sheets.map(\.picture.bytes.count)
        if best.reduce(0, { $0 + PageBudget.textSize($1) }) > budget.left {
            for (index, picture) in pictures.enumerated() {
                // A form that takes no less is none.
                for smaller in [try picture.half(), try picture.few()]
                where smaller.count < figures[index].last?.count ?? 0 {
                    figures[index].append(smaller)
                }
            }
            for greys in FrameMosaic.fewerGreys where !sheets.isEmpty {
                sheets += [try composer.frames(greys: greys)].compactMap { $0 }
            }
        }
        let forms = figures.map { $0.map(\.count) } + [sheets.map(\.picture.bytes.count)]
        let choice = budget.choose(forms.filter { !$0.isEmpty })
        for (index, exhibit) in exhibits.enumerated() {
            var figure = ReportPage.Figure(
                name: exhibit.name, title: exhibit.title, alternativeText: exhibit.alternativeText,
                caption: exhibit.caption,
                picture: ReportPage.Picture(
                    bytes: figures[index][choice[index]], mediaType: .png, width: exhibit.width,
                    height: exhibit.height))
            figure.pathEnds = exhibit.ends.map { ReportPage.PathEnds(from: $0.from, to: $0.to) }
            page.figures.append(figure)
        }
        if !sheets.isEmpty { page.animations.append(sheets[choice[exhibits.count]]) }
    }

    /// The files of numbers that can be saved from the page.
    private func files(_ budget: inout PageBudget) throws -> [ReportPage.File] {
        let candidates = [
            (folder.metrics, "What was measured at each snapshot, a JSON object a line."),
            (folder.record, "The record of the run: configuration, seed, data."),
            (folder.latents, "Where the encoder puts each test image."),
        ]
        let present = try candidates.compactMap { file, meaning -> ReportPage.File? in
            guard FileManager.default.fileExists(atPath: file.path) else { return nil }
            let packed = try Gzip.packed([UInt8](try AtomicFile.read(file)), level: 9)
            return ReportPage.File(name: file.lastPathComponent, meaning: meaning, packed: packed)
        }
        let admitted = budget.admit(present.map { $0.packed?.count ?? 0 })
        return zip(present, admitted).map { file, isAdmitted in
            var file = file
            if !isAdmitted { file.packed = nil }
            return file
        }
    }

    private func addDrawings(to page: inout ReportPage, _ budget: inout PageBudget) throws {
        let drawings = try page.figures.map { figure -> [UInt8]? in
            let file = folder.figures.appendingPathComponent(figure.name + ".svg")
            guard FileManager.default.fileExists(atPath: file.path) else { return nil }
            return try Gzip.packed([UInt8](try AtomicFile.read(file)), level: 9)
        }
        let present = drawings.indices.filter { drawings[$0] != nil }
        let admitted = budget.admit(present.map { drawings[$0]?.count ?? 0 })
        for (index, isAdmitted) in zip(present, admitted) where isAdmitted {
            page.figures[index].drawing = drawings[index]
        }
    }

    private func addAnimations(
        _ exhibits: [Exhibit], to page: inout ReportPage, _ budget: inout PageBudget
    ) throws {
        let files = try exhibits.map { [UInt8](try AtomicFile.read($0.picture(in: folder))) }
        let admitted = budget.admit(files.map(\.count))
        for (index, exhibit) in exhibits.enumerated() {
            guard admitted[index] else {
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
