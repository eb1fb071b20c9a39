public import Drawing

/// `architecture`: the networks drawn from their layers' shapes.
public struct ArchitectureFigure: Figure {
    /// One layer with parameters.
    public struct Layer: Sendable, Equatable {
        /// The name under which its parameters are stored, as `encoder.conv1`.
        public let name: String
        /// What it computes, as "conv".
        public let operation: String
        /// The side of its kernel; `nil` where it has none.
        public let kernel: Int?
        /// Pixels between two applications of the kernel.
        public let stride: Int
        /// Whether a ReLU follows.
        public let isRectified: Bool
        /// [channel, row, column], or [feature] for a flat vector.
        public let input: [Int], output: [Int]
        /// Weights and biases together.
        public let parameterCount: Int

        /// A layer by its shapes.
        package init(
            name: String, operation: String, kernel: Int?, stride: Int, isRectified: Bool, input: [Int],
            output: [Int], parameterCount: Int
        ) {
            self.name = name
            self.operation = operation
            self.kernel = kernel
            self.stride = stride
            self.isRectified = isRectified
            self.input = input
            self.output = output
            self.parameterCount = parameterCount
        }

        /// Its name without the part of the network that it belongs to.
        var shortName: String { String(name.split(separator: ".").last ?? "") }

        /// What is written at its arrow.
        var lines: [String] {
            let size = kernel.map { " \($0)×\($0)" } ?? ""
            let steps = kernel == nil ? [] : ["stride \(stride)"]
            return [operation + size] + [(steps + (isRectified ? ["ReLU"] : [])).joined(separator: ", ")]
                + [Numerals.grouped(parameterCount), "parameters"]
        }
    }

    /// Layers whose input is added to what they make of it.
    public struct Sum: Sendable, Equatable {
        /// Positions among the layers of the encoder or the decoder.
        public let layers: Range<Int>
        /// Whether a ReLU follows the sum.
        public let isRectified: Bool

        /// A sum over a block of layers. - Precondition: there is at least one.
        package init(layers: Range<Int>, isRectified: Bool) {
            precondition(!layers.isEmpty)
            self.layers = layers
            self.isRectified = isRectified
        }
    }

    let dataset: String
    let encoder: [Layer], decoder: [Layer]
    let encoderSums: [Sum], decoderSums: [Sum]
    let latentDim: Int
    let trained: String
    let outputs: String

    /// The variational autoencoder and the plain one of the same layers.
    ///
    /// - Parameters:
    ///   - trained: which of the two the run has trained, in words.
    ///   - encoder: from the image to the means and log-variances.
    ///   - decoder: from the code to the outputs.
    ///   - outputs: what those are of p(x|z), as "logits".
    ///   - encoderSums: the residual blocks of the encoder, outer ones before those within; and of the decoder.
    package init(
        dataset: String, trained: String, latentDim: Int, encoder: [Layer], decoder: [Layer],
        outputs: String, encoderSums: [Sum] = [], decoderSums: [Sum] = []
    ) {
        self.dataset = dataset
        self.trained = trained
        self.latentDim = latentDim
        self.encoder = encoder
        self.decoder = decoder
        self.outputs = outputs
        self.encoderSums = encoderSums
        self.decoderSums = decoderSums
    }

    private static func count(_ layers: [Layer]) -> Int {
        layers.reduce(0) { $0 + $1.parameterCount }
    }

    /// The parameters of the whole and of its two parts, in words.
    var parameters: String {
        let (first, second) = (Self.count(encoder), Self.count(decoder))
        return
            "\(Numerals.grouped(first + second)) parameters: encoder \(Numerals.grouped(first)), decoder "
            + Numerals.grouped(second)
    }

    public var alternativeText: String {
        let parts = (encoder + decoder).map { layer in
            "\(layer.name): \(layer.lines.prefix(2).filter { !$0.isEmpty }.joined(separator: ", ")), "
                + "\(Self.text(layer.input)) to \(Self.text(layer.output)), "
                + "\(Numerals.grouped(layer.parameterCount)) parameters"
        }
        let sums = [(encoder, encoderSums), (decoder, decoderSums)].flatMap { layers, sums in
            sums.map { sum in
                let (first, last) = (layers[sum.layers.lowerBound], layers[sum.layers.upperBound - 1])
                return " The input of \(first.name) is added to what \(last.name) gives."
            }
        }.joined()
        return
            "The networks for \(dataset), \(parameters). \(parts.joined(separator: "; ")).\(sums) The variational "
            + "autoencoder draws its code of \(latentDim) from the normal distribution whose mean and "
            + "log-variance the encoder gives; the plain autoencoder takes the means for its code."
    }

    static func text(_ shape: [Int]) -> String {
        "[" + shape.map(String.init).joined(separator: ", ") + "]"
    }

    public func picture() -> Picture {
        let layout = ArchitectureLayout(self)
        return Picture(width: layout.width, height: layout.height) { canvas in
            Page.drawHeader(
                title: "\(dataset): the networks, layer by layer", subtitle: parameters, trailing: trained,
                right: Double(layout.width) - Page.margin, on: canvas)
            for row in layout.rows { draw(row, on: canvas) }
        }
    }

    private func draw(_ row: ArchitectureLayout.Row, on canvas: borrowing Canvas) {
        canvas.text(row.title, at: Point(Page.margin, row.top), font: Font(size: 13, weight: .bold))
        for group in row.groups {
            canvas.line(
                from: Point(group.left, row.top + 24.5), to: Point(group.right, row.top + 24.5),
                Stroke(color: group.color, width: 2))
            canvas.text(
                group.name, at: Point((group.left + group.right) / 2, row.top + 18), font: .heading,
                color: group.color.mixed(with: .ink, 0.3), horizontal: .center)
        }
        for step in row.steps {
            Self.drawArrow(step, on: canvas)
            for line in step.lines {
                canvas.text(
                    line.text, at: line.box.center, font: line.font, color: line.color, horizontal: .center,
                    vertical: .middle)
            }
        }
        for block in row.blocks { Self.draw(block, on: canvas) }
        for bridge in row.bridges { Self.draw(bridge, on: canvas) }
    }

    private static func draw(_ bridge: ArchitectureLayout.Bridge, on canvas: borrowing Canvas) {
        let stroke = Stroke(color: .secondary, width: 1.3)
        let corners = [Point(bridge.start.x, bridge.y), Point(bridge.end.x, bridge.y)]
        canvas.line(from: bridge.start, to: corners[0], stroke)
        canvas.line(from: corners[0], to: corners[1], stroke)
        canvas.line(from: corners[1], to: bridge.end, stroke)
        canvas.fill(
            [
                bridge.end, Point(bridge.end.x - 3.5, bridge.end.y - 6),
                Point(bridge.end.x + 3.5, bridge.end.y - 6),
            ], color: .secondary)
        canvas.text(
            bridge.label.text, at: bridge.label.box.center, font: bridge.label.font,
            color: bridge.label.color, horizontal: .center, vertical: .middle)
    }

    private static func drawArrow(_ step: ArchitectureLayout.Step, on canvas: borrowing Canvas) {
        let (left, right, y) = (step.left, step.right, step.y)
        canvas.line(
            from: Point(left, y), to: Point(right - 6, y), Stroke(color: .secondary, width: 1.3))
        canvas.fill(
            [Point(right, y), Point(right - 7, y - 3.5), Point(right - 7, y + 3.5)], color: .secondary)
    }

    private static func draw(_ block: ArchitectureLayout.Block, on canvas: borrowing Canvas) {
        let edge = Stroke(color: block.color.mixed(with: .ink, 0.35), width: 1, isRound: true)
        for (face, lightness) in zip(block.faces, [0.45, 0.78, 0.62]) {
            canvas.fill(face, color: block.color.mixed(with: .paper, lightness))
            canvas.stroke(face, edge, isClosed: true)
        }
        for line in [block.name, block.shape] {
            canvas.text(
                line.text, at: line.box.center, font: line.font, color: line.color, horizontal: .center,
                vertical: .middle)
        }
    }
}
