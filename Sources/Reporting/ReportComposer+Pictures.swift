import Foundation
import Runs
import Storage

extension ReportComposer {
    /// Fills in pictures, the model and files, as many as a page of ``PageBudget/limit`` bytes can hold.
    ///
    /// Figures come first, at need with fewer pixels; then the files of numbers, the figures as drawings, and the
    /// animations that are not made of frames, the smallest first.
    func fill(_ page: inout ReportPage) throws {
        let exhibits = Exhibit.all(in: folder)
        var budget = PageBudget()
        let textSize = 150_000
        budget.take(textSize)

        let composer = ExplorerComposer(folder: folder, record: record, rows: rows)
        page.explorer = try composer.explorer()
        if let explorer = page.explorer {
            let archives = [explorer.images] + explorer.snapshots.map(\.archive)
            for archive in archives { budget.take(PageBudget.textSize(archive.count)) }
        }
        let frames = try composer.frames()
        if let frames {
            budget.take(PageBudget.textSize(frames.picture.bytes.count))
            page.animations.append(frames)
        }
        try addFigures(exhibits.filter { $0.kind == .figure }, to: &page, &budget)
        page.files = try files(&budget)
        try addDrawings(to: &page, &budget)
        let moving = exhibits.filter { $0.kind == .animation && !(frames != nil && $0.name == frames?.name) }
        try addAnimations(moving, to: &page, &budget)
    }

    private func addFigures(
        _ exhibits: [Exhibit], to page: inout ReportPage, _ budget: inout PageBudget
    ) throws {
        let pictures = try exhibits.map { try CompactPicture($0.picture(in: folder), in: folder) }
        let full = try pictures.map { try $0.full() }
        let fits = full.reduce(0) { $0 + PageBudget.textSize($1.count) } <= budget.left
        let half = fits ? [] : try pictures.map { try $0.half() }
        let forms = full.indices.map { index in
            [full[index]] + (half.isEmpty ? [] : [half[index]].filter { $0.count < full[index].count })
        }
        let choice = budget.choose(forms.map { $0.map(\.count) })
        for (index, exhibit) in exhibits.enumerated() {
            var figure = ReportPage.Figure(
                name: exhibit.name, title: exhibit.title, alternativeText: exhibit.alternativeText,
                caption: exhibit.caption,
                picture: ReportPage.Picture(
                    bytes: forms[index][choice[index]], mediaType: .png, width: exhibit.width,
                    height: exhibit.height))
            figure.pathEnds = exhibit.ends.map { ReportPage.PathEnds(from: $0.from, to: $0.to) }
            page.figures.append(figure)
        }
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
