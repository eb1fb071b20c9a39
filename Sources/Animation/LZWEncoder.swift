/// Compresses a frame's palette indices by the LZW of GIF, making the most of what freedom there is.
///
/// Beyond the format's rules there are two policies. Each string is the longest that shows what is wanted, be it by
/// transparency or by colours that may stand in (``LZWMatcher``). And a full dictionary is kept as long as it serves
/// (``DictionaryLife``).
struct LZWEncoder: ~Copyable {
    private let source: LZWSource
    private var matcher = LZWMatcher()
    private var dictionary: LZWDictionary
    private var stream: CodeStream
    private var life: DictionaryLife
    /// The string before; no pixels after a clearing.
    private var previous = LZWMatcher.Match(code: 0, length: 0, first: 0)
    /// Where the stretch in hand began, in pixels and in bits.
    private var stretch = (position: 0, bits: 0)

    private init(_ source: consuming LZWSource, codeSize: Int, isShaded: Bool) {
        dictionary = LZWDictionary(codeSize: codeSize, transparent: source.transparent)
        // At worst a code a pixel, one for each clearing and two around all.
        stream = CodeStream(codes: source.count + source.count / 256 + 8)
        // What a few pixels take tells much of a flat picture, and little of one full of shades.
        life = DictionaryLife(stretch: isShaded ? 8_192 : 1_024)
        self.source = source
    }

    /// The data blocks of a rectangle.
    ///
    /// - Parameters:
    ///   - wanted: palette indices [row, column].
    ///   - shown: what the screen shows there; afterwards, what it shows then, where that is not what is wanted.
    ///   - transparent: the index that leaves a pixel as it is, wanted nowhere; nil for none.
    ///   - codeSize: bits that hold any index, 2 to 8.
    ///   - isShaded: whether the picture is full of shades.
    static func encode(
        _ wanted: [UInt8], over shown: inout [UInt8], transparent: UInt8?, substitutes: Substitutes,
        codeSize: Int, isShaded: Bool
    ) -> [UInt8] {
        precondition(wanted.count == shown.count, "one shown pixel for each wanted")
        return wanted.withUnsafeBufferPointer { wanted in
            shown.withUnsafeMutableBufferPointer { shown in
                substitutes.withUnsafePointers { bits, distances, members, starts in
                    guard let first = wanted.baseAddress, let screen = shown.baseAddress else { return [] }
                    let source = LZWSource(
                        wanted: first, shown: screen, count: wanted.count,
                        transparent: transparent.map(Int.init) ?? -1, isExact: substitutes.areNone,
                        bits: bits, distances: distances, members: members, starts: starts)
                    return LZWEncoder(source, codeSize: codeSize, isShaded: isShaded).blocks()
                }
            }
        }
    }

    private consuming func blocks() -> [UInt8] {
        run()
        return stream.blocks()
    }

    /// Encodes all pixels.
    private mutating func run() {
        stream.put(dictionary.clearCode, width: dictionary.width)
        var position = 0
        while position < source.count {
            var match = matcher.match(source, at: position, in: dictionary)
            let grows = previous.length > 0 && !dictionary.isFull
            if grows, isRepeated(match, at: position) {
                // It gets the next code by being written: the decoder makes it up from the string before.
                match.code = dictionary.next
                match.length &+= 1
            }
            stream.put(match.code, width: dictionary.width)
            let next = position &+ match.length
            if grows { dictionary.add(match.first, to: previous.code) }
            if !source.isExact { show(match, at: position) }
            previous = match
            position = next
            if dictionary.isFull, grows || position &- stretch.position >= life.stretch {
                judge(at: position)
            }
        }
        stream.put(dictionary.clearCode &+ 1, width: dictionary.width)
    }

    /// Whether what follows is the string before once more, and its first colour after it.
    @inline(__always)
    private func isRepeated(_ match: LZWMatcher.Match, at position: Int) -> Bool {
        match.code == previous.code && position &+ match.length < source.count
            && source.allows(match.first, at: position &+ match.length)
    }

    /// Puts the colours of a string on the screen.
    @inline(__always)
    private func show(_ match: LZWMatcher.Match, at position: Int) {
        if match.length <= dictionary.longestRun, dictionary.run(of: match.length) == match.code { return }
        var code = match.code
        var place = position &+ match.length &- 1
        while place >= position {
            let node = dictionary.nodes[code]
            if Int(node.colour) != source.transparent { source.shown[place] = node.colour }
            code = Int(node.parent)
            place &-= 1
        }
    }

    /// Clears a full dictionary that does not serve any longer, and begins a stretch.
    @inline(never)
    private mutating func judge(at position: Int) {
        let bits = stream.bits
        if !life.goesOn(bits: bits - stretch.bits, pixels: position - stretch.position) {
            stream.put(dictionary.clearCode, width: dictionary.width)
            dictionary.clear()
            previous.length = 0
        }
        stretch = (position, bits)
    }
}
