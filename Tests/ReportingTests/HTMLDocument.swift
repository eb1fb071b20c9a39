/// A small reader of HTML for tests: start tags with their attributes, and whether all tags are closed in order.
struct HTMLDocument {
    struct Element {
        let name: String
        let attributes: [(name: String, value: String)]

        subscript(_ attribute: String) -> String? { attributes.first { $0.name == attribute }?.value }
    }

    /// All elements in the order of their start tags.
    private(set) var elements: [Element] = []
    /// What is wrong; empty for a well-formed page.
    private(set) var problems: [String] = []
    /// The text between tags, outside scripts and styles.
    private(set) var text = ""

    private static let void: Set<String> = ["meta", "link", "img", "source", "input", "br", "hr"]
    private let source: [UInt8]
    private var position = 0

    init(_ html: String) {
        source = Array(html.utf8)
        read()
    }

    /// All elements called `name`.
    func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

    private mutating func read() {
        var open: [String] = []
        var textBytes: [UInt8] = []
        while position < source.count {
            guard source[position] == UInt8(ascii: "<") else {
                textBytes.append(source[position])
                position += 1
                continue
            }
            if starts("<!") {
                _ = take(until: ">")
            } else if starts("</") {
                position += 2
                let name = take(until: ">")
                if open.last != name { problems.append("</\(name)> closes \(open.last ?? "nothing")") }
                _ = open.popLast()
            } else {
                position += 1
                let element = readTag()
                elements.append(element)
                if element.name == "script" || element.name == "style" {
                    let end = "</\(element.name)>"
                    while position < source.count, !starts(end) { position += 1 }
                }
                if !Self.void.contains(element.name) && !selfClosed { open.append(element.name) }
            }
        }
        if !open.isEmpty { problems.append("never closed: \(open)") }
        text = String(decoding: textBytes, as: UTF8.self)
    }

    private var selfClosed = false

    private mutating func readTag() -> Element {
        selfClosed = false
        let name = takeName()
        var attributes: [(name: String, value: String)] = []
        while position < source.count, source[position] != UInt8(ascii: ">") {
            if starts("/") { selfClosed = true }
            guard let first = source[position...].first, isName(first) else {
                if ![UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "/")].contains(source[position]) {
                    problems.append("stray byte \(source[position]) in <\(name)>")
                }
                position += 1
                continue
            }
            let attribute = takeName()
            var value = ""
            if starts("=\"") {
                position += 2
                value = take(until: "\"")
            }
            if attributes.contains(where: { $0.name == attribute }) {
                problems.append("\(attribute) twice in <\(name)>")
            }
            attributes.append((attribute, value))
        }
        position += 1
        return Element(name: name, attributes: attributes)
    }

    private func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private func starts(_ text: String) -> Bool { source[position...].starts(with: text.utf8) }

    private mutating func takeName() -> String {
        let start = position
        while position < source.count, isName(source[position]) { position += 1 }
        return String(decoding: source[start..<position], as: UTF8.self)
    }

    /// The text up to `end`, which is passed over.
    private mutating func take(until end: Character) -> String {
        let start = position
        while position < source.count, source[position] != end.asciiValue { position += 1 }
        let text = String(decoding: source[start..<position], as: UTF8.self)
        position += 1
        return text
    }
}
