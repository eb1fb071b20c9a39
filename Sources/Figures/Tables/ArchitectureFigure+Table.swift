/// Its numbers.
extension ArchitectureFigure {
    public var table: DataTable? {
        func shape(_ extents: [Int]) -> String { extents.map(String.init).joined(separator: " × ") }
        return DataTable(
            columns: ["layer", "operation", "kernel", "stride", "input", "output", "ReLU", "parameters"],
            rows: (encoder + decoder).map { layer in
                [
                    layer.name, layer.operation, layer.kernel.map { "\($0) × \($0)" } ?? "–",
                    layer.kernel == nil ? "–" : "\(layer.stride)", shape(layer.input), shape(layer.output),
                    layer.isRectified ? "yes" : "no", Numerals.grouped(layer.parameterCount),
                ]
            })
    }
}
