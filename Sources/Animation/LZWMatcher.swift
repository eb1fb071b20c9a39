/// Finds the longest string of a dictionary that shows what is wanted.
///
/// At a pixel there may be a choice: colours that may stand in for the wanted one, and transparency where the
/// screen shows one of these already. All strings that fit so far are followed side by side, so that the longest
/// is found; of several, the one that is nearest to what is wanted. Only where many pixels on end may stay as they
/// are, nothing else is tried for them: the string of so many is found at once.
struct LZWMatcher: ~Copyable {
    /// A string that was found or fits so far.
    struct Match {
        var code: Int, length: Int
        /// Its first colour.
        var first: UInt8
    }

    /// One of several strings of equal length that fit so far.
    private struct Candidate {
        let code: UInt16, first: UInt16
        /// The sum of squared distances. A transparent pixel counts as -1: it wins a tie.
        let distance: Int32
    }

    /// Each string of the dictionary is at one depth, so no more than all of them are followed at once.
    private let buffers = Scratch<Candidate>(capacity: 2 * LZWDictionary.capacity)
    /// Where the pixels that may stay, from the last match's first one on, came to an end.
    private var endOfStaying = 0

    /// So many pixels that may stay do stay.
    private static let longStay = 8

    /// The match of the pixels from `position` on, which must not be less than the last time.
    @inline(__always)
    mutating func match(
        _ source: borrowing LZWSource, at position: Int, in dictionary: borrowing LZWDictionary
    ) -> Match {
        if position >= endOfStaying { endOfStaying = source.endOfStaying(from: position) }
        let wanted = source.wanted[position]
        let staying = endOfStaying &- position
        if staying >= Self.longStay {
            let length = min(staying, dictionary.longestRun)
            let match = Match(
                code: dictionary.run(of: length), length: length,
                first: UInt8(truncatingIfNeeded: source.transparent))
            return length < staying ? match : follow(match, source, from: position, in: dictionary)
        }
        if staying == 0, source.isAlone(wanted) {
            let match = Match(code: Int(wanted), length: 1, first: wanted)
            return follow(match, source, from: position, in: dictionary)
        }
        let count = begin(source, at: position, buffers.start)
        return followAll(count, ofLength: 1, source, from: position, in: dictionary)
    }

    /// Goes on from one string, as long as there is one way only.
    @inline(__always)
    private func follow(
        _ start: Match, _ source: borrowing LZWSource, from position: Int,
        in dictionary: borrowing LZWDictionary
    ) -> Match {
        var match = start
        while position &+ match.length < source.count {
            let place = position &+ match.length
            let wanted = source.wanted[place]
            var child = -1, staying = -1
            if source.isAlone(wanted) {
                child = dictionary.child(of: match.code, wanted)
                if source.mayStay(place) {
                    staying = dictionary.child(
                        of: match.code, UInt8(truncatingIfNeeded: source.transparent))
                }
            }
            if !source.isAlone(wanted) || min(child, staying) >= 0 {
                buffers[0] = Candidate(
                    code: UInt16(truncatingIfNeeded: match.code), first: UInt16(match.first), distance: 0)
                return followAll(1, ofLength: match.length, source, from: position, in: dictionary)
            }
            guard max(child, staying) >= 0 else { break }
            match.code = max(child, staying)
            match.length &+= 1
        }
        return match
    }

    /// Goes on from the first `count` candidates.
    @inline(never)
    private func followAll(
        _ count: Int, ofLength length: Int, _ source: borrowing LZWSource, from position: Int,
        in dictionary: borrowing LZWDictionary
    ) -> Match {
        var current = buffers.start, following = buffers.start + LZWDictionary.capacity
        var count = count, length = length
        while position &+ length < source.count {
            let found = extend(
                current, count, source, at: position &+ length, in: dictionary, to: following)
            guard found > 0 else { break }
            swap(&current, &following)
            count = found
            length &+= 1
        }
        var best = current[0]
        for index in 1..<max(count, 1) where current[index].distance < best.distance { best = current[index] }
        return Match(code: Int(best.code), length: length, first: UInt8(truncatingIfNeeded: best.first))
    }

    /// The single colours that will do, at least one.
    private func begin(
        _ source: borrowing LZWSource, at position: Int, _ target: UnsafeMutablePointer<Candidate>
    ) -> Int {
        let wanted = Int(source.wanted[position])
        var count = 0
        if source.mayStay(position) { put(source.transparent, source.distanceOfStaying(position)) }
        for index in source.starts[wanted]..<source.starts[wanted &+ 1] {
            let colour = Int(source.members[index])
            guard colour != source.transparent else { continue }
            put(colour, colour == wanted ? 0 : Int32(source.distances[wanted &<< 8 | colour]))
        }
        return count

        @inline(__always)
        func put(_ colour: Int, _ distance: Int32) {
            let code = UInt16(truncatingIfNeeded: colour)
            target[count] = Candidate(code: code, first: code, distance: distance)
            count &+= 1
        }
    }

    /// Those of the candidates' children that will do for the pixel at `position`.
    @inline(__always)
    private func extend(
        _ candidates: UnsafeMutablePointer<Candidate>, _ count: Int, _ source: borrowing LZWSource,
        at position: Int, in dictionary: borrowing LZWDictionary, to target: UnsafeMutablePointer<Candidate>
    ) -> Int {
        let wanted = source.wanted[position]
        let row = Int(wanted) &<< 8
        let mayStay = source.mayStay(position)
        let staying = mayStay ? source.distanceOfStaying(position) : 0
        let range = source.starts[Int(wanted)]..<source.starts[Int(wanted) &+ 1]
        let transparent = UInt8(truncatingIfNeeded: source.transparent)
        let allowed = source.marks(of: wanted) | (mayStay ? LZWDictionary.mark(transparent) : 0)
        var found = 0
        for index in 0..<count {
            let candidate = candidates[index]
            let there = dictionary.children(of: Int(candidate.code), among: allowed)
            guard there != 0 else { continue }
            if mayStay, there & LZWDictionary.mark(transparent) != 0 {
                look(transparent, candidate, staying)
            }
            for member in range {
                let colour = source.members[member]
                guard there & LZWDictionary.mark(colour) != 0, Int(colour) != source.transparent
                else { continue }
                look(colour, candidate, Int32(source.distances[row | Int(colour)]))
            }
        }
        return found

        @inline(__always)
        func look(_ colour: UInt8, _ candidate: Candidate, _ distance: Int32) {
            let child = dictionary.child(of: Int(candidate.code), colour)
            guard child >= 0 else { return }
            target[found] = Candidate(
                code: UInt16(truncatingIfNeeded: child), first: candidate.first,
                distance: candidate.distance &+ distance)
            found &+= 1
        }
    }
}
