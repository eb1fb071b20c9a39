/// What a frame's LZW stream has to show, and with what freedom.
///
/// The pointers are only valid while the stream is made.
struct LZWSource {
    /// The palette indices of the picture.
    let wanted: UnsafeBufferPointer<UInt8>
    /// The palette indices that the screen shows now.
    let shown: UnsafeBufferPointer<UInt8>
    /// The index that leaves a pixel as it is; -1 for none.
    let transparent: Int
    /// ``Substitutes/bits``, ``Substitutes/distances``, ``Substitutes/members`` and ``Substitutes/starts``.
    let bits: UnsafePointer<UInt64>, distances: UnsafePointer<UInt16>
    let members: UnsafePointer<UInt8>, starts: UnsafePointer<Int>

    /// Whether the colour that is shown already will do.
    @inline(__always)
    func mayStay(_ position: Int) -> Bool {
        transparent >= 0 && Substitutes.allow(shown[position], for: wanted[position], in: bits)
    }

    /// How far off the colour is that is shown already; exactly right, it wins a tie.
    @inline(__always)
    func distanceOfStaying(_ position: Int) -> Int32 {
        let (shown, wanted) = (shown[position], wanted[position])
        return shown == wanted ? -1 : Int32(distances[Int(wanted) << 8 | Int(shown)])
    }

    /// Whether `index`, which may be the transparent one, will do.
    @inline(__always)
    func allows(_ index: UInt8, at position: Int) -> Bool {
        Int(index) == transparent
            ? mayStay(position) : Substitutes.allow(index, for: wanted[position], in: bits)
    }
}

/// Finds the longest string of a dictionary that shows what is wanted.
///
/// At a pixel there may be a choice: colours that may stand in for the wanted one, and transparency where the
/// screen shows one of these already. All strings that fit so far are followed side by side, so that the longest
/// is found for certain; of several, the one that is nearest to what is wanted.
struct LZWMatcher: ~Copyable {
    /// A string that fits so far.
    private struct Candidate {
        let code: Int32
        /// The sum of squared distances. A transparent pixel counts as -1: it wins a tie.
        let distance: Int32
    }

    /// The string that was found.
    struct Match {
        let code: Int, length: Int
    }

    /// Each string of the dictionary is at one depth, so no more than all of them are followed at once.
    private let buffers: UnsafeMutablePointer<Candidate>

    init() {
        buffers = .allocate(capacity: 2 * LZWDictionary.capacity)
    }

    deinit { buffers.deallocate() }

    /// The longest match of the pixels from `position` on.
    func match(_ source: LZWSource, at position: Int, in dictionary: borrowing LZWDictionary) -> Match {
        var current = buffers, following = buffers + LZWDictionary.capacity
        var count = begin(source, at: position, current)
        var length = 1
        while position + length < source.wanted.count {
            let found = extend(
                current, count, source, at: position + length, in: dictionary, to: following)
            guard found > 0 else { break }
            swap(&current, &following)
            count = found
            length += 1
        }
        var best = 0
        for index in 1..<max(count, 1) where current[index].distance < current[best].distance { best = index }
        return Match(code: Int(current[best].code), length: length)
    }

    /// The single colours that will do, at least one.
    @inline(__always)
    private func begin(
        _ source: LZWSource, at position: Int, _ target: UnsafeMutablePointer<Candidate>
    ) -> Int {
        let wanted = Int(source.wanted[position])
        var count = 0
        if source.mayStay(position) {
            (target + count).initialize(
                to: Candidate(code: Int32(source.transparent), distance: source.distanceOfStaying(position)))
            count += 1
        }
        for index in source.starts[wanted]..<source.starts[wanted + 1] {
            let colour = Int(source.members[index])
            guard colour != source.transparent else { continue }
            let distance = colour == wanted ? 0 : Int32(source.distances[wanted << 8 | colour])
            (target + count).initialize(to: Candidate(code: Int32(colour), distance: distance))
            count += 1
        }
        return count
    }

    /// Those of the candidates' children that will do for the pixel at `position`.
    @inline(__always)
    private func extend(
        _ candidates: UnsafeMutablePointer<Candidate>, _ count: Int, _ source: LZWSource, at position: Int,
        in dictionary: borrowing LZWDictionary, to target: UnsafeMutablePointer<Candidate>
    ) -> Int {
        let wanted = source.wanted[position]
        let row = Int(wanted) << 8
        let mayStay = source.mayStay(position)
        let staying = mayStay ? source.distanceOfStaying(position) : 0
        let range = source.starts[Int(wanted)]..<source.starts[Int(wanted) + 1]
        var found = 0
        for index in 0..<count {
            let candidate = candidates[index]
            let code = Int(candidate.code)
            // Few children are tried one after another, of many those that will do are looked up.
            if Int(dictionary.nodes[code].childCount) <= range.count + 1 {
                var child = Int(dictionary.nodes[code].firstChild)
                while child >= 0 {
                    let colour = dictionary.nodes[child].colour
                    if Int(colour) == source.transparent {
                        if mayStay { keep(child, candidate.distance &+ staying) }
                    } else if Substitutes.allow(colour, for: wanted, in: source.bits) {
                        keep(child, candidate.distance &+ Int32(source.distances[row | Int(colour)]))
                    }
                    child = Int(dictionary.nodes[child].sibling)
                }
            } else {
                if mayStay, let child = dictionary.child(of: code, UInt8(source.transparent)) {
                    keep(child, candidate.distance &+ staying)
                }
                for member in range {
                    let colour = source.members[member]
                    guard Int(colour) != source.transparent, let child = dictionary.child(of: code, colour)
                    else { continue }
                    keep(child, candidate.distance &+ Int32(source.distances[row | Int(colour)]))
                }
            }
        }
        return found

        @inline(__always)
        func keep(_ child: Int, _ distance: Int32) {
            (target + found).initialize(
                to: Candidate(code: Int32(truncatingIfNeeded: child), distance: distance))
            found += 1
        }
    }
}
