/// What the template of a comparison sees: every stored property is a name in it.
struct ComparisonContext {
    let title: String, software: String
    /// Filled in by the renderer.
    var style = "", script = ""
    let runViews: [RunView]
    /// How moments are matched.
    let matching: String
    /// Why curves are apart; nil where they are not.
    let apart: String?
    /// Which runs have no curve of what; nil where all have all.
    let lacks: String?
    /// Runs that differ by their seeds alone, a sentence each group.
    let seedWords: [String]
    let legends: [LegendView]
    /// What is to be said of the codes' axes.
    let axesWords: String
    let isMoving: Bool
    let lastLabel: String, lastMoment: Int
    let curveViews: [FigureView], rateViews: [FigureView]
    let hasRates: Bool
    let heads: [HeadView]
    let differenceRows: [DifferenceView]
    let hasDifferences: Bool
    /// What is said of all other options.
    let optionsNote: String
    let measureRows: [MeasureView]
    let hasMeasures: Bool
    let notes: [String]
    let momentsJSON: String

    /// A run's name as it stands at the head of a column.
    struct HeadView {
        let headLetter: String, headColour: String, headName: String
    }

    /// A run with its pictures.
    struct RunView {
        let letter: String, colour: String, runName: String
        /// The whole name of its folder.
        let wholeName: String
        /// Its data, likelihood and the like in a line.
        let about: String
        let momentWords: String
        let gridAddress: String, gridWords: String
        let codesAddress: String, codesWords: String
        /// All frames on a sheet; nil where nothing moves, and of a run without a plane.
        let sheetAddress: String?
        let turn: String?
        /// Where the frame lies in both pictures, as a style.
        let place: String
        let pictureWidth: Int, pictureHeight: Int
    }

    /// The classes of some runs.
    struct LegendView {
        /// Whose classes they are; nil where they are those of all.
        let owners: String?
        let classViews: [PageContext.ClassView]
    }

    /// A figure with its numbers.
    struct FigureView {
        /// What tells it from the others.
        let figureTitle: String
        let address: String, words: String
        let figureWidth: Int, figureHeight: Int
        /// Where the curves lie in the picture, as a style, and the greatest position; nil without a moment to show.
        let plot: String?, plotEnd: String?
        let table: PageContext.TableView?
    }

    /// An option in which runs differ.
    struct DifferenceView {
        let option: String
        let cells: [String]
    }

    /// A number of all runs.
    struct MeasureView {
        let measure: String, measureMeaning: String
        let measured: [CellView]
    }

    /// A number of one run.
    struct CellView {
        let number: String, numberUnit: String?
        /// What is usual; nil where nothing is known.
        let usualRange: String?
        let judgement: String?, standing: String
    }
}

/// What the page's script needs to show other moments.
struct ComparedMoments: Encodable {
    /// What the moments are called, and where they lie on the axis of curves.
    let labels: [String], positions: [Double]
    let runs: [Run]

    struct Run: Encodable {
        let letter: String
        /// The place among this run's frames at each moment.
        let frames: [Int]
        /// What is said of each frame.
        let captions: [String]
        /// How frames lie on the sheet.
        let width: Int, height: Int, columns: Int
        /// The codes, see ``ComparedFrames/packedPoints(extent:)``, and their classes, in base64.
        let points: String, labels: String
        /// The classes' colours, and the corners of their marks; none for a circle.
        let colours: [String], marks: [[[Double]]]
        /// The greatest value of the codes' axes.
        let reach: Double
        let isLine: Bool
    }
}
