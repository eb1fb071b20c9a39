/// One known cause of images, with its value for each.
public struct Factor: Sendable, Equatable {
    public let name: String
    /// Whether the values are numbers of kinds, of which none is more than another.
    public let isCategory: Bool
    /// A value for each image.
    public let values: [Double]

    package init(name: String, isCategory: Bool, values: [Double]) {
        self.name = name
        self.isCategory = isCategory
        self.values = values
    }
}
