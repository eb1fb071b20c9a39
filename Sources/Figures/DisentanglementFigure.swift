public import Drawing
package import LatentSpace

/// `disentanglement`: which latent dimension carries which of the causes that the images were made from.
public struct DisentanglementFigure: Figure {
    /// More dimensions than this are in the table alone.
    static let mostRows = 12

    let measured: Disentanglement
    /// The dimensions, the most active first.
    let order: [Int]
    let moment: Moment

    /// What was measured of the test images' means.
    ///
    /// - Parameter order: all dimensions in the order of the rows.
    package init(measured: Disentanglement, order: [Int], moment: Moment) {
        self.measured = measured
        self.order = order
        self.moment = moment
    }

    var shown: ArraySlice<Int> { order.prefix(Self.mostRows) }

    /// For each cause the dimension that tells most of it, and by how much it is ahead of the next.
    var carriers: [(dimension: Int, gap: Double)] {
        measured.factors.indices.map { factor in
            let ranked = measured.information.indices.sorted {
                (measured.information[$1][factor], $0) < (measured.information[$0][factor], $1)
            }
            let shares = ranked.prefix(2).map { measured.information[$0][factor] }
            return (ranked[0], shares[0] - shares[1])
        }
    }

    /// The scores in the order in which they are written.
    var scores: [(name: String, value: Double)] {
        [
            ("MIG", measured.mutualInformationGap), ("SAP", measured.separatedPredictability),
            ("DCI disentanglement", measured.disentanglement), ("DCI completeness", measured.completeness),
            ("DCI informativeness", measured.informativeness),
        ]
    }

    static func text(_ value: Double) -> String { Numerals.fixed(value, decimals: 2) }

    public var alternativeText: String {
        let best = zip(measured.factors, carriers).enumerated().map { factor, cause in
            "\(cause.0) z\(cause.1.dimension + 1) "
                + Self.text(measured.information[cause.1.dimension][factor])
        }
        return
            "\(moment.dataset), \(moment.time): what each of \(order.count) latent dimensions tells of each of "
            + "\(measured.factors.count) causes, as a share of all that there is to know. Most is told of "
            + best.joined(separator: ", ") + ". Scores from 0 to 1: "
            + scores.map { "\($0.name) \(Self.text($0.value))" }.joined(separator: ", ") + "."
    }

    /// What the colours are, and what is not in the picture; lines below the matrix.
    var notes: [String] {
        let hidden = order.count - shown.count
        return [
            "Mutual information of the code and a cause, as a share of the cause's entropy. Framed: most of a cause.",
            "Gap: by how much the framed dimension is ahead of the next; MIG is the mean. Each score goes from 0 to 1.",
        ]
            + (hidden > 0
                ? ["Not shown: \(Numerals.grouped(hidden)) more dimensions, less active; the table has them."]
                : [])
    }

    public func picture() -> Picture {
        let layout = DisentanglementLayout(self)
        return Picture(width: layout.width, height: layout.height) { canvas in
            draw(layout, on: canvas)
        }
    }

    private func draw(_ layout: DisentanglementLayout, on canvas: borrowing Canvas) {
        Page.drawHeader(
            title: layout.title, moment: moment, right: Double(layout.width) - Page.margin, on: canvas)
        for (column, head) in layout.heads.enumerated() {
            canvas.text(
                head, at: Point(layout.middle(ofColumn: column), layout.top - 10),
                font: .heading, horizontal: .center)
        }
        let scale = ColorScale.sequential(0...1)
        for (row, dimension) in shown.enumerated() {
            let y = layout.top + Double(row) * DisentanglementLayout.cellHeight
            let middle = y + DisentanglementLayout.cellHeight / 2
            canvas.text(
                "z\(dimension + 1)", at: Point(layout.left - 10, middle), font: .heading, horizontal: .right,
                vertical: .middle)
            for column in measured.factors.indices {
                let share = measured.information[dimension][column], color = scale.color(of: share)
                canvas.fill(layout.cell(row, column), color: color)
                canvas.text(
                    Self.text(share), at: Point(layout.middle(ofColumn: column), middle), font: .label,
                    color: color.luminance < 0.18 ? .paper : .ink, horizontal: .center, vertical: .middle)
            }
        }
        let gapMiddle = layout.gapTop + DisentanglementLayout.cellHeight / 2
        canvas.text(
            "gap", at: Point(layout.left - 10, gapMiddle), font: .heading, color: .secondary,
            horizontal: .right, vertical: .middle)
        for (column, carrier) in carriers.enumerated() {
            if let row = shown.firstIndex(of: carrier.dimension) {
                canvas.stroke(layout.cell(row, column).insetBy(1), color: .accent, width: 2)
            }
            canvas.text(
                Self.text(carrier.gap), at: Point(layout.middle(ofColumn: column), gapMiddle), font: .label,
                horizontal: .center, vertical: .middle)
        }
        for (index, score) in scores.enumerated() {
            let y = layout.scoresTop + Double(index) * DisentanglementLayout.scoreHeight
            canvas.text(score.name, at: Point(Page.margin, y), font: .label, vertical: .top)
            let bar = Rectangle(
                x: layout.barLeft, y: y + 2, width: DisentanglementLayout.barWidth, height: 10)
            canvas.fill(bar, color: .hairline)
            let share = min(max(score.value, 0), 1)
            canvas.fill(
                Rectangle(x: bar.x, y: bar.y, width: max(1, (share * bar.width).rounded()), height: 10),
                color: Palette.classes[0])
            canvas.text(
                Self.text(score.value), at: Point(bar.maxX + 10, y), font: .label, vertical: .top)
        }
        for (index, note) in notes.enumerated() {
            canvas.text(
                note, at: Point(Page.margin, layout.notesTop + Double(index) * 15), font: .tick,
                color: .secondary, vertical: .top)
        }
    }
}

extension Rectangle {
    /// The rectangle that lies so far within this one.
    fileprivate func insetBy(_ distance: Double) -> Rectangle {
        Rectangle(
            x: x + distance, y: y + distance, width: width - 2 * distance, height: height - 2 * distance)
    }
}
