/// The program that wrote a run.
public struct Producer: Sendable, Equatable, Codable {
    /// Its name and version.
    public var name: String, version: String
    /// What it was made with, as "torch 2.7.0".
    public var framework: String?

    public init(name: String, version: String, framework: String? = nil) {
        self.name = name
        self.version = version
        self.framework = framework
    }

    /// This program at a version of it.
    static func own(_ version: String) -> Producer { Producer(name: "vae-viz", version: version) }

    /// Its name, version and framework in a line.
    public var words: String { "\(name) \(version)" + (framework.map { " (\($0))" } ?? "") }

    /// Whether each is a line of text.
    var isValid: Bool { [name, version].allSatisfy(\.isLine) && (framework?.isLine ?? true) }
}

extension String {
    /// Whether it is one line of text, of 1 to 200 characters and none that controls.
    var isLine: Bool {
        !isEmpty && count <= 200 && unicodeScalars.count <= 2000
            && unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
    }
}
