/// Which way up a photo is, as its camera noted.
///
/// Source: CIPA DC-008 (Exif 2.32): segment APP1, a TIFF header, and tag 274 of the first directory.
enum ExifOrientation {
    /// The orientation, 1 to 8, in a JPEG file; 1 where it says nothing that can be read.
    static func value(inJPEG bytes: [UInt8]) -> Int {
        var position = 2
        while position + 4 <= bytes.count, bytes[position] == 0xFF {
            let marker = bytes[position + 1]
            // The scan begins: no notes come after it.
            if marker == 0xDA { break }
            let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
            let end = position + 2 + length
            guard length >= 2, end <= bytes.count else { break }
            let segment = bytes[position + 4..<end]
            if marker == 0xE1, segment.starts(with: mark) { return value(inNotes: Array(segment)) }
            position = end
        }
        return 1
    }

    /// The orientation in a PNG file, in its chunk eXIf before the pixels.
    ///
    /// Source: PNG specification, third edition, section 11.3.4.3.
    static func value(inPNG bytes: [UInt8]) -> Int {
        var position = 8
        // Length, type, data, checksum.
        while position + 12 <= bytes.count {
            let length = bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
            let type = bytes[position + 4..<position + 8], start = position + 8
            guard length <= bytes.count - start - 4, !type.elementsEqual("IDAT".utf8) else { break }
            if type.elementsEqual("eXIf".utf8) { return value(inNotes: Array(bytes[start..<start + length])) }
            position = start + length + 4
        }
        return 1
    }

    private static let mark = Array("Exif\0\0".utf8)

    /// The orientation in EXIF data, with or without the mark that JPEG files have before them.
    static func value(inNotes notes: [UInt8]) -> Int {
        let bytes = notes.starts(with: mark) ? Array(notes.dropFirst(mark.count)) : notes
        let isLittle = bytes.starts(with: Array("II".utf8))
        guard isLittle || bytes.starts(with: Array("MM".utf8)) else { return 1 }
        func number(at start: Int, bytes count: Int) -> Int? {
            guard start >= 0, start <= bytes.count - count else { return nil }
            let places = bytes[start..<start + count]
            return (isLittle ? Array(places.reversed()) : Array(places)).reduce(0) { $0 << 8 | Int($1) }
        }
        guard let directory = number(at: 4, bytes: 4), let count = number(at: directory, bytes: 2) else {
            return 1
        }
        for entry in 0..<count {
            let start = directory + 2 + entry * 12
            guard let tag = number(at: start, bytes: 2) else { break }
            if tag == 274, let value = number(at: start + 8, bytes: 2), (1...8).contains(value) {
                return value
            }
        }
        return 1
    }
}
