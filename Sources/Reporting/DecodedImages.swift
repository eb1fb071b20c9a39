import Drawing

/// What was decoded for one picture and may be wanted for another, as far as there is room.
struct DecodedImages {
    /// Codes [code, dimension] decoded by the network of a snapshot.
    struct Request: Hashable {
        let step: Int
        let codes: [Float]
    }

    /// Bytes of images to keep at the most.
    static let room = 64_000_000

    private var images: [Request: [InkImage]] = [:]
    private var size = 0

    subscript(request: Request) -> [InkImage]? { images[request] }

    /// Keeps the images, unless there is no room left for them.
    mutating func keep(_ decoded: [InkImage], for request: Request) {
        let bytes = decoded.reduce(0) { $0 + $1.ink.count }
        guard size + bytes <= Self.room, images.updateValue(decoded, forKey: request) == nil else { return }
        size += bytes
    }
}
