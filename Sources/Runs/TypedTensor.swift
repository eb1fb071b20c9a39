/// Numbers of one of the types that recorded runs are stored in, in row-major order.
public struct TypedTensor: Sendable, Equatable {
    /// The numbers by their type.
    public enum Values: Sendable, Equatable {
        case floats([Float])
        case bytes([UInt8])
        case integers([Int32])

        /// The type's name in a safetensors file.
        var typeName: String {
            switch self {
            case .floats: "F32"
            case .bytes: "U8"
            case .integers: "I32"
            }
        }

        /// How many there are.
        public var count: Int {
            switch self {
            case .floats(let values): values.count
            case .bytes(let values): values.count
            case .integers(let values): values.count
            }
        }
    }

    /// The extent of each axis, the slowest first.
    public let shape: [Int]
    public let values: Values

    /// - Precondition: as many values as the shape has elements.
    public init(shape: [Int], _ values: Values) {
        precondition(values.count == shape.reduce(1, *), "as many values as the shape has elements")
        self.shape = shape
        self.values = values
    }

    /// Bytes of one of its numbers by the type's name; `nil` for types that are not read.
    static func size(ofType name: String) -> Int? { ["F32": 4, "U8": 1, "I32": 4][name] }
}
