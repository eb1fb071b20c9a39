/// The part of a frame that differs from the screen: the smallest rectangle around what changed.
struct FrameDifference: Equatable {
    let left: Int, top: Int, width: Int, height: Int

    /// Compares palette indices [row, column] of pictures `width` pixels wide; where nothing changed, the
    /// rectangle is the pixel at the top left.
    init(from screen: [UInt8], to next: [UInt8], width: Int) {
        let height = next.count / width
        var rows = (first: height, last: -1), columns = (first: width, last: -1)
        screen.withUnsafeBufferPointer { screen in
            next.withUnsafeBufferPointer { next in
                for row in 0..<height {
                    let start = row * width
                    var first = 0
                    while first < width, screen[start + first] == next[start + first] { first += 1 }
                    guard first < width else { continue }
                    var last = width - 1
                    while screen[start + last] == next[start + last] { last -= 1 }
                    rows = (min(rows.first, row), row)
                    columns = (min(columns.first, first), max(columns.last, last))
                }
            }
        }
        let changed = rows.last >= 0
        left = changed ? columns.first : 0
        top = changed ? rows.first : 0
        self.width = changed ? columns.last - columns.first + 1 : 1
        self.height = changed ? rows.last - rows.first + 1 : 1
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
}
