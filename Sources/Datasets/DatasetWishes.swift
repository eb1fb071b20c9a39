public import Pictures
import Storage

/// What a person asks for when a data set is read; what is not said is found from the data.
public struct DatasetWishes: Sendable, Equatable {
    /// Pixels across and down.
    public var side: Int?
    /// Pixels across and down where pictures of any size would otherwise get the usual side: what a network takes.
    public var pictureSide: Int?
    /// How what is no square becomes one.
    public var fit: SquareFit?
    /// The share of images that is held back to test with, where the files have no test images; above 0 and below 1.
    public var testShare: Double?
    /// What is seen where pictures are transparent, and beside those that do not fill their square.
    public var background: OpaqueColour?
    /// Whether a picture that cannot be read is an error, and not left out.
    public var isStrict = false
    /// The path of a file of labels, instead of those that lie with the images.
    public var labels: String?
    /// Whether rows and columns of each image are swapped; `nil` where the files' names decide.
    public var isTransposed: Bool?

    /// Nothing.
    public init() {}

    /// The wishes that led to a preparation.
    init(_ preparation: DatasetPreparation) {
        labels = preparation.labels
        isTransposed = preparation.isTransposed ?? false
    }

    /// What is done to images so that they are as they are wished, or squares; `nil` where they are so already.
    func scaling(for images: ImageSet) -> ImageScaling? {
        let size = [images.columns, images.rows], short = min(images.columns, images.rows)
        guard let side = side ?? (images.columns == images.rows ? nil : ImageScaling.usualSide(of: short)),
            size != [side, side]
        else { return nil }
        return ImageScaling(side: side, fit: fit ?? .crop, smallest: size, largest: size)
    }
}

/// How a data set is to be read.
public struct DatasetRequest: Sendable {
    public var wishes = DatasetWishes()
    /// What was found fitting when it was read before, and is to be done again; `nil` finds it.
    public var preparation: DatasetPreparation?
    /// Told of what takes long.
    public var activity: @Sendable (DatasetLibrary.Activity) -> Void = { _ in }
    /// The most bytes of a part's images that are kept in memory; of more, all are in a file.
    package var memoryLimit = ByteStore.usualLimit

    /// Nothing is wished for.
    public init() {}
}

extension DatasetPreparation {
    /// The command's options that have images prepared so.
    public var options: [String] {
        var options: [String] = []
        if let scaling {
            if ImageScaling.sides.contains(scaling.side) { options += ["--size", "\(scaling.side)"] }
            options += ["--fit", scaling.fit.rawValue]
        }
        if let labels { options += ["--labels", labels] }
        if let isTransposed { options.append(isTransposed ? "--transpose" : "--no-transpose") }
        if let testShare { options += ["--test-share", "\(testShare)"] }
        if let pictures, pictures.ground != .white { options += ["--background", pictures.background] }
        return options
    }
}
