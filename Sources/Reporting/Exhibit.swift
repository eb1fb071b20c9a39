import Figures
import Foundation
import Runs
import Storage

/// What the report says about a picture in the run folder; stored beside it as `NAME.json`.
///
/// With it the report can be put together from the folder alone, however its pictures came there.
struct Exhibit: Codable, Equatable, Sendable {
    enum Kind: String, Codable {
        case figure, animation
    }

    /// The ends of an interpolation path as the command line writes them, to draw it again.
    struct Ends: Codable, Equatable, Sendable {
        let from: String, to: String
        /// The ways between them, and their numbered steps; `nil` for the usual ones.
        var methods: [InterpolationMethod]?
        var steps: Int?
    }

    let kind: Kind
    /// The picture's file name without its ending.
    let name: String
    let title: String
    let alternativeText: String
    let caption: String
    /// The step of the snapshot that is shown, or of the last one.
    let step: Int
    /// Pixels across and down at the size it is meant to be shown.
    let width: Int, height: Int
    /// What each frame of an animation shows.
    var frameLabels: [String] = []
    var ends: Ends?
    /// The figure's numbers.
    var table: DataTable?

    enum CodingKeys: String, CodingKey {
        case kind, name, title, caption, step, width, height, ends, table
        case alternativeText = "alternative_text"
        case frameLabels = "frame_labels"
    }
}

extension Exhibit {
    /// The picture that the exhibit tells of.
    func picture(in run: RunFolder) -> URL {
        switch kind {
        case .figure: run.figures.appendingPathComponent(name + ".png")
        case .animation: run.animations.appendingPathComponent(name + ".gif")
        }
    }

    /// Writes the words beside the picture.
    func save(in run: RunFolder) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let words = picture(in: run).deletingPathExtension().appendingPathExtension("json")
        try AtomicFile.write(try encoder.encode(self), to: words)
    }

    /// All pictures of a run that have their words beside them, by name; files of other make are passed over.
    ///
    /// - Parameter prefix: what their file names begin with.
    static func all(in run: RunFolder, beginning prefix: String = "") -> [Exhibit] {
        [run.figures, run.animations].flatMap { folder in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            return names.sorted().compactMap { name -> Exhibit? in
                let file = folder.appendingPathComponent(name)
                guard name.hasPrefix(prefix), name.hasSuffix(".json"), let bytes = try? AtomicFile.read(file),
                    let exhibit = try? JSONDecoder().decode(Exhibit.self, from: bytes),
                    exhibit.isPossible,
                    exhibit.picture(in: run).deletingPathExtension().path
                        == file.deletingPathExtension().path,
                    FileManager.default.fileExists(atPath: exhibit.picture(in: run).path)
                else { return nil }
                return exhibit
            }
        }
    }

    /// Whether the program could have written it.
    private var isPossible: Bool {
        let sides = 1...100_000
        let methods = ends?.methods ?? []
        return sides.contains(width) && sides.contains(height) && step >= 0
            && (2...NamedPath.mostSteps).contains(ends?.steps ?? NamedPath.usualSteps)
            && Set(methods).count == methods.count && (table?.isWhole ?? true)
    }

    /// Removes figures of a kind and of an earlier moment that the report no longer shows, such as patches of classes
    /// that have ceased to border on each other; paths, which a person asked for, stay.
    static func removeFigures(of kind: FigureKind, in run: RunFolder, except names: Set<String>) {
        for exhibit in all(in: run, beginning: kind.name)
        where exhibit.kind == .figure && exhibit.ends == nil && !names.contains(exhibit.name)
            && (exhibit.name + "-").hasPrefix(kind.name + "-")
        {
            let picture = exhibit.picture(in: run).deletingPathExtension()
            for ending in ["json", "png", "svg"] {
                try? FileManager.default.removeItem(at: picture.appendingPathExtension(ending))
            }
        }
    }
}
