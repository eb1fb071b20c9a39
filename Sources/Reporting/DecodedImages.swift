import Drawing

/// What was decoded for one picture of a snapshot and may be wanted for another, as far as there is room.
struct DecodedImages {
    /// Bytes of images to keep at the most.
    static let room = 32_000_000

    /// By codes [code, dimension].
    private var images: [[Float]: [DataImage]] = [:]
    private var size = 0

    subscript(codes: [Float]) -> [DataImage]? { images[codes] }

    /// Keeps the images, unless there is no room left for them.
    mutating func keep(_ decoded: [DataImage], for codes: [Float]) {
        let bytes = decoded.reduce(0) { $0 + $1.bytes.count }
        guard size + bytes <= Self.room, images.updateValue(decoded, forKey: codes) == nil else { return }
        size += bytes
    }
}
