import Foundation

extension PageContext {
    /// A recorded plane as the page's script reads it.
    struct RecordedPlaneView {
        let recordedJSON: String, recordedArchive: String
        /// "z1 and z2", for the words about the plane.
        let recordedAxes: String
        /// What is shown where the pointer is.
        let recordedWords: String

        init(_ plane: ReportPage.RecordedPlane, _ page: ReportPage) throws {
            struct Data: Encodable {
                let columns: [Double], rows: [Double], side: Int, channels: Int
                let horizontal: String, vertical: String, interpolated: Bool, colours: [String]
            }
            let (horizontal, vertical) = ("z\(plane.horizontal + 1)", "z\(plane.vertical + 1)")
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            let data = Data(
                columns: plane.columnValues, rows: plane.rowValues, side: plane.imageSide,
                channels: plane.channels, horizontal: horizontal, vertical: vertical,
                interpolated: plane.isInterpolated,
                colours: page.classes.map { PageContext.colour($0.colour) })
            recordedJSON = PageNumbers.inScript(String(decoding: try encoder.encode(data), as: UTF8.self))
            recordedArchive = PageNumbers.base64(plane.archive)
            recordedAxes = "\(horizontal) and \(vertical)"
            recordedWords =
                plane.isInterpolated
                ? "Point at the plane: shown is what was recorded at \(plane.rowValues.count) x "
                    + "\(plane.columnValues.count) codes, and between them an interpolation of the four around."
                : "Point at the plane: shown is the nearest of \(plane.rowValues.count) x "
                    + "\(plane.columnValues.count) recorded images."
        }
    }
}
