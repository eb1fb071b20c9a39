import Datasets
import Figures

/// Which figure of a run: its kind, and the classes that it is of.
struct FigureID: Sendable {
    let kind: FigureKind
    /// As many classes as the kind is of.
    let labels: [Int]

    /// A figure of a kind.
    init(_ kind: FigureKind, of labels: [Int]) {
        self.kind = kind
        self.labels = labels
    }

    /// The figure that a person means by `name`, such as `sampling-6` or `patch-Bag-Ankle boot`; `nil` where no kind
    /// is called so.
    ///
    /// - Throws: `GalleryError` where the kind is clear and the classes are not.
    init?(_ name: String, in lookup: ClassLookup) throws {
        let kind = FigureKind.catalogue.first {
            $0.classCount == 0 ? name == $0.name : (name + "-").hasPrefix($0.name + "-")
        }
        guard let kind else { return nil }
        let subject = name.dropFirst(kind.name.count + 1)
        switch kind.classCount {
        case 0: labels = []
        case 1:
            guard let label = lookup.index(of: subject) else {
                throw GalleryError(
                    description: "\(name): needs a class, as \(kind.name)-A; \(lookup.choices(for: subject))")
            }
            labels = [label]
        default:
            guard let pair = lookup.pair(subject), pair[0] != pair[1] else {
                throw GalleryError(
                    description: "\(name): needs two different classes, as \(kind.name)-A-B; "
                        + lookup.choices(for: ""))
            }
            labels = pair
        }
        self.kind = kind
    }

    /// Its file name without an ending.
    func name(in lookup: ClassLookup) -> String {
        ([kind.name] + labels.map { lookup.fileNameParts[$0] }).joined(separator: "-")
    }
}
