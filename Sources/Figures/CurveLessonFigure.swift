public import CurveLesson
public import Drawing

/// `curve-lesson`: points on a spiral, the curve that an autoencoder fits to them, and where random codes end up.
public struct CurveLessonFigure: Figure {
    let lesson: CurveLesson

    /// The draws that are marked; the farthest of them is measured in the figure.
    static let markedDraws = 12

    /// A computed lesson.
    package init(_ lesson: CurveLesson) {
        self.lesson = lesson
    }

    /// The draws that are marked, and the one of them that is farthest from the spiral.
    var marked: ArraySlice<CurveLesson.Draw> { lesson.draws.prefix(Self.markedDraws) }
    var farthest: CurveLesson.Draw? { marked.max { $0.distance < $1.distance } }

    public var alternativeText: String {
        let off = lesson.draws.count { $0.distance > 0.05 }
        let share = Double(off) / Double(max(1, lesson.draws.count))
        return
            "\(lesson.data.count) points on a spiral and the curve that a plain autoencoder with one code number "
            + "fitted to them. It gives the points back with an error of "
            + "\(Numerals.fixed(lesson.reconstructionError, decimals: 3)), yet its curve, "
            + "\(Numerals.fixed(lesson.curve.length, decimals: 2)) long where the spiral is "
            + "\(Numerals.fixed(lesson.spiral.length, decimals: 2)), leaves the spiral between them: "
            + "\(Numerals.grouped(lesson.draws.count)) random codes decode to points that are "
            + "\(Numerals.fixed(lesson.meanDrawDistance, decimals: 3)) off it on average, "
            + "\(Numerals.percent(share)) of them more than 0.05."
            + (farthest.map {
                " Of the \(marked.count) that are marked, the farthest is "
                    + "\(Numerals.fixed($0.distance, decimals: 2)) off."
            } ?? "")
    }

    public func picture() -> Picture {
        let layout = CurveLessonLayout(self)
        return Picture(width: layout.width, height: layout.height) { canvas in
            Page.drawHeader(
                title: "Why a plain autoencoder cannot generate: a curve through points of a spiral",
                subtitle:
                    "\(lesson.data.count) points, one code number each: the path length on the fitted curve",
                right: Double(layout.width) - Page.margin, on: canvas)
            drawPlane(layout, on: canvas)
            layout.bar.draw(on: canvas)
            drawErrors(layout, on: canvas)
            drawLegend(layout, on: canvas)
        }
    }

    private func drawPlane(_ layout: CurveLessonLayout, on canvas: borrowing Canvas) {
        let area = layout.plane
        let spiral = lesson.spiral.points.map(area.place)
        canvas.stroke(spiral, CurveLessonLayout.spiralStroke)
        canvas.stroke(layout.curve, Stroke(color: .ink, width: 5, isRound: true))
        for piece in layout.pieces {
            canvas.stroke(piece.line, Stroke(color: piece.color, width: 3, isRound: true))
        }
        for point in lesson.data {
            canvas.fillCircle(at: area.place(point), radius: 4.6, color: .paper)
            canvas.fillCircle(at: area.place(point), radius: 3.4, color: .ink)
        }
        for draw in marked {
            canvas.line(
                from: area.place(draw.point), to: area.place(draw.nearest),
                Stroke(color: .sample, width: 1.4))
            canvas.fillCircle(at: area.place(draw.point), radius: 5, color: .paper)
            canvas.fillCircle(at: area.place(draw.point), radius: 3.8, color: .sample)
        }
        if let farthest, let box = layout.distanceLabel {
            canvas.line(
                from: area.place(farthest.point), to: area.place(farthest.nearest),
                Stroke(color: .accent, width: 2.4))
            canvas.fillCircle(at: area.place(farthest.point), radius: 6.5, color: .paper)
            canvas.fillCircle(at: area.place(farthest.point), radius: 5.2, color: .accent)
            canvas.text(
                layout.distanceText, at: box.center, font: CurveLessonLayout.distanceFont, color: .accent,
                horizontal: .center, vertical: .middle, halo: (.paper, 3))
        }
        Axes(
            area: area, xTicks: CurveLessonLayout.ticks, yTicks: CurveLessonLayout.ticks, xTitle: "x",
            yTitle: "y"
        ).draw(on: canvas)
    }

    /// How far from the spiral every code decodes.
    private func drawErrors(_ layout: CurveLessonLayout, on canvas: borrowing Canvas) {
        let area = layout.errors
        canvas.text(
            "What a random code is worth", at: Point(area.frame.x, area.frame.y - 12),
            font: Font(size: 12, weight: .bold))
        let axes = layout.errorAxes
        axes.drawBackground(on: canvas)
        canvas.stroke(layout.errorLine, Stroke(color: .sample, width: 1.6, isRound: true))
        let mean = area.place(SIMD2(0, lesson.meanDrawDistance)).y.rounded() + 0.5
        canvas.line(
            from: Point(area.frame.x, mean), to: Point(area.frame.maxX, mean),
            Stroke(color: .sample, width: 1.2, dashes: [5, 4]))
        for code in lesson.codes {
            canvas.fillCircle(at: area.place(SIMD2(code, 0)), radius: 2.6, color: .ink)
        }
        if let farthest {
            canvas.fillCircle(
                at: area.place(SIMD2(farthest.code, farthest.distance)), radius: 5, color: .accent)
        }
        axes.draw(on: canvas)
    }

    private func drawLegend(_ layout: CurveLessonLayout, on canvas: borrowing Canvas) {
        for entry in layout.legend {
            let middle = Point(entry.box.x - 18, entry.box.center.y)
            switch entry.mark {
            case .line(let stroke):
                canvas.line(from: middle - Point(11, 0), to: middle + Point(11, 0), stroke)
            case .dot(let color): canvas.fillCircle(at: middle, radius: 4, color: color)
            }
            canvas.text(
                entry.text, at: Point(entry.box.x, entry.box.center.y), font: .label, vertical: .middle)
        }
    }
}
