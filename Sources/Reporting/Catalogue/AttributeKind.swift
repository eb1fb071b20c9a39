import Datasets
import Drawing
import Figures
import LatentSpace
import VAE

extension FigureKind {
    static let attribute = FigureKind(
        name: "attribute", classCount: 2,
        words: { labels, run in
            ExhibitWords(
                title: "Editing one image: \(run.classes[labels[0]]) towards \(run.classes[labels[1]])",
                caption: """
                    The mean code of one class less that of another is a direction: what tells the two apart. \
                    Added to the code of a real image, a little or a lot or the other way, it edits that image.
                    """)
        },
        reported: { run in run.attributePairs },
        draw: { labels, run, view in
            guard let figure = try run.attribute(from: labels[0], to: labels[1], view) else {
                throw GalleryError.noImage(of: labels, in: run)
            }
            return figure
        })
}

extension RunViewer {
    /// How often the difference of the means is added.
    private static let attributeAmounts = stride(from: -1.0, through: 1.5, by: 0.25).map { $0 }

    /// The pairs that a report shows, where there are classes of these names: those that turn into each other
    /// by changes that can be named; else the first two classes.
    var attributePairs: [[Int]] {
        let present = presentLabels
        let pairs = profile.changes.map {
            $0.compactMap(lookup.names.firstIndex(of:)).filter(present.contains)
        }
        .filter { $0.count == 2 }
        return pairs.isEmpty && present.count > 1 ? [Array(present.prefix(2))] : pairs
    }

    /// The typical image of one class moved along the difference of the mean codes.
    ///
    /// - Returns: `nil` where the test set has no image of one of the classes.
    func attribute(from: Int, to: Int, _ view: SnapshotView) throws -> AttributeFigure? {
        guard let index = try typicalMember(of: from, in: view), let start = meanCode(of: from, in: view),
            let end = meanCode(of: to, in: view)
        else { return nil }
        let plane = try plane()
        let own = view.posterior[index].mean.map(Double.init)
        let codes = Self.attributeAmounts.flatMap { amount in
            own.indices.map { Float(own[$0] + amount * (end[$0] - start[$0])) }
        }
        let decoded = try view.decode(codes)
        let labels = try votes(on: codes, in: view)
        let places = plane.points(of: codes)
        let steps = Self.attributeAmounts.indices.map { step in
            AttributeFigure.Step(
                amount: Self.attributeAmounts[step], place: places[step], decoded: decoded[step],
                label: labels[step])
        }
        return AttributeFigure(
            from: from, to: to, input: try input(index), steps: steps,
            means: (plane.point(of: start.map { Float($0) }), plane.point(of: end.map { Float($0) })),
            backdrop: points(of: view, on: plane), classes: classes, moment: view.moment, plane: plane)
    }

    /// The mean of the posterior means [dimension] of a class's test images; `nil` where it has none.
    private func meanCode(of label: Int, in view: SnapshotView) -> [Double]? {
        let members = data.testLabels.indices.filter { Int(data.testLabels[$0]) == label }
        guard !members.isEmpty else { return nil }
        let dimensions = view.posterior.latentDim
        return (0..<dimensions).map { dimension in
            members.reduce(0) { $0 + Double(view.posterior.means[$1 * dimensions + dimension]) }
                / Double(members.count)
        }
    }
}
