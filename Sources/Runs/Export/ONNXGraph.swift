import VAE

/// A graph of ONNX: values by their names, and the operators between them.
///
/// Fields have their numbers from `onnx.proto3` of ONNX's intermediate representation, version 8.
/// Source: https://onnx.ai/onnx/repo-docs/IR.html
struct ONNXGraph {
    /// An attribute of an operator.
    enum Attribute {
        case number(Int)
        case numbers([Int])
    }

    private enum DataType {
        static let float = 1, int64 = 7
    }

    private let name: String
    private var nodes: [ProtobufMessage] = []
    private var initializers: [ProtobufMessage] = []
    private var inputs: [ProtobufMessage] = []
    private var outputs: [ProtobufMessage] = []
    private var valueCount = 0

    init(name: String) { self.name = name }

    /// Declares what is put in: images or codes [batch] + `shape`.
    mutating func input(_ name: String, shape: [Int]) -> String {
        inputs.append(Self.declaration(name, shape))
        return name
    }

    /// Declares a value as one that comes out, under the name that it was made with.
    mutating func output(_ name: String, shape: [Int]) {
        outputs.append(Self.declaration(name, shape))
    }

    /// Adds numbers that do not change.
    mutating func constant(_ name: String, _ tensor: Tensor) -> String {
        initializers.append(
            Self.tensor(
                name, tensor.shape, DataType.float, tensor.values.withUnsafeBytes { Array($0) }))
        return name
    }

    /// Adds whole numbers that do not change, for operators that are told shapes.
    mutating func constant(_ name: String, numbers: [Int]) -> String {
        initializers.append(
            Self.tensor(
                name, [numbers.count], DataType.int64,
                numbers.map { Int64($0).littleEndian }.withUnsafeBytes { Array($0) }))
        return name
    }

    /// Adds an operator.
    ///
    /// - Parameter output: what its result is called; `nil` for a name of no meaning.
    /// - Returns: that name.
    mutating func apply(
        _ operation: String, to arguments: [String], _ attributes: KeyValuePairs<String, Attribute> = [:],
        output: String? = nil
    ) -> String {
        valueCount += 1
        let result = output ?? "value\(valueCount)"
        var node = ProtobufMessage()
        for argument in arguments { node.add(1, text: argument) }
        node.add(2, text: result)
        node.add(3, text: "\(operation.lowercased())\(valueCount)")
        node.add(4, text: operation)
        for (name, attribute) in attributes { node.add(5, Self.attribute(name, attribute)) }
        nodes.append(node)
        return result
    }

    /// The file of a model with this graph.
    ///
    /// - Parameter metadata: texts by their names, for people and programs that open the file.
    func model(producer version: String, metadata: KeyValuePairs<String, String>) -> [UInt8] {
        var graph = ProtobufMessage()
        for node in nodes { graph.add(1, node) }
        graph.add(2, text: name)
        for tensor in initializers { graph.add(5, tensor) }
        for value in inputs { graph.add(11, value) }
        for value in outputs { graph.add(12, value) }
        var operators = ProtobufMessage()
        operators.add(2, number: 13)
        var model = ProtobufMessage()
        model.add(1, number: 8)
        model.add(2, text: "vae-viz")
        model.add(3, text: version)
        model.add(7, graph)
        model.add(8, operators)
        for (key, text) in metadata {
            var entry = ProtobufMessage()
            entry.add(1, text: key)
            entry.add(2, text: text)
            model.add(14, entry)
        }
        return model.bytes
    }

    private static func attribute(_ name: String, _ attribute: Attribute) -> ProtobufMessage {
        var message = ProtobufMessage()
        message.add(1, text: name)
        switch attribute {
        case .number(let number):
            message.add(3, number: number)
            message.add(20, number: 2)
        case .numbers(let numbers):
            for number in numbers { message.add(8, number: number) }
            message.add(20, number: 7)
        }
        return message
    }

    private static func tensor(
        _ name: String, _ shape: [Int], _ type: Int, _ content: [UInt8]
    ) -> ProtobufMessage {
        var message = ProtobufMessage()
        for axis in shape { message.add(1, number: axis) }
        message.add(2, number: type)
        message.add(8, text: name)
        message.add(9, bytes: content)
        return message
    }

    /// Floats of any number of images or codes.
    private static func declaration(_ name: String, _ shape: [Int]) -> ProtobufMessage {
        var batch = ProtobufMessage(), axes = ProtobufMessage()
        batch.add(2, text: "batch")
        axes.add(1, batch)
        for extent in shape {
            var axis = ProtobufMessage()
            axis.add(1, number: extent)
            axes.add(1, axis)
        }
        var tensor = ProtobufMessage(), type = ProtobufMessage(), value = ProtobufMessage()
        tensor.add(1, number: DataType.float)
        tensor.add(2, axes)
        type.add(1, tensor)
        value.add(1, text: name)
        value.add(2, type)
        return value
    }
}
