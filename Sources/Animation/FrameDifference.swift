/// The part of a frame that has to be drawn: the smallest rectangle around what the screen does not show yet.
struct FrameDifference: Equatable {
    let left: Int, top: Int, width: Int, height: Int

    /// Compares palette indices [row, column] of pictures `width` pixels wide.
    ///
    /// - Returns: nil where all that is shown may stay.
    init?(from screen: [UInt8], to next: [UInt8], width: Int, substitutes: Substitutes) {
        let edges = screen.withUnsafeBytes { screen in
            next.withUnsafeBytes { next in
                substitutes.withUnsafePointers { bits, _, _, _ in
                    Comparison(screen: screen, next: next, bits: bits).edges(width: width)
                }
            }
        }
        guard let edges else { return nil }
        left = edges.columns.lowerBound
        top = edges.rows.lowerBound
        self.width = edges.columns.count
        height = edges.rows.count
    }

    /// Two pictures side by side.
    private struct Comparison {
        let screen: UnsafeRawBufferPointer, next: UnsafeRawBufferPointer
        let bits: UnsafePointer<UInt64>

        /// The rows and the columns around all pixels that may not stay. What lies inside is not looked at.
        func edges(width: Int) -> (rows: Range<Int>, columns: Range<Int>)? {
            guard let first = firstChange(in: 0..<next.count), let last = lastChange(in: first..<next.count)
            else { return nil }
            let rows = first / width..<last / width + 1
            var columns = first % width..<first % width + 1
            for row in rows {
                let start = row * width
                if let left = firstChange(in: start..<start + columns.lowerBound) {
                    columns = left - start..<columns.upperBound
                }
                if let right = lastChange(in: start + columns.upperBound..<start + width) {
                    columns = columns.lowerBound..<right - start + 1
                }
            }
            return (rows, columns)
        }

        private func firstChange(in range: Range<Int>) -> Int? {
            var pixel = range.lowerBound
            while pixel < range.upperBound {
                if pixel &+ 8 <= range.upperBound, areEqual(from: pixel) {
                    pixel &+= 8
                } else if mayStay(pixel) {
                    pixel &+= 1
                } else {
                    return pixel
                }
            }
            return nil
        }

        private func lastChange(in range: Range<Int>) -> Int? {
            var end = range.upperBound
            while end > range.lowerBound {
                if end &- 8 >= range.lowerBound, areEqual(from: end &- 8) {
                    end &-= 8
                } else if mayStay(end &- 1) {
                    end &-= 1
                } else {
                    return end - 1
                }
            }
            return nil
        }

        @inline(__always)
        private func mayStay(_ pixel: Int) -> Bool {
            screen[pixel] == next[pixel] || Substitutes.allow(screen[pixel], for: next[pixel], in: bits)
        }

        /// Whether eight pixels are the same.
        @inline(__always)
        private func areEqual(from pixel: Int) -> Bool {
            screen.loadUnaligned(fromByteOffset: pixel, as: UInt64.self)
                == next.loadUnaligned(fromByteOffset: pixel, as: UInt64.self)
        }
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
        guard width * height < picture.count else { return picture }
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
