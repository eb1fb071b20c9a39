/// The part of a frame that has to be drawn: the smallest rectangle around what the screen does not show yet.
struct FrameDifference: Equatable {
    let left: Int, top: Int, width: Int, height: Int

    /// Compares palette indices [row, column] of pictures `width` pixels wide.
    ///
    /// - Returns: nil where all that is shown may stay.
    init?(from screen: [UInt8], to next: [UInt8], width: Int, substitutes: Substitutes) {
        let height = next.count / width
        var rows = (first: height, last: -1), columns = (first: width, last: -1)
        screen.withUnsafeBufferPointer { screen in
            next.withUnsafeBufferPointer { next in
                substitutes.bits.withUnsafeBufferPointer { bits in
                    guard let bits = bits.baseAddress else { return }
                    func mayStay(_ pixel: Int) -> Bool {
                        screen[pixel] == next[pixel]
                            || Substitutes.allow(screen[pixel], for: next[pixel], in: bits)
                    }
                    let shown = UnsafeRawBufferPointer(screen), wanted = UnsafeRawBufferPointer(next)
                    func isEqualWord(_ pixel: Int) -> Bool {
                        shown.loadUnaligned(fromByteOffset: pixel, as: UInt64.self)
                            == wanted.loadUnaligned(fromByteOffset: pixel, as: UInt64.self)
                    }
                    for row in 0..<height {
                        let start = row * width
                        // Most rows begin as before: eight pixels are compared at once.
                        var first = 0
                        while first + 8 <= width, isEqualWord(start + first) { first += 8 }
                        while first < width, mayStay(start + first) { first += 1 }
                        guard first < width else { continue }
                        var last = width - 1
                        while mayStay(start + last) { last -= 1 }
                        rows = (min(rows.first, row), row)
                        columns = (min(columns.first, first), max(columns.last, last))
                    }
                }
            }
        }
        guard rows.last >= 0 else { return nil }
        left = columns.first
        top = rows.first
        self.width = columns.last - columns.first + 1
        self.height = rows.last - rows.first + 1
    }

    /// The whole of a picture.
    init(width: Int, height: Int) {
        left = 0
        top = 0
        self.width = width
        self.height = height
    }

    /// The rectangle cut out of a picture, as indices [row, column].
    func crop(_ picture: [UInt8], width pictureWidth: Int) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(width * height)
        for row in top..<top + height {
            let start = row * pictureWidth + left
            result.append(contentsOf: picture[start..<start + width])
        }
        return result
    }

    /// Puts the rectangle back where ``crop(_:width:)`` took it.
    func paste(_ rectangle: [UInt8], into picture: inout [UInt8], width pictureWidth: Int) {
        for row in 0..<height {
            let start = (top + row) * pictureWidth + left
            picture.replaceSubrange(start..<start + width, with: rectangle[row * width..<(row + 1) * width])
        }
    }
}
