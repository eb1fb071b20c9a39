/// The formats of picture files that are read.
public enum PictureFormat: String, Sendable, CaseIterable {
    case png = "PNG"
    case jpeg = "JPEG"
    case webp = "WebP"
    case gif = "GIF"
    case bmp = "BMP"

    /// The format of a file, told by its first 18 bytes and never by its name; `nil` for all other content.
    public init?(firstBytes bytes: some Collection<UInt8>) {
        func holds(_ text: String, at start: Int = 0) -> Bool {
            bytes.dropFirst(start).starts(with: text.utf8)
        }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if holds("RIFF"), holds("WEBP", at: 8) {
            self = .webp
        } else if holds("GIF87a") || holds("GIF89a") {
            self = .gif
        } else if BMPHeader.begins(bytes) {
            self = .bmp
        } else {
            return nil
        }
    }

    /// The names of all, as "PNG, JPEG, WebP, GIF or BMP".
    public static var names: String {
        let names = allCases.map(\.rawValue)
        return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
    }

    /// What a file is that is of none of the formats.
    static func name(ofOther bytes: [UInt8]) -> String {
        func holds(_ text: String, at start: Int = 0) -> Bool {
            bytes.dropFirst(start).starts(with: text.utf8)
        }
        if bytes.isEmpty { return "an empty file" }
        if holds("ftyp", at: 4) { return holds("avif", at: 8) ? "an AVIF picture" : "a HEIC picture" }
        if holds("II*\0") || holds("MM\0*") { return "a TIFF picture" }
        if holds("%PDF") { return "a PDF document" }
        if holds("<svg") || holds("<?xml") { return "an SVG or XML document" }
        return "something else"
    }
}
