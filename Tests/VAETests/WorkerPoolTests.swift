import Foundation
import Synchronization
import Testing

@testable import VAE

@Suite struct WorkerPoolTests {
    @Test(arguments: [1, 2, 3, 8])
    func everyWorkerRunsOnceARound(count: Int) throws {
        let pool = WorkerPool(count: count)
        let runs = Mutex([Int](repeating: 0, count: count))
        for _ in 0..<200 {
            try pool.run { worker in runs.withLock { $0[worker] += 1 } }
        }
        #expect(runs.withLock { $0 } == [Int](repeating: 200, count: count))
    }

    @Test func wakesSleepers() throws {
        let pool = WorkerPool(count: 3)
        let runs = Mutex(0)
        for _ in 0..<3 {
            Thread.sleep(forTimeInterval: 0.02)
            try pool.run { _ in runs.withLock { $0 += 1 } }
        }
        #expect(runs.withLock { $0 } == 9)
    }

    @Test func throwsTheFirstWorkersErrorAndGoesOn() throws {
        struct Failure: Error, Equatable { let worker: Int }
        let pool = WorkerPool(count: 4)
        #expect(throws: Failure(worker: 1)) {
            try pool.run { worker in if worker > 0 { throw Failure(worker: worker) } }
        }
        #expect(throws: Failure(worker: 0)) { try pool.run { throw Failure(worker: $0) } }
        #expect(throws: Never.self) { try pool.run { _ in } }
    }

    @Test func countsItself() {
        #expect(WorkerPool(count: 0).count == 1)
        #expect(Processor.physicalCores >= 1)
        #expect(Processor.physicalCores <= ProcessInfo.processInfo.processorCount)
    }

    @Test func processorLists() {
        #expect(Processor.processors(inList: "\t0-3,8\n") == [0, 1, 2, 3, 8])
        #expect(Processor.processors(inList: "5") == [5])
        #expect(Processor.processors(inList: "") == [])
        #expect(Processor.processors(inList: "3-1,x,-2,1-99999999") == [])
    }

    @Test func containerQuotas() {
        #expect(Processor.cores(inQuota: "max 100000") == nil)
        #expect(Processor.cores(inQuota: "200000 100000") == 2)
        #expect(Processor.cores(inQuota: "150000 100000") == 2)
        #expect(Processor.cores(inQuota: "1000 100000") == 1)
        #expect(Processor.cores(inQuota: "nonsense") == nil)
    }
}
