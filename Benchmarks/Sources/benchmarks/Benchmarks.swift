public import ArgumentParser

/// What parts of the program cost. `peers/compare.py` runs `serve` and other libraries in turn.
@main
struct Benchmarks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmarks", abstract: "Measures the parts of vae-viz on this machine.",
        subcommands: [Steps.self, Layers.self, Decoding.self, Pictures.self, Sweep.self, Serve.self])
}
