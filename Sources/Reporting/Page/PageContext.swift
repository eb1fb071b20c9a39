import Drawing
import Figures

/// What the templates see: every stored property is a name in them.
///
/// Names are unique across the nested values, because a template that finds no value in the inner one looks in
/// the outer.
struct PageContext {
    let page: Heading
    let style: String, script: String
    let isFinished: Bool, isInterrupted: Bool, isRunning: Bool
    let facts: PageFacts
    let curve: HeroCurve?
    let warningTexts: [String]
    /// "two warnings"; nil without any.
    let warningCount: String?
    /// The three numbers of the first screen, and the others.
    let firstNumbers: [ReportPage.Headline], otherNumbers: [ReportPage.Headline]
    let judgedRows: [JudgedView]
    let classNames: [ClassView]
    let parts: [PartView]
    /// The pictures that no part takes; nil without any.
    let more: SectionView?
    let metricsJSON: String?
    let metricRows: [MetricView]
    let settings: [ReportPage.Setting]
    let command: String?
    let software: String
    let hashes: [ReportPage.DataHash]
    let hasWarnings: Bool, hasJudgedNumbers: Bool, hasSettings: Bool, hasReproduction: Bool
    let explorer: ExplorerView?
    let files: [FileView]
    let drawings: [PackedView]
    let elsewhere: [String]
    /// The names of the figures whose drawings are not in the page, as a sentence lists them; nil without such.
    let undrawn: String?
    let hasFiles: Bool
    /// Whether anything follows the parts.
    let hasRest: Bool
    /// What was not recorded, and so is not here.
    let missing: [ReportPage.Missing]
    let hasMissing: Bool
    /// Who recorded the run; nil of a described one.
    let recordedBy: String?
    /// The plane to point at in the place of a network; nil without one.
    let recordedPlane: RecordedPlaneView?
    /// The landscape of a page that has no network.
    let landscapeOnly: LandscapeView?

    /// What the page is of.
    struct Heading {
        let title: String, dataSet: String, runName: String
        let judgedNote: String?

        init(_ page: ReportPage) {
            title = page.title
            dataSet = page.dataSet
            runName = page.runName
            judgedNote = page.judgedNote
        }
    }

    /// A file that can be saved from the page.
    struct FileView {
        let savedName: String, meaning: String
        /// The element that holds it; nil where the page has no room for it.
        let heldIn: String?
    }

    struct ClassView {
        let className: String
        /// The whole name where the shown one is shorter.
        let wholeName: String?
        let classColour: String
        /// The outline of its mark as CSS writes it.
        let classOutline: String
    }

    /// A question and the sections that answer it.
    struct PartView {
        let partID: String, question: String
        /// Whether it begins with the run's numbers.
        let hasNumbers: Bool
        let sections: [SectionView]
    }

    struct SectionView {
        let sectionID: String, sectionTitle: String, sectionShort: String
        /// The template of the words at the head of the section.
        let prose: String
        let pictures: [PictureView]
        /// Whether the section holds the chart and the table of metrics.
        let hasMetrics: Bool
        /// Whether it holds the model, to be trained on one image after another.
        let hasStory: Bool
    }

    struct PictureView {
        let pictureID: String, pictureTitle: String, alternativeText: String
        /// How to read it; nil where that would say what the picture before it says already.
        var caption: String?
        let address: String, fileName: String
        let width: Int, height: Int
        /// The classes of the figure element that decide how much room it gets.
        let shape: String
        let isAnimation: Bool
        /// A file that moves by itself; it is shown only by the player, in which it can be stopped.
        let isMoving: Bool
        let frameLabelsJSON: String?
        /// How the frames lie on the sheet: width, height, count, columns; nil for other pictures.
        let sheetLayout: String?
        /// The element that holds the picture as an SVG document; nil where there is none.
        let drawingID: String?
        /// The ends of the path that it shows, as a JSON list.
        let pathEnds: String?
        /// Its numbers; nil where there are none.
        let dataTable: TableView?
    }

    /// A figure's numbers.
    struct TableView {
        let tableColumns: [String], tableRows: [RowView]
        let tableNote: String?

        init(_ table: DataTable) {
            tableColumns = table.columns
            tableRows = table.rows.map(RowView.init)
            tableNote = table.note.flatMap { $0.isEmpty ? nil : $0 }
        }
    }

    /// The first cell of a row is its name.
    struct RowView {
        let rowName: String, rowCells: [String]

        init(_ cells: [String]) {
            rowName = cells.first ?? ""
            rowCells = Array(cells.dropFirst())
        }
    }

    struct JudgedView {
        let judgedName: String, judgedValue: String, judgedUnit: String?
        let usual: String, verdict: String
        /// The class of the row: as-usual, better, worse, different or unjudged.
        let standing: String
        let judgedMeaning: String
    }

    struct MetricView {
        let step: String, epoch: String, batch: String
        let train: String, test: String, reconstruction: String, kl: String, time: String
    }

    /// Gathers the values of `page`; `style` and `script` go into the page as they are.
    init(_ page: ReportPage, style: String, script: String) throws {
        self.page = Heading(page)
        self.style = style
        self.script = script
        isFinished = page.state == .finished
        isInterrupted = page.state == .interrupted
        isRunning = page.state == .running
        facts = PageFacts(page)
        curve = HeroCurve(page.metrics)
        warningTexts = page.warnings
        warningCount =
            page.warnings.isEmpty ? nil : PageFacts.count(page.warnings.count, "warning")
        firstNumbers = Array(page.headlines.prefix(3))
        otherNumbers = Array(page.headlines.dropFirst(3))
        judgedRows = page.judgedNumbers.map(JudgedView.init)
        classNames = page.classes.map {
            ClassView(
                className: $0.name, wholeName: $0.whole, classColour: Self.colour($0.colour),
                classOutline: Self.outline(of: $0.mark))
        }
        (parts, more) = Self.parts(page, hasCurve: curve != nil)
        metricsJSON = page.hasCurves ? PageNumbers.json(page.metrics) : nil
        metricRows = page.metrics.map(MetricView.init)
        settings = page.settings
        command = page.command
        software = page.software
        hashes = page.dataHashes
        hasWarnings = !page.warnings.isEmpty
        hasJudgedNumbers = !page.judgedNumbers.isEmpty
        hasSettings = !page.settings.isEmpty
        hasReproduction = page.command != nil || !page.dataHashes.isEmpty
        missing = page.missing
        hasMissing = !page.missing.isEmpty
        recordedBy = page.recordedBy
        recordedPlane = try page.recordedPlane.map { try RecordedPlaneView($0, page) }
        landscapeOnly =
            page.explorer == nil ? page.recordedPlane?.landscape.map(LandscapeView.init) : nil
        explorer = try Self.explorer(page)
        files = page.files.enumerated().map { index, file in
            FileView(
                savedName: file.name, meaning: file.meaning,
                heldIn: file.packed.map { _ in "file-\(index)" })
        }
        let held = page.files.enumerated().compactMap { index, file in
            file.packed.map { PackedView(packedID: "file-\(index)", packedText: PageNumbers.base64($0)) }
        }
        let commonLines = page.commonLines.map {
            PackedView(packedID: "drawing-lines", packedText: PageNumbers.base64($0))
        }
        drawings =
            held + [commonLines].compactMap(\.self)
            + page.figures.enumerated().compactMap { index, figure in
                figure.drawing.map {
                    PackedView(packedID: "drawing-\(index)", packedText: PageNumbers.base64($0))
                }
            }
        elsewhere = page.elsewhere
        undrawn = page.undrawn.isEmpty ? nil : page.undrawn.joined(separator: ", ")
        hasFiles = !page.files.isEmpty || !page.elsewhere.isEmpty
        hasRest = [more != nil, hasSettings, hasReproduction, hasFiles, hasMissing].contains(true)
    }

    /// A mark as the shape that an element is cut to.
    static func outline(of mark: Mark) -> String {
        let corners = mark.corners.map { corner in
            [corner.x, corner.y].map { "\(Int((50 + 32 * $0).rounded()))%" }.joined(separator: " ")
        }
        return corners.isEmpty ? "circle(42%)" : "polygon(" + corners.joined(separator: ",") + ")"
    }

    /// The colour if it is written as `#rrggbb`, else grey: nothing else may reach a style attribute.
    static func colour(_ text: String) -> String {
        let digits = text.utf8.dropFirst()
        let isHex = digits.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
                UInt8(ascii: "A")...UInt8(ascii: "F"):
                true
            default: false
            }
        }
        return text.hasPrefix("#") && digits.count == 6 && isHex ? text : "#888888"
    }
}
