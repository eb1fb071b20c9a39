public import Foundation
import Storage

/// Animations in other formats than GIF, made by the ffmpeg program where the machine has it.
public struct Film: Sendable {
    /// The program.
    let program: URL

    /// Finds ffmpeg along the search path.
    ///
    /// - Parameter path: folders, colon between; `nil` takes the environment's.
    /// - Throws: ``FilmError/noProgram`` where it is in none of them.
    public init(searchPath path: String? = nil) throws(FilmError) {
        let path = path ?? ProcessInfo.processInfo.environment["PATH"] ?? ""
        let programs = path.split(separator: ":").map {
            URL(fileURLWithPath: String($0), isDirectory: true).appendingPathComponent("ffmpeg")
        }
        guard let found = programs.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) })
        else { throw .noProgram }
        program = found
    }

    /// The bytes of an animation.
    ///
    /// - Parameters:
    ///   - durations: seconds for which each frame is shown; they are rounded to 0.01 s as in a GIF.
    ///   - loops: how often it plays, where the format holds that.
    ///   - png: the PNG file of each frame.
    /// - Throws: ``FilmError``, and what `png` and the writing of temporary files throw.
    public func encode(
        as format: AnimationFormat, durations: [Double], loops: AnimatedGIF.Loops = .forever,
        png: (Int) throws -> [UInt8]
    ) throws -> Data {
        try ScratchFolder.with("vae-viz-film") { folder in
            var delays = FrameDelays()
            var list = "ffconcat version 1.0\n"
            for index in durations.indices {
                let name = "frame-\(index).png"
                try folder.write(try png(index), to: name)
                let seconds = Double(delays.next(min(max(durations[index], 0), 655.35))) / 100
                list += "file \(name)\noption framerate 100\nduration \(seconds)\n"
            }
            // The last duration counts only where another frame follows, or where the format is told.
            var encoding = format.encoding(loops)
            if format == .apng {
                encoding = ["-final_delay", "\(durations.last ?? 0)"] + encoding
            } else if let last = durations.indices.last {
                list += "file frame-\(last).png\noption framerate 100\nduration 0.01\n"
            }
            try folder.write(Array(list.utf8), to: "frames.txt")
            try run(
                ["-safe", "0", "-f", "concat", "-i", "frames.txt", "-vsync", "vfr"] + encoding + ["film"],
                in: folder.url)
            return try AtomicFile.read(folder.url.appendingPathComponent("film"))
        }
    }

    private func run(_ arguments: [String], in folder: URL) throws {
        let process = Process()
        process.executableURL = program
        process.currentDirectoryURL = folder
        process.arguments = ["-nostdin", "-hide_banner", "-loglevel", "error"] + arguments
        let messages = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = messages
        try process.run()
        let said = try messages.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let line = String(decoding: said, as: UTF8.self).split(whereSeparator: \.isNewline).last
            throw FilmError.failed(reason: line.map(String.init) ?? "status \(process.terminationStatus)")
        }
    }
}

/// Why an animation could not be made by ffmpeg.
public enum FilmError: Error, Equatable, CustomStringConvertible {
    /// The program is not there.
    case noProgram
    /// It failed; `reason` is the last line that it said.
    case failed(reason: String)

    public var description: String {
        switch self {
        case .noProgram:
            "ffmpeg: not found; formats other than gif need it: apt-get install ffmpeg, or brew install ffmpeg"
        case .failed(let reason):
            "ffmpeg could not make the animation: \(reason)"
        }
    }
}
