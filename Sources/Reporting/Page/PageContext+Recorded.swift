import Foundation

extension PageContext {
    /// Recorded planes as the page's script reads them.
    struct RecordedPlaneView {
        /// A plane to choose.
        struct Choice {
            let choice: Int, choiceName: String
        }

        let recordedJSON: String, recordedArchive: String
        /// "z1 and z2", for the words about the plane.
        let recordedAxes: String
        /// What is shown where the pointer is.
        let recordedWords: String
        /// The planes that one can choose from; none where there is only one.
        let recordedChoices: [Choice]
        let hasChoices: Bool

        init(_ plane: ReportPage.RecordedPlane, _ page: ReportPage) throws {
            struct Grid: Encodable {
                let columns: [Double], rows: [Double], across: Int, up: Int, interpolated: Bool, words: String
            }
            struct Data: Encodable {
                let planes: [Grid], axes: [String], side: Int, channels: Int, colours: [String]
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            let dimensions = plane.dimensions
            let grids = plane.grids.map { grid in
                Grid(
                    columns: grid.columnValues, rows: grid.rowValues,
                    across: dimensions.firstIndex(of: grid.horizontal) ?? 0,
                    up: dimensions.firstIndex(of: grid.vertical) ?? 0, interpolated: grid.isInterpolated,
                    words: Self.words(of: grid))
            }
            let data = Data(
                planes: grids, axes: dimensions.map { "z\($0 + 1)" }, side: plane.imageSide,
                channels: plane.channels, colours: page.classes.map { PageContext.colour($0.colour) })
            recordedJSON = PageNumbers.inScript(String(decoding: try encoder.encode(data), as: UTF8.self))
            recordedArchive = PageNumbers.base64(plane.archive)
            recordedAxes = plane.grids.first.map(Self.axes(of:)) ?? ""
            recordedWords = grids.first?.words ?? ""
            recordedChoices =
                grids.count > 1
                ? plane.grids.enumerated().map { Choice(choice: $0, choiceName: Self.axes(of: $1)) } : []
            hasChoices = !recordedChoices.isEmpty
        }

        private static func axes(of grid: ReportPage.RecordedPlane.Grid) -> String {
            "z\(grid.horizontal + 1) and z\(grid.vertical + 1)"
        }

        private static func words(of grid: ReportPage.RecordedPlane.Grid) -> String {
            let size = "\(grid.rowValues.count) x \(grid.columnValues.count)"
            return grid.isInterpolated
                ? "Point at the plane: shown is what was recorded at \(size) codes, and between them an interpolation "
                    + "of the four around."
                : "Point at the plane: shown is the nearest of \(size) recorded images."
        }
    }
}
