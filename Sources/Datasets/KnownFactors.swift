/// The true causes of the images that the program makes itself.
public enum KnownFactors {
    /// The causes of the first training images of a data set; `nil` where nobody knows them.
    ///
    /// - Parameter source: the data set as `DatasetLibrary.load` takes it.
    public static func training(of source: String, count: Int) -> FactorTable? {
        switch source {
        case Digits.name: Digits.trainingFactors(count: count)
        case Sprites.name: Sprites.trainingFactors(count: count)
        default: nil
        }
    }

    /// The causes of the first test images; as ``training(of:count:)``.
    public static func test(of source: String, count: Int) -> FactorTable? {
        switch source {
        case Digits.name: Digits.testFactors(count: count)
        case Sprites.name: Sprites.testFactors(count: count)
        default: nil
        }
    }
}
