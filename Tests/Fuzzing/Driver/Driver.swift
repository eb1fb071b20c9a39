import Foundation

/// libFuzzer, of which `run` links the library without a `main` of its own.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ testOneInput: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Fuzzes the target that the environment's VAE_VIZ_FUZZ_TARGET names, or writes its seeds into the folder
/// VAE_VIZ_FUZZ_SEEDS, where that is set.
@main
enum Driver {
    static func main() {
        if let folder = ProcessInfo.processInfo.environment["VAE_VIZ_FUZZ_SEEDS"] { writeSeeds(into: folder) }
        // What is static is never deinitialized.
        atexit { try? FileManager.default.removeItem(at: Fuzzing.place.url) }
        var count = CommandLine.argc, arguments = CommandLine.unsafeArgv
        exit(
            runFuzzer(&count, &arguments) { bytes, count in
                // What is refused is as good as what is read.
                try? Fuzzing.target.read(
                    Array(UnsafeBufferPointer(start: bytes, count: count)), Fuzzing.place)
                return 0
            })
    }

    private static func writeSeeds(into folder: String) -> Never {
        do {
            for (index, seed) in try Fuzzing.target.seeds().enumerated() {
                let file = URL(fileURLWithPath: folder).appendingPathComponent("seed-\(index)")
                try Data(seed).write(to: file)
            }
            exit(0)
        } catch {
            print(error)
            exit(1)
        }
    }
}

enum Fuzzing {
    static let target: FuzzTarget = {
        let name = ProcessInfo.processInfo.environment["VAE_VIZ_FUZZ_TARGET"] ?? ""
        if let target = FuzzTarget.all.first(where: { $0.name == name }) { return target }
        print("set VAE_VIZ_FUZZ_TARGET to one of: \(FuzzTarget.all.map(\.name).joined(separator: " "))")
        exit(64)
    }()

    static let place: Workplace = {
        do {
            return try Workplace()
        } catch {
            print(error)
            exit(73)
        }
    }()
}
