/// What is known of a data set's images: what a report calls them, and which of its classes it shows.
public struct DatasetProfile: Sendable, Equatable {
    /// Which shapes are told apart in decoded images.
    public enum Shapes: Sendable {
        case digits, clothing, any
    }

    /// What one image is called, as "digit".
    public var noun = "image"
    /// What a network learns of them, after "how a network learned"; `nil` for the data set's title.
    public var lesson: String?
    public var shapes = Shapes.any
    /// The classes that figures of one image show, where there are such: those of the article's example.
    public var exemplaryLabels = [6, 1, 0]
    /// The classes between which every report has a path, where there are such: the article's.
    public var pathLabels = [8, 6]
    /// The pairs of classes of which a report shows the border, where it has all of these; else the longest borders.
    public var borderingLabels: [[Int]] = []
    /// Pairs of class names that turn into each other by changes that can be named.
    public var changes = [["1", "7"], ["8", "6"], ["Sandal", "Ankle boot"], ["Shirt", "Dress"]]

    /// The profile of the data set called `name`; of an unknown one that of any images.
    package init(of name: String) {
        switch name {
        case Digits.name, "mnist":
            noun = "digit"
            shapes = .digits
            borderingLabels = [[6, 0], [9, 7], [8, 1]]
            if name == Digits.name { lesson = "to write digits" }
        case "fashion-mnist":
            noun = "garment"
            shapes = .clothing
        case "kmnist": noun = "character"
        default: break
        }
    }
}
