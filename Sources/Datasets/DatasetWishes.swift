/// What a person asks for when a data set is read; what is not said is found from the data.
public struct DatasetWishes: Sendable, Equatable {
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
}
