import Drawing

/// Lays one network out from left to right: a block for each set of values, an arrow for each layer.
struct ArchitectureRow {
    private typealias Layout = ArchitectureLayout

    /// Pixels for one row or column of a feature map, and for one channel.
    private static let pixel = 3.0, channel = 0.5
    /// How far a pixel of depth goes right and up.
    private static let depth = Point(0.36, -0.28)

    private let middle: Double, bottom: Double
    private var x = Page.margin + 14
    private var blocks: [ArchitectureLayout.Block] = []
    private var steps: [ArchitectureLayout.Step] = []
    private(set) var row: ArchitectureLayout.Row

    init(_ figure: ArchitectureFigure, isVariational: Bool, top: Double) {
        middle = top + 112
        bottom = top + 182
        row = Layout.Row(
            title: isVariational
                ? "Variational autoencoder" : "Plain autoencoder: the same layers, nothing is sampled",
            top: top, groups: [], blocks: [], steps: [], bridges: [])
        var groups: [Layout.Group] = []
        let start = x
        addBlock("image x", figure.encoder.first?.input ?? [], Layout.encoderColor)
        for (index, layer) in figure.encoder.enumerated() {
            addStep(layer.shortName, layer.lines)
            let isLast = index == figure.encoder.count - 1
            // The last gives two numbers for each latent dimension.
            let name = isLast ? (isVariational ? "mean, log σ²" : "mean, unused") : ""
            addBlock(name, layer.output, Layout.encoderColor)
        }
        groups.append(Layout.Group(name: "encoder", color: Layout.encoderColor, left: start, right: x))
        let samplerStart = x + 12
        if isVariational {
            addStep("", ["z = mean + σ ε", "ε from N(0, 1)"], width: 106)
        } else {
            addStep("", ["z = mean", "nothing is drawn"], width: 106)
        }
        groups.append(
            Layout.Group(
                name: isVariational ? "sampler" : "", color: isVariational ? Layout.samplerColor : .rule,
                left: samplerStart, right: x - 12))
        let decoderStart = x
        addBlock(
            "code z", [figure.latentDim], isVariational ? Layout.samplerColor : Layout.encoderColor)
        for (index, layer) in figure.decoder.enumerated() {
            addStep(layer.shortName, layer.lines)
            addBlock(
                index == figure.decoder.count - 1 ? "\(figure.outputs) of p(x|z)" : "", layer.output,
                Layout.decoderColor
            )
        }
        groups.append(
            Layout.Group(name: "decoder", color: Layout.decoderColor, left: decoderStart, right: x))
        let bridges =
            Self.bridges(figure.encoderSums, over: blocks[...], top: top)
            + Self.bridges(
                figure.decoderSums, over: blocks.dropFirst(figure.encoder.count + 1), top: top)
        row = Layout.Row(
            title: row.title, top: top, groups: groups, blocks: blocks, steps: steps, bridges: bridges)
    }

    /// The ways past residual blocks; of blocks within others the lower ones.
    private static func bridges(
        _ sums: [ArchitectureFigure.Sum], over blocks: ArraySlice<ArchitectureLayout.Block>, top: Double
    ) -> [ArchitectureLayout.Bridge] {
        sums.map { sum in
            let depth = sums.count {
                $0 != sum && $0.layers.contains(sum.layers.lowerBound)
                    && $0.layers.upperBound >= sum.layers.upperBound
            }
            let (from, to) = (
                blocks[blocks.startIndex + sum.layers.lowerBound].summit,
                blocks[blocks.startIndex + sum.layers.upperBound].summit
            )
            let shift = 6 * Double(depth)
            let y = top + 40 + 2 * shift
            return Layout.Bridge(
                start: Point(from.x + shift, max(from.y, y)), end: Point(to.x - shift, max(to.y, y + 8)),
                y: y,
                label: Layout.Line(
                    sum.isRectified ? "+ its input, ReLU" : "+ its input", font: .tick, color: .secondary,
                    x: (from.x + to.x) / 2, y: y - 7))
        }
    }

    private mutating func addBlock(_ name: String, _ shape: [Int], _ color: Color) {
        let isMap = shape.count == 3
        let channels = Double(shape.first ?? 0)
        // A vector is a column of cells, as high as it has room for.
        let size =
            isMap
            ? Point(max(4, channels * Self.channel), min(112, Double(shape[1]) * Self.pixel))
            : Point(12, min(110, max(12, channels * 12)))
        let back = isMap ? Self.depth * min(112, Double(shape[2]) * Self.pixel) : Self.depth * 12
        let left = x
        let top = middle - (size.y + back.y) / 2
        let front = [
            Point(left, top), Point(left + size.x, top), Point(left + size.x, top + size.y),
            Point(left, top + size.y),
        ]
        let upper = [front[0], front[1], front[1] + back, front[0] + back]
        let side = [front[1], front[2], front[2] + back, front[1] + back]
        let center = left + (size.x + back.x) / 2
        blocks.append(
            Layout.Block(
                color: color, faces: [front, upper, side],
                summit: Point(left + (size.x + back.x) / 2, top + back.y),
                name: Layout.Line(name, font: .label, x: center, y: bottom),
                shape: Layout.Line(
                    ArchitectureFigure.text(shape), font: .tick, color: .secondary, x: center, y: bottom + 16)
            ))
        x = left + size.x + back.x
    }

    /// Adds an arrow with a name above it and lines below it, the first of them bold.
    private mutating func addStep(_ name: String, _ below: [String], width: Double = 86) {
        let left = x + 8
        let right = x + width - 8
        let center = (left + right) / 2
        let upper = Layout.Line(name, font: .tick, color: .secondary, x: center, y: middle - 11)
        let lower = below.filter { !$0.isEmpty }.enumerated().map { index, text in
            Layout.Line(
                text, font: index == 0 ? .heading : .tick, color: index == 0 ? .ink : .secondary, x: center,
                y: middle + 13 + 14 * Double(index))
        }
        steps.append(Layout.Step(left: left, right: right, y: middle, lines: [upper] + lower))
        x += width
    }
}
