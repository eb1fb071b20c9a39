import Figures

extension PageContext {
    /// The parts and sections that have something to show, in the order of the page, and what they do not take.
    static func parts(_ page: ReportPage, hasCurve: Bool) -> (parts: [PartView], more: SectionView?) {
        let hasNumbers =
            page.headlines.count > 3 || hasCurve || !page.judgedNumbers.isEmpty || !page.warnings.isEmpty
        let views = sections(page)
        func view(of section: PageSection) -> SectionView? { views.first { $0.sectionID == section.id } }
        let parts = PagePart.all.map { part in
            PartView(
                partID: part.id, question: part.question, hasNumbers: part.hasNumbers && hasNumbers,
                sections: part.sections.compactMap(view))
        }
        return (parts.filter { $0.hasNumbers || !$0.sections.isEmpty }, view(of: PageSection.more))
    }

    /// The sections that have something to show, in the order of the page.
    private static func sections(_ page: ReportPage) -> [SectionView] {
        var placed: [[(rank: Int, view: PictureView)]] = Array(repeating: [], count: PageSection.all.count)
        var taken: Set<String> = []
        func put(_ name: String, _ view: (_ id: String) -> PictureView) {
            let place = PageSection.place(of: name)
            placed[place.section].append((place.rank, view(unique(name, &taken))))
        }
        for animation in page.animations {
            put("animation-" + animation.name) { PictureView(animation, id: $0) }
        }
        for (index, figure) in page.figures.enumerated() {
            put("figure-" + figure.name) { PictureView(figure, id: $0, drawingID: "drawing-\(index)") }
        }
        return zip(PageSection.all, placed).compactMap { section, pictures in
            let hasMetrics = section.id == "curves" && page.hasCurves
            let hasStory = section.id == "one-image" && page.canBeSteppedThrough
            guard !pictures.isEmpty || hasMetrics || hasStory else { return nil }
            // Equal ranks keep their order, as given.
            let ordered = pictures.enumerated().sorted {
                ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
            }
            return SectionView(
                sectionID: section.id, sectionTitle: section.title, sectionShort: section.short,
                prose: "prose-" + section.id, pictures: sayingOnce(ordered.map(\.element.view)),
                hasMetrics: hasMetrics, hasStory: hasStory)
        }
    }

    /// The pictures with the caption of several alike at the first of them only; a path's has a button in it.
    private static func sayingOnce(_ pictures: [PictureView]) -> [PictureView] {
        var said: Set<String?> = []
        return pictures.map { picture in
            var picture = picture
            if !said.insert(picture.caption).inserted, picture.pathEnds == nil { picture.caption = nil }
            return picture
        }
    }

    /// An element's id made of `name`: letters, digits and dashes, not yet in `taken`.
    private static func unique(_ name: String, _ taken: inout Set<String>) -> String {
        let allowed = name.unicodeScalars.map { scalar -> Character in
            let isPlain =
                scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            return isPlain ? Character(scalar) : "-"
        }
        let base = String(allowed)
        var candidate = base
        var number = 2
        while !taken.insert(candidate).inserted {
            candidate = "\(base)-\(number)"
            number += 1
        }
        return candidate
    }
}

extension PageContext.PictureView {
    init(_ figure: ReportPage.Figure, id: String, drawingID: String) {
        self.init(
            pictureID: id, pictureTitle: figure.title, alternativeText: figure.alternativeText,
            caption: figure.caption, address: PageNumbers.dataAddress(figure.picture),
            fileName: figure.name + "." + figure.picture.mediaType.fileExtension, width: figure.picture.width,
            height: figure.picture.height, shape: Self.shape(figure.picture.width, figure.picture.height),
            isAnimation: false, isMoving: false, frameLabelsJSON: nil, sheetLayout: nil,
            drawingID: figure.drawing == nil ? nil : drawingID,
            pathEnds: figure.pathEnds.map { PageNumbers.json([$0.from, $0.to]) },
            dataTable: figure.table.map(PageContext.TableView.init))
    }

    init(_ animation: ReportPage.Animation, id: String) {
        self.init(
            pictureID: id, pictureTitle: animation.title, alternativeText: animation.alternativeText,
            caption: animation.caption, address: PageNumbers.dataAddress(animation.picture),
            fileName: animation.name + "." + animation.picture.mediaType.fileExtension,
            width: animation.picture.width, height: animation.picture.height,
            shape: animation.sheet.map { Self.shape($0.width, $0.height) }
                ?? Self.shape(animation.picture.width, animation.picture.height), isAnimation: true,
            isMoving: animation.sheet == nil,
            frameLabelsJSON: animation.frameLabels.isEmpty ? nil : PageNumbers.json(animation.frameLabels),
            sheetLayout: animation.sheet.map {
                "\($0.width) \($0.height) \($0.count) \($0.columns) \($0.greys)"
            },
            drawingID: nil, pathEnds: nil, dataTable: nil)
    }

    /// Pictures much wider than high, and those whose letters would be small in less, get the whole width; others
    /// stand side by side, or have their words beside them.
    private static func shape(_ width: Int, _ height: Int) -> String {
        width > 900 || width * 10 > height * 14 ? "wide" : "square"
    }
}

extension PageContext.MetricView {
    init(_ row: ReportPage.Metrics) {
        func nats(_ value: Double?) -> String { value.map { Numerals.fixed($0, decimals: 2) } ?? "–" }
        self.init(
            step: Numerals.grouped(row.step), epoch: row.epoch.map(String.init) ?? "–",
            batch: row.batch.map { Numerals.grouped($0) } ?? "–", train: nats(row.trainELBO),
            test: nats(row.testELBO), reconstruction: nats(row.reconstruction), kl: nats(row.klDivergence),
            time: row.seconds.map { PageNumbers.duration($0) } ?? "–")
    }
}
