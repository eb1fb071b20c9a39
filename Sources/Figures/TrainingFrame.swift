public import Drawing

/// A figure as a frame of training's animation: along the foot a bar that says how far training is.
public struct TrainingFrame: Sendable {
    let figure: Picture
    let moment: Moment
    let epochs: Int
    let stepsPerEpoch: Int

    /// Puts a bar under a figure.
    ///
    /// - Parameters:
    ///   - moment: when the figure was; the bar is filled up to its step.
    ///   - epochs: the epochs of the whole bar, at least 1.
    ///   - stepsPerEpoch: the steps of each, at least 1.
    package init(_ figure: Picture, moment: Moment, epochs: Int, stepsPerEpoch: Int) {
        self.figure = figure
        self.moment = moment
        self.epochs = max(1, epochs)
        self.stepsPerEpoch = max(1, stepsPerEpoch)
    }

    /// What the bar takes below the figure, in pixels.
    static let footHeight = 40

    /// The share of training that is done, from 0 to 1.
    var fraction: Double {
        min(max(Double(moment.step) / (Double(epochs) * Double(stepsPerEpoch)), 0), 1)
    }

    /// The figure and the bar under it.
    public func picture() -> Picture {
        Picture(width: figure.width, height: figure.height + Self.footHeight) { canvas in
            figure.draw(on: canvas)
            drawBar(on: canvas)
        }
    }

    private func drawBar(on canvas: borrowing Canvas) {
        let left = Page.margin, right = Double(figure.width) - Page.margin
        let top = Double(figure.height) + 4
        let bar = Rectangle(x: left, y: top, width: right - left, height: 6)
        canvas.fill(bar, color: .hairline, radius: 3)
        let done = Rectangle(x: left, y: top, width: (right - left) * fraction, height: 6)
        if done.width >= 1 { canvas.fill(done, color: .ink, radius: min(3, done.width / 2)) }
        // A mark at each epoch's end as long as they can be told apart.
        let gap = (right - left) / Double(epochs)
        if epochs > 1, gap >= 8 {
            for epoch in 1..<epochs {
                let x = (left + gap * Double(epoch)).rounded() + 0.5
                canvas.line(from: Point(x, top), to: Point(x, top + 6), Stroke(color: .paper, width: 1.5))
            }
        }
        canvas.text("start", at: Point(left, top + 21), font: .tick, color: .secondary)
        canvas.text(
            "\(epochs) epoch\(epochs == 1 ? "" : "s")", at: Point(right, top + 21), font: .tick,
            color: .secondary, horizontal: .right)
    }
}
