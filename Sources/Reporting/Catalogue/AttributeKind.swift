import Datasets
import Drawing
import Figures
import LatentSpace
import VAE

extension FigureKind {
    static let attribute = FigureKind(
        name: "attribute-",
        words: { name, run in
            let names = run.classNames(slugs: name.dropFirst("attribute-".count), joinedBy: "towards")
            return ExhibitWords(
                title: "Editing one image: \(names)",
                caption: """
                    The mean code of one class less that of another is a direction: what tells the two apart. \
                    Added to the code of a real image, a little or a lot or the other way, it edits that image.
                    """)
        },
        reported: { run in run.attributePairs.map { run.attributeName(from: $0.from, to: $0.to) } },
        draw: { name, run, view in
            guard let pair = run.labels(slugs: name.dropFirst("attribute-".count)), pair.from != pair.to
            else {
                throw GalleryError(
                    description: "\(name): needs two different classes, as attribute-A-B; \(run.classList)")
            }
            guard let figure = try run.attribute(from: pair.from, to: pair.to, view) else {
                throw GalleryError(
                    description: "\(name): the run's test set has no image of one of these classes")
            }
            return figure
        })
}

extension RunViewer {
    /// How often the difference of the means is added.
    private static let attributeAmounts = stride(from: -1.0, through: 1.5, by: 0.25).map { $0 }

    /// The pairs that a report shows, where there are classes of these names: those that turn into each other
    /// by changes that can be named; else the first two classes.
    var attributePairs: [(from: Int, to: Int)] {
        let wanted = [("1", "7"), ("8", "6"), ("Sandal", "Ankle boot"), ("Shirt", "Dress")]
        let pairs = wanted.compactMap { names -> (from: Int, to: Int)? in
            guard let from = classes.names.firstIndex(of: names.0), presentLabels.contains(from),
                let to = classes.names.firstIndex(of: names.1), presentLabels.contains(to)
            else { return nil }
            return (from, to)
        }
        guard pairs.isEmpty, presentLabels.count > 1 else { return pairs }
        return [(presentLabels[0], presentLabels[1])]
    }

    func attributeName(from: Int, to: Int) -> String {
        "attribute-\(ClassName.slug(classes.whole(from)))-\(ClassName.slug(classes.whole(to)))"
    }

    /// The typical image of one class moved along the difference of the mean codes.
    ///
    /// - Returns: `nil` where the test set has no image of one of the classes.
    func attribute(from: Int, to: Int, _ view: SnapshotView) throws -> AttributeFigure? {
        guard let index = try typicalMember(of: from), let start = meanCode(of: from, in: view),
            let end = meanCode(of: to, in: view)
        else { return nil }
        let plane = try plane()
        let own = view.posterior[index].mean.map(Double.init)
        let codes = Self.attributeAmounts.flatMap { amount in
            own.indices.map { Float(own[$0] + amount * (end[$0] - start[$0])) }
        }
        let decoded = try decode(codes, in: view)
        let labels = try votes(on: codes, in: view)
        let places = plane.points(of: codes)
        let steps = Self.attributeAmounts.indices.map { step in
            AttributeFigure.Step(
                amount: Self.attributeAmounts[step], place: places[step], decoded: decoded[step],
                label: labels[step])
        }
        return AttributeFigure(
            from: from, to: to, input: input(index), steps: steps,
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
