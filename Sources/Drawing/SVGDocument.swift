/// What Cairo's SVG documents lack: names that depend on the document alone, images without blur, and brevity.
enum SVGDocument {
    /// The document with its names numbered in order of appearance, its images marked as pixels, and its
    /// coordinates rounded: to a tenth of a pixel for dots, to a hundredth for all else.
    ///
    /// Cairo numbers surfaces and images over the life of the process, so that the same picture drawn twice
    /// would differ, and before version 1.18 it does not write that an image is to be enlarged unfiltered.
    static func polished(_ document: [UInt8]) -> [UInt8] { compacted(renamed(document)) }

    /// The document with a title and a description at its head, and `text` over all that is drawn.
    static func completed(
        _ document: [UInt8], title: String, description: String, text: String
    ) -> [UInt8] {
        let angle = UInt8(ascii: ">"), newline = UInt8(ascii: "\n")
        guard let start = position(of: "<svg", in: document[...]),
            let head = document[start...].firstIndex(of: angle),
            let end = position(of: "</svg>", in: document[head...])
        else { return document }
        let words = [("title", title), ("desc", description)].filter { !$0.1.isEmpty }.map { name, words in
            "\n<\(name)>\(SVGText.escaped(words))</\(name)>"
        }
        return Array(document[...head]) + Array(words.joined().utf8) + Array(document[(head + 1)..<end])
            + (text.isEmpty ? [] : Array(text.utf8) + [newline]) + Array(document[end...])
    }

    private static func position(of text: String, in document: ArraySlice<UInt8>) -> Int? {
        let wanted = Array(text.utf8)
        return document.indices.first { document[$0...].starts(with: wanted) }
    }

    private static func renamed(_ document: [UInt8]) -> [UInt8] {
        let image = Array("<image ".utf8)
        let pixelated = Array("<image style=\"image-rendering:pixelated\" ".utf8)
        let quote = UInt8(ascii: "\""), hash = UInt8(ascii: "#"), angle = UInt8(ascii: "<")
        var numbers: [[UInt8]: Int] = [:]
        var counts: [[UInt8]: Int] = [:]
        var result: [UInt8] = []
        result.reserveCapacity(document.count + 4096)
        var index = 0
        while index < document.count {
            let byte = document[index]
            if byte == angle, document[index...].starts(with: image) {
                result += pixelated
                index += image.count
                continue
            }
            result.append(byte)
            index += 1
            guard byte == quote || byte == hash, let name = name(in: document, at: index) else { continue }
            let full = Array(document[index..<name.end])
            let prefix = Array(document[index..<name.digits])
            let number = numbers[full] ?? counts[prefix, default: 0]
            if numbers[full] == nil {
                numbers[full] = number
                counts[prefix, default: 0] += 1
            }
            result += prefix
            result += Array(String(number).utf8)
            index = name.end
        }
        return result
    }

    /// The document with coordinates in fewer bytes.
    private static func compacted(_ document: [UInt8]) -> [UInt8] {
        let space = UInt8(ascii: " "), quote = UInt8(ascii: "\"")
        var result: [UInt8] = []
        result.reserveCapacity(document.count)
        var index = 0
        while index < document.count {
            result.append(document[index])
            index += 1
            guard result.last == space, index + 3 <= document.count, document[index + 1] == UInt8(ascii: "="),
                document[index + 2] == quote,
                let end = document[(index + 3)...].firstIndex(of: quote),
                let short = shortened(document[(index + 3)..<end], in: document[index])
            else { continue }
            result += document[index..<index + 3] + short
            index = end
        }
        return result
    }

    /// The value of the attribute `name` in fewer bytes; `nil` where it stays as it is.
    private static func shortened(_ value: ArraySlice<UInt8>, in name: UInt8) -> [UInt8]? {
        switch name {
        case UInt8(ascii: "d"): return SVGPath(value)?.compact()
        case UInt8(ascii: "x"), UInt8(ascii: "y"):
            guard let number = SVGNumber.number(value), abs(number) < 1e7 else { return nil }
            return SVGNumber.text(Int((number * 100).rounded()), per: 100)
        default: return nil
        }
    }

    /// A name of small letters and then digits, such as `image10`, up to a closing quote or bracket.
    private static func name(in document: [UInt8], at start: Int) -> (digits: Int, end: Int)? {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z"), figures = UInt8(ascii: "0")...UInt8(ascii: "9")
        let hyphen = UInt8(ascii: "-")
        var digits = start
        while digits < document.count, letters.contains(document[digits]) || document[digits] == hyphen {
            digits += 1
        }
        var end = digits
        while end < document.count, figures.contains(document[end]) { end += 1 }
        guard digits > start, end > digits, end < document.count else { return nil }
        let isClosed = document[end] == UInt8(ascii: "\"") || document[end] == UInt8(ascii: ")")
        return isClosed ? (digits, end) : nil
    }
}
