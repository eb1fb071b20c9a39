import Foundation
public import Runs
import Storage

/// A measurement over the latent plane that the page can lay under the points: a value for each cell.
///
/// Analyses make layers and ``save(in:)`` them; the report takes all that it finds in the run folder.
public struct PlaneLayer: Sendable, Equatable, Codable {
    /// How the values are to be read.
    public enum Kind: String, Sendable, Codable {
        /// A value is an index into the legend.
        case categorical
        /// A value is a quantity; the legend's first and last entries name and colour the least and the greatest.
        case continuous
    }

    /// One line of the legend.
    public struct Entry: Sendable, Equatable, Codable {
        /// The words.
        public var label: String
        /// The colour as `#rrggbb`.
        public var colour: String

        /// Words and their colour.
        public init(label: String, colour: String) {
            self.label = label
            self.colour = colour
        }
    }

    /// The layer's name in files and addresses: small letters, digits and dashes.
    public var name: String
    /// The name that people read.
    public var title: String
    public var kind: Kind
    /// Cells down and across.
    public var rows: Int, columns: Int
    /// The outer edges of the cells on the plane: left, right, bottom, top.
    public var window: [Double]
    /// Values [row, column], the top row first; `nil` where there is none.
    public var values: [Double?]
    /// The classes of a categorical layer; of a continuous one, colours from least to greatest.
    public var legend: [Entry]
    /// The step of the snapshot that was measured.
    public var step: Int

    /// A layer of cells that fill a window evenly.
    public init(
        name: String, title: String, kind: Kind, rows: Int, columns: Int, window: [Double],
        values: [Double?], legend: [Entry], step: Int
    ) {
        self.name = name
        self.title = title
        self.kind = kind
        self.rows = rows
        self.columns = columns
        self.window = window
        self.values = values
        self.legend = legend
        self.step = step
    }
}

extension PlaneLayer {
    private static let ending = ".layer.json"

    /// Keeps the layer for the report.
    ///
    /// - Throws: `FileError` where it cannot be written.
    public func save(in run: RunFolder) throws {
        try AtomicFile.createFolder(run.page)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        var layer = self
        layer.values = values.map { $0.flatMap { $0.isFinite ? $0 : nil } }
        try AtomicFile.write(
            try encoder.encode(layer), to: run.page.appendingPathComponent(name + Self.ending))
    }

    /// The layers of a run by name; damaged ones are passed over.
    static func all(in run: RunFolder) -> [PlaneLayer] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: run.page.path)) ?? []
        return names.sorted().compactMap { name in
            guard name.hasSuffix(ending),
                let bytes = try? AtomicFile.read(run.page.appendingPathComponent(name)),
                let layer = try? JSONDecoder().decode(PlaneLayer.self, from: bytes), layer.isWhole
            else { return nil }
            return layer
        }
    }

    private static func isColour(_ text: String) -> Bool {
        text.count == 7 && text.first == "#" && text.dropFirst().allSatisfy(\.isHexDigit)
    }

    private var isWhole: Bool {
        let cells =
            (1...1000).contains(rows) && (1...1000).contains(columns) && values.count == rows * columns
        guard cells, window.count == 4, window[0] < window[1], window[2] < window[3],
            window.allSatisfy({ abs($0) < 1e9 }), values.allSatisfy({ abs($0 ?? 0) < 1e15 }),
            (1...256).contains(legend.count), legend.allSatisfy({ Self.isColour($0.colour) })
        else { return false }
        switch kind {
        case .continuous: return legend.count > 1
        case .categorical:
            return values.allSatisfy { $0.map { $0 >= 0 && $0 < Double(legend.count) } ?? true }
        }
    }
}
