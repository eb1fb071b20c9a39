/// Everything that the report page shows: plain values, no model and no files.
///
/// ```swift
/// var page = ReportPage(title: "...", dataSet: "Fashion-MNIST", runName: "fashion-mnist-1", state: .finished)
/// page.figures.append(Figure(...))
/// let html = try page.html()
/// ```
///
/// ``html()`` gives one file that needs no other and no network. A picture's name decides where it stands (see
/// ``Figure/name``); a section without pictures or values is left out.
public struct ReportPage: Sendable {
    /// How far the training got.
    public enum State: String, Sendable, CaseIterable {
        case running, finished, interrupted
    }

    /// The page's heading and window title.
    public var title: String
    /// The data set's name as people write it, for example "Fashion-MNIST".
    public var dataSet: String
    /// What one image of the data set is called in a sentence: "digit", "garment" or just "image"; its plural
    /// is made with an s.
    public var imageNoun = "image"
    /// The number of latent dimensions.
    public var latentDimensions = 2
    /// False for the plain autoencoder, which has no KL divergence and no sampling.
    public var isVariational = true
    /// The run folder's name.
    public var runName: String
    /// How far the training got; the page says so where it is not finished.
    public var state: State
    /// What is wrong with the run, a line each: what, the numbers that show it, what to do. The page begins with a link
    /// to them.
    public var warnings: [String] = []
    /// The run's numbers; the first three stand on the first screen.
    public var headlines: [Headline] = []
    /// What the trained model was measured to be, each number beside what is usual.
    public var judgedNumbers: [JudgedNumber] = []
    /// What "usual" means there, in a sentence or two; nil where there are no such numbers.
    public var judgedNote: String?
    /// Still pictures.
    public var figures: [Figure] = []
    /// Moving pictures.
    public var animations: [Animation] = []
    /// The classes in the order of their numbers, with the colour that all pictures give them.
    public var classes: [Class] = []
    /// How the classes were found where they are clusters of codes; nil where they are those of labels.
    public var clusterNote: String?
    /// The classes whose images the page trains on one after another: the first lives where all begin. Where there are
    /// none, it takes the first three that it has images of.
    public var exemplaryLabels: [Int] = []
    /// The configuration of the run.
    public var settings: [Setting] = []
    /// The command that makes this run again; nil leaves the section out.
    public var command: String?
    /// The program and its version, for example "vae-viz 1.0.0".
    public var software = "vae-viz"
    /// Fingerprints of the data: a file's name and its SHA-256 in hexadecimal digits.
    public var dataHashes: [DataHash] = []
    /// The model for the part of the page that answers to the mouse; nil leaves that part out.
    public var explorer: Explorer?
    /// Files that can be saved from the page.
    public var files: [File] = []
    /// Pictures of the run for which the page has no room, by their places in the run folder.
    public var elsewhere: [String] = []
    /// What the figures' drawings have in common, as ``DrawingPack`` keeps it; nil without any.
    var commonLines: [UInt8]?
    /// The names of figures for whose drawings the page has no room.
    public var undrawn: [String] = []
    /// What was measured at each snapshot, in the order of training.
    public var metrics: [Metrics] = []
    /// Who recorded the run, of whose model answers alone are here; nil of a run that is described.
    public var recordedBy: String?
    /// What such a run does not show, and what would have to be recorded for it.
    public var missing: [Missing] = []
    /// A plane of images to point at, in the place of a network.
    public var recordedPlane: RecordedPlane?

    /// A page without pictures and values, to be filled.
    public init(title: String, dataSet: String, runName: String, state: State) {
        self.title = title
        self.dataSet = dataSet
        self.runName = runName
        self.state = state
    }
}
