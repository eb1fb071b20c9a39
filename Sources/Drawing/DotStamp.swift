import CCairo
import Synchronization

/// A dot as the share of each pixel that it covers, to be put on pixels many times as fast as outlines are filled.
///
/// Centres are taken to an eighth of a pixel.
struct DotStamp: Sendable {
    /// Pixels across and down.
    let side: Int
    /// From 0 to 255 [eighths down, eighths across, row, column].
    private let coverage: [UInt8]

    /// Places of a centre within a pixel, along each axis.
    private static let parts = 8
    /// Lines on which a pixel's share is measured.
    private static let linesPerPixel = 16
    /// A radius beyond which dots are few, and outlines as good.
    static let largestRadius = 32.0

    /// - Parameter radius: in pixels, over 0 and up to ``largestRadius``.
    init(radius: Double) {
        let side = Int((2 * radius).rounded(.up)) + 1, lines = Self.linesPerPixel
        self.side = side
        let offsets = (0..<Self.parts).map { (Double($0) + 0.5) / Double(Self.parts) }
        // The square holds the dot wherever within a pixel's length its centre is.
        let margin = Double(side - 1) / 2
        coverage = offsets.flatMap { down in
            offsets.flatMap { across -> [UInt8] in
                let (x, y) = (margin + across, margin + down)
                return (0..<side).flatMap { row -> [UInt8] in
                    let chords = (0..<lines).map { line -> ClosedRange<Double> in
                        let height = Double(row) + (Double(line) + 0.5) / Double(lines) - y
                        let half = max(0, radius * radius - height * height).squareRoot()
                        return x - half...x + half
                    }
                    return (0..<side).map { column in
                        let pixel = Double(column)...Double(column + 1)
                        let covered = chords.reduce(0) {
                            let shared = $1.clamped(to: pixel)
                            return $0 + shared.upperBound - shared.lowerBound
                        }
                        return UInt8((covered / Double(lines) * 255).rounded())
                    }
                }
            }
        }
    }

    /// Stamps of the radii that were last asked for; all dots of a picture have one of a few.
    private static let known = Mutex<[Double: DotStamp]>([:])

    /// The stamp of a radius, made once.
    static func ofRadius(_ radius: Double) -> DotStamp {
        if let stamp = known.withLock({ $0[radius] }) { return stamp }
        let stamp = DotStamp(radius: radius)
        known.withLock { known in
            if known.count >= 32 { known = [:] }
            known[radius] = stamp
        }
        return stamp
    }

    /// Where the stamp of a dot lies: its first row and column, and its first number in `coverage`.
    private func place(_ center: Point) -> (row: Int, column: Int, start: Int) {
        func part(_ coordinate: Double) -> (pixel: Int, eighth: Int) {
            let corner = coordinate - Double(side - 1) / 2, pixel = corner.rounded(.down)
            return (Int(pixel), min(Self.parts - 1, Int((corner - pixel) * Double(Self.parts))))
        }
        let (across, down) = (part(center.x), part(center.y))
        return (down.pixel, across.pixel, (down.eighth * Self.parts + across.eighth) * side * side)
    }

    /// Calls `body` with the share of each pixel that a dot covers within `rows` and `columns`.
    private func forEachPixel(
        of center: Point, rows: Range<Int>, columns: Range<Int>,
        _ body: (_ row: Int, _ column: Int, _ share: UInt8) -> Void
    ) {
        let (top, left, start) = place(center)
        let across =
            max(
                left, columns.lowerBound)..<max(
                left, columns.lowerBound, min(left + side, columns.upperBound))
        coverage.withUnsafeBufferPointer { coverage in
            for row in max(top, rows.lowerBound)..<max(top, rows.lowerBound, min(top + side, rows.upperBound))
            {
                let line = start + (row - top) * side - left
                for column in across where coverage[line + column] > 0 {
                    body(row, column, coverage[line + column])
                }
            }
        }
    }

    /// Puts dots on a page as one shape: where two of them overlap, the colour is no denser.
    ///
    /// - Parameter centers: in pixels of the page, none so far away that no integer holds it.
    func fill(_ page: PixelPage, at centers: [Point], color: Color) {
        let (rows, columns) = (page.rows, page.columns)
        DotMask.lend(rows.count * columns.count) { mask in
            func index(_ row: Int, _ column: Int) -> Int {
                (row - rows.lowerBound) * columns.count + column - columns.lowerBound
            }
            for center in centers {
                forEachPixel(of: center, rows: rows, columns: columns) { row, column, share in
                    let place = index(row, column)
                    mask[place] = Self.united(mask[place], share)
                }
            }
            let ink = PixelInk(color)
            for center in centers {
                forEachPixel(of: center, rows: rows, columns: columns) { row, column, _ in
                    let place = index(row, column)
                    guard mask[place] > 0 else { return }
                    ink.paint(page.start + row * page.stride + column, share: mask[place])
                    mask[place] = 0
                }
            }
        }
    }

    /// What two dots cover of a pixel where each covers a share of it, as if they had nothing to do with each other.
    private static func united(_ first: UInt8, _ second: UInt8) -> UInt8 {
        255 - UInt8((Int(255 - first) * Int(255 - second) + 127) / 255)
    }
}

/// The pixels that a context draws on, and which of them it may change.
struct PixelPage {
    /// The first pixel, 0xRRGGBB in the low 24 bits.
    let start: UnsafeMutablePointer<UInt32>
    /// Pixels from one row to the next.
    let stride: Int
    /// What drawing is clipped to.
    let rows: Range<Int>, columns: Range<Int>
    /// Pixels for a unit of the context.
    let scale: Double
    private let surface: OpaquePointer

    /// The page of a context; `nil` where it draws on no pixels, or turns or moves what it draws.
    init?(of context: OpaquePointer, clip: Rectangle) {
        guard let surface = cairo_get_target(context), cairo_status(context) == CAIRO_STATUS_SUCCESS,
            cairo_surface_get_type(surface) == CAIRO_SURFACE_TYPE_IMAGE,
            cairo_image_surface_get_format(surface) == CAIRO_FORMAT_RGB24
        else { return nil }
        var matrix = cairo_matrix_t()
        cairo_get_matrix(context, &matrix)
        guard matrix.xx == matrix.yy, matrix.xx > 0, matrix.xy == 0, matrix.yx == 0, matrix.x0 == 0,
            matrix.y0 == 0
        else { return nil }
        cairo_surface_flush(surface)
        guard let data = cairo_image_surface_get_data(surface) else { return nil }
        self.surface = surface
        scale = matrix.xx
        start = UnsafeMutableRawPointer(data).assumingMemoryBound(to: UInt32.self)
        stride = Int(cairo_image_surface_get_stride(surface)) / MemoryLayout<UInt32>.size
        func pixels(_ from: Double, _ to: Double, of count: Int) -> Range<Int> {
            let first = min(max(0, Int((from * matrix.xx).rounded())), count)
            return first..<max(first, min(Int((to * matrix.xx).rounded()), count))
        }
        rows = pixels(clip.y, clip.maxY, of: Int(cairo_image_surface_get_height(surface)))
        columns = pixels(clip.x, clip.maxX, of: Int(cairo_image_surface_get_width(surface)))
    }

    /// Tells Cairo that pixels were changed without it.
    func markChanged() { cairo_surface_mark_dirty(surface) }
}

/// A colour to be mixed with that of pixels.
private struct PixelInk {
    private let red: Int, green: Int, blue: Int, opacity: Int

    init(_ color: Color) {
        func byte(_ value: Double) -> Int { Int((min(max(value, 0), 1) * 255).rounded()) }
        (red, green, blue) = (byte(color.red), byte(color.green), byte(color.blue))
        opacity = byte(color.opacity)
    }

    /// Covers a share of a pixel, from 0 to 255.
    func paint(_ pixel: UnsafeMutablePointer<UInt32>, share: UInt8) {
        let below = Int(pixel.pointee), cover = (opacity * Int(share) + 127) / 255
        func mixed(_ channel: Int, _ under: Int) -> Int {
            (channel * cover + (under & 0xFF) * (255 - cover) + 127) / 255
        }
        pixel.pointee = UInt32(
            mixed(red, below >> 16) << 16 | mixed(green, below >> 8) << 8 | mixed(blue, below))
    }
}

/// Room for a shape on a page, all 0, which is lent again and again.
private enum DotMask {
    private static let free = Mutex<[[UInt8]]>([])
    /// As many as two cores need.
    private static let mostKept = 2

    /// - Parameter body: must leave all numbers 0.
    static func lend(_ count: Int, to body: (UnsafeMutableBufferPointer<UInt8>) -> Void) {
        let kept = free.withLock { free in free.popLast() }
        var mask = kept.flatMap { $0.count >= count ? $0 : nil } ?? Array(repeating: 0, count: count)
        mask.withUnsafeMutableBufferPointer { body($0) }
        free.withLock { free in if free.count < mostKept { free.append(mask) } }
    }
}
