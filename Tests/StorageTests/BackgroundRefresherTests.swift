import Foundation
import Storage
import Synchronization
import Testing

@Suite struct BackgroundRefresherTests {
    /// What was done, in order.
    private final class Diary: Sendable {
        let entries = Mutex<[String]>([])
        func note(_ entry: String) { entries.withLock { $0.append(entry) } }
    }

    @Test func doesTheNewestAndDropsWhatItOvertook() {
        let refresher = BackgroundRefresher("test", share: 1)
        let diary = Diary()
        let (begun, goOn, done) = (
            DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)
        )
        refresher.offer {
            begun.signal()
            goOn.wait()
            diary.note("first")
        }
        begun.wait()
        refresher.offer { diary.note("overtaken") }
        refresher.offer {
            diary.note("newest")
            done.signal()
        }
        goOn.signal()
        done.wait()
        refresher.close()
        #expect(diary.entries.withLock { $0 } == ["first", "newest"])
    }

    @Test func waitsForWhatHasBegunAndDropsTheRest() {
        let refresher = BackgroundRefresher("test", share: 1)
        let diary = Diary()
        let begun = DispatchSemaphore(value: 0), goOn = DispatchSemaphore(value: 0)
        refresher.offer {
            begun.signal()
            goOn.wait()
            diary.note("begun")
        }
        begun.wait()
        let closing = Thread {
            refresher.close()
            diary.note("closed")
            begun.signal()
        }
        #expect(!refresher.isClosed)
        closing.start()
        while !refresher.isClosed { Thread.sleep(forTimeInterval: 0.001) }
        goOn.signal()
        begun.wait()
        refresher.offer { diary.note("too late") }
        #expect(diary.entries.withLock { $0 } == ["begun", "closed"])
    }
}
