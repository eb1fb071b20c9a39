/// Path data of an SVG document, to be written in few bytes.
///
/// Source: Scalable Vector Graphics 1.1, section 8.3 (path data); of its commands those that Cairo writes.
struct SVGPath {
    private enum Step: Equatable {
        case move(Point), line(Point), curve([Point]), close
    }

    private var steps: [Step] = []

    /// Reads path data in absolute coordinates; `nil` where it has other commands, or numbers that cannot be.
    init?(_ data: some Collection<UInt8>) {
        var words = data.split(separator: UInt8(ascii: " "))[...]
        func points(_ count: Int) -> [Point]? {
            guard words.count >= 2 * count else { return nil }
            let numbers = words.prefix(2 * count).compactMap { word -> Double? in
                SVGNumber.number(word).flatMap { abs($0) < 1e7 ? $0 : nil }
            }
            words = words.dropFirst(2 * count)
            guard numbers.count == 2 * count else { return nil }
            return (0..<count).map { Point(numbers[2 * $0], numbers[2 * $0 + 1]) }
        }
        while let command = words.popFirst() {
            switch command.first {
            case UInt8(ascii: "M") where command.count == 1:
                guard let place = points(1) else { return nil }
                steps.append(.move(place[0]))
            case UInt8(ascii: "L") where command.count == 1:
                guard let place = points(1) else { return nil }
                steps.append(.line(place[0]))
            case UInt8(ascii: "C") where command.count == 1:
                guard let places = points(3) else { return nil }
                steps.append(.curve(places))
            case UInt8(ascii: "Z") where command.count == 1: steps.append(.close)
            default: return nil
            }
        }
    }

    /// The data in relative coordinates: dots to a tenth of a pixel, all else to a hundredth.
    func compact() -> [UInt8] {
        if let dots { return Self.data(ofDots: dots) }
        var pen = Pen(unitsPerPixel: 100)
        for step in steps {
            switch step {
            case .move(let place):
                pen.command("m", to: [place])
                pen.start = pen.place
            case .line(let place): pen.command("l", to: [place])
            case .curve(let places): pen.command("c", to: places)
            case .close:
                pen.command("z", to: [])
                pen.place = pen.start
            }
        }
        return pen.data
    }

    /// Where the dots are, if the path is nothing else than several: lines without length.
    private var dots: [Point]? {
        guard steps.count >= 4, steps.count.isMultiple(of: 2) else { return nil }
        var dots: [Point] = []
        for index in stride(from: 0, to: steps.count, by: 2) {
            guard case .move(let place) = steps[index], steps[index + 1] == .line(place) else { return nil }
            dots.append(place)
        }
        return dots
    }

    /// Dots in the order of their places, which are then near each other; drawn as one shape, they look the same
    /// in any order.
    private static func data(ofDots dots: [Point]) -> [UInt8] {
        var pen = Pen(unitsPerPixel: 10)
        for dot in dots.sorted(by: { ($0.x, $0.y) < ($1.x, $1.y) }) {
            pen.command("m", to: [dot])
            pen.data.append(contentsOf: "h0".utf8)
        }
        return pen.data
    }
}

/// Writes relative path data; places are rounded before they are subtracted, so that errors do not add up.
private struct Pen {
    let unitsPerPixel: Int
    var data: [UInt8] = []
    /// Where the pen is, and where the shape began, in units.
    var place = (x: 0, y: 0), start = (x: 0, y: 0)
    private var last = ""

    init(unitsPerPixel: Int) { self.unitsPerPixel = unitsPerPixel }

    /// Draws to the last of `places`; all are relative to where the pen was before.
    mutating func command(_ name: String, to places: [Point]) {
        // After a move, further places would be lines.
        let isRepeated = name == last && name != "m" && name != "z"
        if !isRepeated { data.append(contentsOf: name.utf8) }
        last = name
        let from = place
        for (index, target) in places.enumerated() {
            place = (units(target.x), units(target.y))
            append(place.x - from.x, isFirst: index == 0 && !isRepeated)
            append(place.y - from.y, isFirst: false)
        }
    }

    private func units(_ length: Double) -> Int { Int((length * Double(unitsPerPixel)).rounded()) }

    private mutating func append(_ units: Int, isFirst: Bool) {
        if !isFirst && units >= 0 { data.append(UInt8(ascii: " ")) }
        SVGNumber.append(units, per: unitsPerPixel, to: &data)
    }
}

/// Numbers as short as SVG allows.
enum SVGNumber {
    /// A length in `units`, of which `unitsPerPixel` (a power of ten) make 1: "12.5", "-.25".
    static func text(_ units: Int, per unitsPerPixel: Int) -> [UInt8] {
        var text: [UInt8] = []
        append(units, per: unitsPerPixel, to: &text)
        return text
    }

    /// Adds a length to a document, see ``text(_:per:)``.
    static func append(_ units: Int, per unitsPerPixel: Int, to text: inout [UInt8]) {
        let (whole, rest) = units.magnitude.quotientAndRemainder(dividingBy: unitsPerPixel.magnitude)
        if units < 0 { text.append(UInt8(ascii: "-")) }
        if whole > 0 || rest == 0 { appendDigits(whole, to: &text) }
        guard rest > 0 else { return }
        text.append(UInt8(ascii: "."))
        var left = rest, place = unitsPerPixel.magnitude / 10
        while left > 0 {
            text.append(UInt8(ascii: "0") + UInt8(left / place))
            left %= place
            place /= 10
        }
    }

    private static func appendDigits(_ number: UInt, to text: inout [UInt8]) {
        if number > 9 { appendDigits(number / 10, to: &text) }
        text.append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    /// The number that a word of a document is; `nil` where it is none.
    static func number(_ word: some Collection<UInt8>) -> Double? {
        // Up to fifteen digits, and the power of ten that they are to be divided by, are whole in a double, so that the
        // quotient is the nearest one there is. Source: W. Clinger, "How to read floating point numbers accurately" (1990).
        var digits = 0.0, power = 1.0, count = 0, isNegative = false, hasPoint = false
        for (place, byte) in word.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits = digits * 10 + Double(byte - UInt8(ascii: "0"))
                count += 1
                if hasPoint { power *= 10 }
            case UInt8(ascii: ".") where !hasPoint: hasPoint = true
            case UInt8(ascii: "-") where place == 0: isNegative = true
            default: return Double(String(decoding: word, as: UTF8.self))
            }
        }
        guard (1...15).contains(count) else { return Double(String(decoding: word, as: UTF8.self)) }
        return (isNegative ? -digits : digits) / power
    }
}
