/// Codes and what they decode to.
public struct RecordedCodes: Sendable, Equatable {
    /// [code, dimension].
    public let codes: [Float]
    public let images: RecordedImages
    /// Numbers in a code.
    public let latentDim: Int

    /// How many there are.
    public var count: Int { images.count }

    /// Those of a range, by themselves.
    ///
    /// - Precondition: `range` is in 0..<count.
    func part(_ range: Range<Int>) -> RecordedCodes {
        RecordedCodes(
            codes: Array(codes[range.lowerBound * latentDim..<range.upperBound * latentDim]),
            images: images.part(range), latentDim: latentDim)
    }

    /// The code of an image [dimension].
    ///
    /// - Precondition: `index` is in 0..<count.
    public func code(_ index: Int) -> ArraySlice<Float> { codes[index * latentDim..<(index + 1) * latentDim] }
}
