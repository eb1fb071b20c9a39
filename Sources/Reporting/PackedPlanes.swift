import Drawing
import Storage
import Synchronization

/// The decoded planes of many snapshots, packed: a film shows each more than once, decoding one again takes much longer
/// than unpacking it, and as they are they would take more memory than all else.
final class PackedPlanes: Sendable {
    /// Cells of one size, one after another.
    private struct Plane {
        let bytes: PackedBytes
        let rows: Int, columns: Int, channels: Int

        init?(_ cells: [DataImage]) {
            guard let first = cells.first else { return nil }
            (rows, columns, channels) = (first.rows, first.columns, first.channels)
            bytes = PackedBytes(cells.flatMap(\.bytes))
        }

        func cells() throws -> [DataImage] {
            let bytes = try bytes.unpacked(), size = rows * columns * channels
            return stride(from: 0, to: bytes.count, by: size).map { start in
                DataImage(
                    rows: rows, columns: columns, channels: channels,
                    bytes: Array(bytes[start..<start + size]))
            }
        }
    }

    private let planes = Mutex<[Int: Plane]>([:])

    /// The cells of the plane at a step.
    ///
    /// - Parameter decode: decodes them, all of one size; called where they are not known yet.
    func cells(atStep step: Int, decode: () throws -> [DataImage]) throws -> [DataImage] {
        if let known = planes.withLock({ $0[step] }) { return try known.cells() }
        let cells = try decode()
        let plane = Plane(cells)
        planes.withLock { $0[step] = plane }
        return cells
    }
}
