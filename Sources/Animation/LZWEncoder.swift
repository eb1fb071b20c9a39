/// Compresses a frame's palette indices by the LZW of GIF, making the most of what freedom there is.
///
/// Beyond the format's rules there are two policies. Each string is the longest that shows what is wanted, be it by
/// transparency or by colours that may stand in (``LZWMatcher``). And a full dictionary is kept as long as it
/// serves: it is cleared once a stretch of pixels takes more bits than the best one before it, or than the pixels
/// that filled it.
struct LZWEncoder: ~Copyable {
    private let source: LZWSource
    private let matcher = LZWMatcher()
    private var dictionary: LZWDictionary
    private var stream = CodeStream()
    /// The string before, from its first pixel's position on; no pixels after a clearing.
    private var previous = (code: 0, start: 0, length: 0)
    /// Bits and pixels of the stretch in hand, and bits a pixel of the best one.
    private var stretch = (bits: 0, pixels: 0, best: Double.infinity)

    /// Pixels after which a full dictionary is judged: ten rows or so of a usual picture.
    private static let stretchPixels = 8_192

    private init(_ source: LZWSource, codeSize: Int) {
        self.source = source
        dictionary = LZWDictionary(codeSize: codeSize)
    }

    /// The data blocks of a rectangle.
    ///
    /// - Parameters:
    ///   - wanted: palette indices [row, column].
    ///   - shown: what the screen shows there; afterwards, what it shows then.
    ///   - transparent: the index that leaves a pixel as it is, wanted nowhere; nil for none.
    ///   - codeSize: bits that hold any index, 2 to 8.
    static func encode(
        _ wanted: [UInt8], over shown: inout [UInt8], transparent: UInt8?, substitutes: Substitutes,
        codeSize: Int
    ) -> [UInt8] {
        precondition(wanted.count == shown.count, "one shown pixel for each wanted")
        var written = [UInt8](repeating: 0, count: wanted.count)
        let blocks = wanted.withUnsafeBufferPointer { wanted in
            shown.withUnsafeBufferPointer { shown in
                written.withUnsafeMutableBufferPointer { written in
                    substitutes.withUnsafePointers { bits, distances, members, starts in
                        let source = LZWSource(
                            wanted: wanted, shown: shown, transparent: transparent.map(Int.init) ?? -1,
                            bits: bits, distances: distances, members: members, starts: starts)
                        var encoder = LZWEncoder(source, codeSize: codeSize)
                        return encoder.run(into: written)
                    }
                }
            }
        }
        for pixel in written.indices where written[pixel] != transparent { shown[pixel] = written[pixel] }
        return blocks
    }

    /// Encodes all pixels; `written` takes the indices that were chosen.
    private mutating func run(into written: UnsafeMutableBufferPointer<UInt8>) -> [UInt8] {
        stream.put(dictionary.clearCode, width: dictionary.width)
        var position = 0
        while position < source.wanted.count {
            var match = matcher.match(source, at: position, in: dictionary)
            let repeated = isRepeated(at: position, longerThan: match.length, in: written)
            if repeated {
                match = LZWMatcher.Match(code: dictionary.next, length: previous.length + 1)
            }
            stream.put(match.code, width: dictionary.width)
            stretch.bits += dictionary.width
            stretch.pixels += match.length
            if repeated {
                for offset in 0..<previous.length {
                    written[position + offset] = written[previous.start + offset]
                }
                written[position + previous.length] = written[previous.start]
            } else {
                var code = match.code
                for offset in stride(from: match.length - 1, through: 0, by: -1) {
                    written[position + offset] = dictionary.nodes[code].colour
                    code = Int(dictionary.nodes[code].parent)
                }
            }
            if previous.length > 0, !dictionary.isFull {
                dictionary.add(written[position], to: previous.code)
                if dictionary.isFull { endStretch() }
            }
            previous = (match.code, position, match.length)
            position += match.length
            judge()
        }
        stream.put(dictionary.clearCode + 1, width: dictionary.width)
        stream.finish()
        return stream.blocks
    }

    /// Whether the previous string and its own first colour after it show what is wanted.
    ///
    /// That string gets the next code by being written: the decoder makes it up from the string before.
    private func isRepeated(
        at position: Int, longerThan length: Int, in written: UnsafeMutableBufferPointer<UInt8>
    ) -> Bool {
        guard previous.length >= length, previous.length > 0, !dictionary.isFull,
            position + previous.length < source.wanted.count
        else { return false }
        for offset in 0..<previous.length
        where !source.allows(written[previous.start + offset], at: position + offset) {
            return false
        }
        return source.allows(written[previous.start], at: position + previous.length)
    }

    /// Clears a full dictionary where the last stretch took more bits a pixel than the best before it.
    private mutating func judge() {
        guard dictionary.isFull, stretch.pixels >= Self.stretchPixels else { return }
        let best = stretch.best
        guard endStretch() > best else { return }
        stream.put(dictionary.clearCode, width: dictionary.width)
        dictionary.clear()
        previous.length = 0
        stretch.best = .infinity
    }

    /// Begins a new stretch.
    ///
    /// - Returns: the bits a pixel of the one that ends.
    @discardableResult
    private mutating func endStretch() -> Double {
        let bits = Double(stretch.bits) / Double(stretch.pixels)
        stretch = (0, 0, min(bits, stretch.best))
        return bits
    }
}
