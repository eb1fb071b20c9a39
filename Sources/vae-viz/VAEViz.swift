import ArgumentParser
import CMalloc
import Foundation
import Runs
import Storage

/// The program: parses the command line, runs one command, and turns errors into one line and a status.
@main
struct VAEViz: ParsableCommand {
    /// The version, which stands in one place: in the file that the Python package has beside its modules.
    static let version = String(decoding: PackageResources.VERSION, as: UTF8.self)
        .trimmingCharacters(in: .whitespacesAndNewlines)

    static let configuration = CommandConfiguration(
        commandName: "vae-viz",
        abstract: "Train a variational autoencoder and see what it learns.",
        discussion: """
            EXAMPLES:
              vae-viz train-and-report                       train on the built-in digits, write report.html
              vae-viz train-and-report --dataset mnist       the same on MNIST, fetched once
              vae-viz interpolate --from 8 --to 6            add a path from an 8 to a 6 to the newest report
              vae-viz figure latent-grid --format svg,pdf    one figure for a paper
            """,
        version: version,
        subcommands: [
            TrainAndReport.self, Interpolate.self, Report.self, Compare.self, DrawFigure.self, Export.self,
            Verify.self, DatasetCommands.self,
        ])

    static func main() {
        // A reader that closes standard output early ends the writing, not the run; a file that grows larger than the
        // system allows is an error of its writing.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        Console.holdStreams()
        // Foundation asks the user data base what ~ is, and $HOME may say otherwise.
        if let home = getenv("HOME"), home[0] == CChar(UInt8(ascii: "/")) {
            setenv("CFFIXED_USER_HOME", home, 0)
        }
        returnMemory()
        do {
            var command = try parseAsRoot()
            Interrupt.shared.respond(.stop("interrupted"))
            try command.run()
        } catch {
            exit(reporting: error)
        }
    }

    /// Lets memory of a megabyte and more, as pictures take, go back to the system once it is free, and has all
    /// threads share what is smaller, of which 16 MB stay at hand.
    ///
    /// Otherwise glibc keeps more and more of it at hand, and for each thread its own: a report of 35 snapshots came
    /// to a third more memory. With nothing at hand the system gave out three gigabytes in it, page by page, which
    /// took a fourteenth of its processor time.
    private static func returnMemory() {
        #if canImport(Glibc)
        _ = mallopt(M_MMAP_THRESHOLD, 1 << 20)
        _ = mallopt(M_TRIM_THRESHOLD, 16 << 20)
        _ = mallopt(M_ARENA_MAX, 1)
        #endif
    }

    /// Prints what `error` says and ends with its status.
    private static func exit(reporting error: any Error) -> Never {
        if let error = error as? Interrupted {
            Console.diagnose(error.description)
            Foundation.exit(ExitStatus.interrupted.rawValue)
        }
        if let status = ExitStatus(of: error) {
            Console.diagnose("error: \(error)")
            Foundation.exit(status.rawValue)
        }
        // What remains is the argument parser's: help and version, or wrong usage.
        if exitCode(for: error) == .success {
            do throws(FileError) {
                try Console.result(fullMessage(for: error))
                Foundation.exit(0)
            } catch {
                exit(reporting: error)
            }
        }
        guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
        Console.diagnose("error: \(message(for: error)) (see vae-viz --help)")
        Foundation.exit(ExitStatus.usage.rawValue)
    }
}

/// The user stopped the command.
struct Interrupted: Error, CustomStringConvertible {
    let description: String

    /// The training of a run was interrupted.
    init(continuing run: RunFolder) {
        description = "interrupted; continue by: \(ShellCommand.resuming(run))"
    }
}
