public import Datasets

/// Which pictures of a report are drawn.
public enum PictureChoice: Sendable, Equatable {
    case all
    case none
    /// Kinds, such as `sampling`, or single pictures, such as `sampling-6`.
    case named([String])

    /// Reads `all`, `none`, or names with commas between.
    package init(_ text: String) {
        switch text.lowercased() {
        case "all": self = .all
        case "none": self = .none
        default:
            self = .named(
                text.split(separator: ",").map { $0.trimmingPrefix(while: \.isWhitespace) }.map(String.init))
        }
    }

    /// The names of single pictures among `kinds`; none where all or none are chosen.
    func others(than kinds: [String]) -> [String] {
        guard case .named(let names) = self else { return [] }
        return names.filter { !kinds.contains($0) }
    }

    /// Whether all pictures of a kind are drawn.
    public func isWhole(_ kind: String) -> Bool {
        switch self {
        case .all: true
        case .none: false
        case .named(let names): names.contains(kind)
        }
    }
}

/// Which figures and which animations are drawn.
public struct PictureSelection: Sendable, Equatable {
    public var figures: PictureChoice, animations: PictureChoice

    /// A selection; without arguments, everything.
    package init(figures: PictureChoice = .all, animations: PictureChoice = .all) {
        self.figures = figures
        self.animations = animations
    }

    /// Whether the figure is wanted for which a second network is trained.
    public var needsComparison: Bool { figures.isWhole(FigureKind.autoencoderComparison.name) }

    /// - Throws: `GalleryError` for a name that no run has a picture of.
    public func check() throws {
        let figureKinds = FigureKind.catalogue.map(\.name),
            animationKinds = AnimationKind.catalogue.map(\.name)
        for (choice, kinds, what) in [
            (figures, figureKinds, "figure"), (animations, animationKinds, "animation"),
        ] {
            for name in choice.others(than: kinds) where !kinds.contains(where: { name.hasPrefix($0 + "-") })
            {
                throw GalleryError(
                    description:
                        "\(name): no such \(what); choose among \(kinds.joined(separator: ", ")), all, none")
            }
        }
    }

    /// - Throws: `GalleryError` for a figure of classes that there are not.
    public func check(_ lookup: ClassLookup) throws {
        for name in figures.others(than: FigureKind.catalogue.map(\.name)) {
            _ = try FigureID(name, in: lookup)
        }
    }
}
