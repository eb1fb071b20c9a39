public import Datasets

extension ImageSet {
    /// Whether both hold the same images with the same labels.
    public func elementsEqual(_ other: ImageSet) throws -> Bool {
        guard isLike(other), labels == other.labels else { return false }
        return try bytes.elementsEqual(other.bytes)
    }
}
