import Animation
import Drawing
import Foundation

/// Turns pictures into an animation by the program's own encoder.
///
/// gif-encode OUT.gif BOUND FILE.ppm...   A frame a file, 0.1 s each; a BOUND of -1 is the default. PPM holds plain bytes: P6, WIDTH HEIGHT, 255.
/// gif-encode OUT.gif --frames N WIDTH HEIGHT   N made-up frames, to see what memory it takes.

struct Failure: Error, CustomStringConvertible {
    let description: String
}

/// Reads a binary PPM file without comments.
func readPicture(_ path: String) throws -> PixelRuns {
    let file = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    return try file.withUnsafeBytes { bytes in
        var position = 0
        func word() -> String {
            var word = ""
            while position < bytes.count, bytes[position] > 32 {
                word.append(Character(UnicodeScalar(bytes[position])))
                position += 1
            }
            position += 1
            return word
        }
        guard word() == "P6", let width = Int(word()), let height = Int(word()), word() == "255",
            1...65_535 ~= width, 1...65_535 ~= height, bytes.count - position == width * height * 3
        else { throw Failure(description: "\(path): not a PPM picture of 8 bits") }
        return PixelRuns(
            width: width, height: height, rgb: UnsafeRawBufferPointer(rebasing: bytes[position...]))
    }
}

/// A frame of stripes and noise that moves.
func madeUpFrame(_ index: Int, width: Int, height: Int) -> PixelImage {
    var state = UInt32(truncatingIfNeeded: index) &* 2_654_435_761 &+ 1
    var rgb = [UInt8](repeating: 255, count: width * height * 3)
    for pixel in 0..<width * height where (pixel / 50 + index) % 3 == 0 {
        state = state &* 1_664_525 &+ 1_013_904_223
        let grey = UInt8(truncatingIfNeeded: state >> 24)
        for channel in 0..<3 { rgb[pixel * 3 + channel] = grey }
    }
    return PixelImage(width: width, height: height, rgb: rgb)
}

do {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count >= 3 else {
        throw Failure(description: "usage: gif-encode OUT.gif BOUND FILE.ppm...")
    }
    var options = AnimatedGIF.Options()
    let picture: @Sendable (Int) throws -> PixelRuns
    let count: Int
    if arguments[1] == "--frames", arguments.count == 5, let frames = Int(arguments[2]),
        let width = Int(arguments[3]), let height = Int(arguments[4])
    {
        count = frames
        picture = { PixelRuns(madeUpFrame($0, width: width, height: height)) }
    } else {
        guard let bound = Int(arguments[1]) else { throw Failure(description: "BOUND is a number") }
        options.bound = bound < 0 ? nil : bound
        let files = Array(arguments[2...])
        count = files.count
        picture = { try readPicture(files[$0]) }
    }
    let clock = ContinuousClock()
    _ = FileManager.default.createFile(atPath: arguments[0], contents: nil)
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: arguments[0]))
    let time = try clock.measure {
        let showings = (0..<count).map { Showing(picture: $0, duration: 0.1) }
        try AnimatedGIF.encode(showings, options: options, picture: picture) { bytes in
            try file.write(contentsOf: Data(bytes))
        }
    }
    try file.close()
    print(Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18)
} catch {
    FileHandle.standardError.write(Data("gif-encode: \(error)\n".utf8))
    exit(1)
}
