import Foundation
import Synchronization
import TestSupport
import Testing
import VAE

@testable import Runs

@Suite struct SnapshotQueueTests {
    private static func snapshot(step: Int) throws -> Snapshot {
        Snapshot(
            state: try Fixtures.state(step: step),
            probePosterior: Posterior(latentDim: 2, means: [1, 2], logVariances: [3, 4]),
            testEvaluation: Evaluation(
                reconstruction: -3, klDivergence: 1, klPerDimension: [0.5, 0.5], elboPerImage: [-4, -4]),
            trainELBO: -5)
    }

    @Test func writesEverythingInOrder() throws {
        let place = try TemporaryFolder()
        let folder = try RunFolder.create(in: place.url, name: "run", dataset: "tiny")
        let told = Mutex<[Int]>([])
        let queue = SnapshotQueue(try RunWriter(starting: try Fixtures.record(), in: folder)) { snapshot in
            told.withLock { $0.append(snapshot.step) }
        }
        let steps = Array(1...3 * SnapshotQueue.capacity)
        for step in steps { try queue.add(try Self.snapshot(step: step)) }
        let (writer, error) = queue.close()
        #expect(error == nil)
        #expect(told.withLock { $0 } == steps)
        #expect(writer.rows.map(\.step) == steps)
        #expect(writer.rows.allSatisfy { $0.testCount == 2 })
        #expect(try folder.snapshotSteps() == steps)
        #expect(try MetricsFile.rows(contentsOf: folder.metrics) == writer.rows)
        let state = try CheckpointFile.state(
            contentsOf: folder.checkpoint, architecture: try Fixtures.architecture())
        #expect(state.step == steps.last)
    }

    @Test func firstErrorEndsTheWriting() throws {
        let place = try TemporaryFolder()
        let folder = try RunFolder.create(in: place.url, name: "run", dataset: "tiny")
        let queue = SnapshotQueue(try RunWriter(starting: try Fixtures.record(), in: folder))
        // A folder where the file should be: it cannot be written.
        try FileManager.default.createDirectory(
            at: folder.metrics.appending(path: "in-the-way"), withIntermediateDirectories: true)
        #expect(throws: (any Error).self) {
            for step in 1...100 { try queue.add(try Self.snapshot(step: step)) }
        }
        let (writer, error) = queue.close()
        #expect(error != nil)
        #expect(writer.rows.isEmpty)
    }

    @Test func closingAnEmptyQueue() throws {
        let place = try TemporaryFolder()
        let folder = try RunFolder.create(in: place.url, name: "run", dataset: "tiny")
        let queue = SnapshotQueue(try RunWriter(starting: try Fixtures.record(), in: folder))
        #expect(queue.close().error == nil)
    }
}
