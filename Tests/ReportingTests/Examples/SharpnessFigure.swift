import Drawing

@testable import Figures

/// `sharpness`: how narrow the posteriors of each class are.
struct SharpnessFigure: Figure {
    /// A class each: standard deviations in percent of the prior's.
    let classes: [RangePanel.Series]
    let moment: Moment

    var alternativeText: String {
        let means = classes.map { series in
            series.name + " "
                + RangePanel.text(series.values.reduce(0, +) / Double(max(1, series.values.count)))
        }
        return
            "\(moment.dataset), \(moment.time): the posteriors' standard deviations, in percent of the prior's, on "
            + "average by class: " + means.joined(separator: ", ") + "."
    }

    func picture() -> Picture {
        let right = 640.0
        let panel = RangePanel(
            title: "Standard deviations of the posteriors", left: Page.margin, right: right,
            top: Page.contentTop + 24, range: 0...100, xTitle: "% of the prior's", series: classes)
        return Picture(width: Int(right + Page.margin), height: Int(panel.bottom)) { canvas in
            Page.drawHeader(
                title: "\(moment.dataset): how sure the encoder is", moment: moment, right: right, on: canvas)
            panel.draw(on: canvas)
        }
    }
}
