import Foundation
import Randomness
import Testing

/// Every reader of bytes on its seeds, on what fuzzing found, and on damage to both. A trap ends the test program.
@Suite struct ReplayTests {
    @Test(arguments: FuzzTarget.all)
    func seedsAreRead(target: FuzzTarget) throws {
        let place = try Workplace(), seeds = try target.seeds()
        #expect(!seeds.isEmpty)
        for seed in seeds { try target.read(seed, place) }
    }

    @Test(arguments: FuzzTarget.all)
    func damageIsBorne(target: FuzzTarget) throws {
        let place = try Workplace()
        let inputs = try target.seeds() + Self.found(by: target)
        var generator = SeededGenerator(seed: 1)
        var refusals = 0
        func read(_ bytes: [UInt8]) {
            do { try target.read(bytes, place) } catch { refusals += 1 }
        }
        for input in inputs {
            read(input)
            for _ in 0..<40 where !input.isEmpty {
                var changed = input
                for _ in 0...generator.next() % 4 {
                    changed[Int(generator.next() % UInt64(input.count))] = UInt8(
                        truncatingIfNeeded: generator.next())
                }
                read(changed)
                read(Array(changed.prefix(Int(generator.next() % UInt64(input.count)))))
            }
        }
        // Of so much damage some must be seen.
        #expect(refusals > 0)
    }

    /// What fuzzing once found for a target, from `Found/NAME/`.
    private static func found(by target: FuzzTarget) throws -> [[UInt8]] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Found/\(target.name)", isDirectory: true)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return try names.sorted().map { Array(try Data(contentsOf: folder.appendingPathComponent($0))) }
    }
}
