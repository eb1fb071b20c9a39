import Foundation
import Synchronization
import Testing

@testable import Animation

/// Work on several threads, and what must not depend on their number.
@Suite struct LookaheadTests {
    private struct NoItem: Error, Equatable { let index: Int }

    @Test(arguments: [0, 1, 2, 7, 40])
    func itemsAreTakenInOrder(count: Int) throws {
        var taken: [Int] = []
        try Lookahead.forEach(count) { index in
            // The first of every few takes longest.
            Thread.sleep(forTimeInterval: index % 3 == 0 ? 0.002 : 0)
            return index * 10
        } body: { index, item in
            #expect(item == index * 10)
            taken.append(index)
        }
        #expect(taken == Array(0..<count))
    }

    @Test func theFirstErrorEndsTheWork() {
        var taken: [Int] = []
        #expect(throws: NoItem(index: 3)) {
            try Lookahead.forEach(20) { index in
                guard index < 3 else { throw NoItem(index: index) }
                return index
            } body: { index, _ in
                taken.append(index)
            }
        }
        #expect(taken == [0, 1, 2])
    }

    @Test func nothingStaysUnderWay() {
        let underWay = Mutex(0)
        #expect(throws: NoItem.self) {
            try Lookahead.forEach(20) { index in
                underWay.withLock { $0 += 1 }
                defer { underWay.withLock { $0 -= 1 } }
                Thread.sleep(forTimeInterval: 0.005)
                return index
            } body: { index, _ in
                throw NoItem(index: index)
            }
        }
        #expect(underWay.withLock { $0 } == 0)
    }

    @Test func indicesOfAFrameAreMadeOnceForTwo() throws {
        let made = Mutex<[Int]>([])
        let indices = FrameIndices { frame in
            made.withLock { $0.append(frame) }
            return [UInt8(frame)]
        }
        try Lookahead.forEach(30) { frame in
            (try indices(frame), frame > 0 ? try indices(frame - 1) : [])
        } body: { frame, pair in
            #expect(pair.0 == [UInt8(frame)])
            #expect(pair.1 == (frame > 0 ? [UInt8(frame - 1)] : []))
        }
        #expect(made.withLock { $0.sorted() } == Array(0..<30))
    }

    @Test func indicesThatFailFailForBoth() {
        let indices = FrameIndices { throw NoItem(index: $0) }
        for _ in 0..<2 {
            #expect(throws: NoItem(index: 4)) { try indices(4) }
        }
    }
}
