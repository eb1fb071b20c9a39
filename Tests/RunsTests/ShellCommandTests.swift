import Foundation
import Testing

@testable import Runs

@Suite struct ShellCommandTests {
    @Test(arguments: [
        ("/home/me/runs/Output/a-1", "Output/a-1"), ("/home/me/runs/my runs/trial 2", "'my runs/trial 2'"),
        ("/home/me/runs/it's", "'it'\\''s'"), ("/elsewhere/a-1", "/elsewhere/a-1"),
        ("/home/me/runs-2/a", "/home/me/runs-2/a"), ("/home/me/runs/-x", "./-x"),
        ("/home/me/runs/~x", "'./~x'"), ("/home/me/runs/$HOME;ls", "'$HOME;ls'"),
        ("/home/me/runs/größe", "'größe'"),
    ])
    func placesAreWrittenAsAShellTakesThem(path: String, text: String) {
        let place = ShellCommand.place(of: URL(fileURLWithPath: path), from: "/home/me/runs")
        #expect(ShellCommand(["report", place]).description == "vae-viz report \(text)")
    }

    /// A shell gives the words back as they were.
    @Test func shellsReadTheWordsBack() throws {
        let words = ["", "a b", "it's", "\"x\"", "$HOME", "`ls`", "a\\b", "*", "line\nbreak", "-x", "~", "ä"]
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        let command = ShellCommand(words).description.dropFirst("vae-viz".count)
        shell.arguments = ["-c", "printf '%s\\0'\(command)"]
        let pipe = Pipe()
        shell.standardOutput = pipe
        try shell.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        shell.waitUntilExit()
        let read = output.split(separator: 0, omittingEmptySubsequences: false).dropLast()
        #expect(read.map { String(decoding: $0, as: UTF8.self) } == words)
    }

    @Test func runsAreContinuedAndDrawnByTheirPlaces() {
        let run = RunFolder(URL(fileURLWithPath: "my runs/trial"))
        #expect(
            "\(ShellCommand.resuming(run, epochs: 20))"
                == "vae-viz train-and-report --resume 'my runs/trial' --epochs 20")
        #expect("\(ShellCommand.drawing(run))" == "vae-viz report 'my runs/trial'")
    }
}
