internal import Foundation

/// Numbers and bytes as the page writes them.
enum PageNumbers {
    /// A length in a drawing, to a tenth of a unit.
    static func coordinate(_ value: Double) -> String {
        "\((value * 10).rounded() / 10)"
    }

    /// A duration as people say it: "42 s", "3 min 5 s", "1 h 4 min", all in one line.
    static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, 0...1e9 ~= seconds else { return "–" }
        let whole = Int(seconds.rounded()), space = "\u{A0}"
        let parts =
            switch whole {
            case ..<60: ["\(whole)", "s"]
            case ..<3600: ["\(whole / 60)", "min", "\(whole % 60)", "s"]
            default: ["\(whole / 3600)", "h", "\(whole / 60 % 60)", "min"]
            }
        return parts.joined(separator: space)
    }

    /// The metrics for the page's script: one object of equally long lists, in JSON that is safe in a script
    /// element because it holds numbers only.
    static func json(_ metrics: [ReportPage.Metrics]) -> String {
        func list(_ key: String, _ value: (ReportPage.Metrics) -> Double?) -> String {
            let numbers = metrics.map { row in
                guard let number = value(row), number.isFinite else { return "null" }
                return "\(number)"
            }
            return "\"\(key)\":[\(numbers.joined(separator: ","))]"
        }
        let lists = [
            list("step") { Double($0.step) }, list("epoch") { $0.epoch.map(Double.init) },
            list("batch") { $0.batch.map(Double.init) }, list("train") { $0.trainELBO },
            list("test") { $0.testELBO },
            list("reconstruction") { $0.reconstruction }, list("kl") { $0.klDivergence },
            list("seconds") { $0.seconds },
        ]
        return "{\(lists.joined(separator: ","))}"
    }

    /// Texts as a JSON list that is safe in a script element: `<`, `>` and `&` are written as escapes.
    static func json(_ texts: [String]) -> String {
        let quoted = texts.map { text in
            var result = "\""
            for scalar in text.unicodeScalars {
                switch scalar {
                case "\"": result += "\\\""
                case "\\": result += "\\\\"
                case "<", ">", "&", "\u{2028}", "\u{2029}", "\0"..<" ", "\u{7F}"..."\u{9F}":
                    result += "\\u" + String(format: "%04x", scalar.value)
                default: result.unicodeScalars.append(scalar)
                }
            }
            return result + "\""
        }
        return "[\(quoted.joined(separator: ","))]"
    }

    /// JSON text as it can stand in a script element: what could end the element, or a line, is escaped.
    ///
    /// These characters occur inside strings only, where an escape means the same.
    static func inScript(_ json: String) -> String {
        var result = ""
        for scalar in json.unicodeScalars {
            switch scalar {
            case "<", ">", "&", "\u{2028}", "\u{2029}", "\u{7F}"..."\u{9F}":
                result += "\\u" + String(format: "%04x", scalar.value)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The bytes as text.
    static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    /// The bytes as a `data:` address.
    static func dataAddress(_ picture: ReportPage.Picture) -> String {
        "data:\(picture.mediaType.rawValue);base64," + base64(picture.bytes)
    }
}
