import Foundation

// What libFuzzer calls; the environment's VAE_VIZ_FUZZ_TARGET names the target.

/// Writes the target's seeds into the folder VAE_VIZ_FUZZ_SEEDS and ends, where that is set.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(
    _ count: UnsafeMutablePointer<CInt>?,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>?
) -> CInt {
    guard let folder = ProcessInfo.processInfo.environment["VAE_VIZ_FUZZ_SEEDS"] else {
        // What is static is never deinitialized.
        atexit { try? FileManager.default.removeItem(at: Fuzzing.place.url) }
        return 0
    }
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

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // What is refused is as good as what is read.
    try? Fuzzing.target.read(Array(UnsafeBufferPointer(start: bytes, count: count)), Fuzzing.place)
    return 0
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
