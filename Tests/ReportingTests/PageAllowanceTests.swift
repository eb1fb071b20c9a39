import Testing

@testable import Reporting

/// What a page of a size may hold.
@Suite struct PageAllowanceTests {
    @Test(arguments: [
        ("2MB", 2_000_000), ("10 mb", 10_000_000), ("1.5MB", 1_500_000), ("2500kB", 2_500_000),
        ("3000000", 3_000_000), ("1GB", 1_000_000_000), ("1000000B", 1_000_000),
    ])
    func sizesAreRead(text: String, bytes: Int) {
        #expect(PageSize(text)?.bytes == bytes)
    }

    @Test(arguments: ["", "MB", "big", "0", "-2MB", "10", "2GB", "nan", "inf", "1e99MB", "999kB", "2MB2"])
    func nonsenseIsRefused(text: String) {
        #expect(PageSize(text) == nil)
    }

    @Test func sizesAreWrittenAsTheyAreRead() {
        for text in ["10MB", "2MB", "1500001B"] { #expect(PageSize(text)?.description == text) }
    }

    /// A smaller page holds no more of anything, and less of most.
    @Test func lessRoomHoldsLess() throws {
        let sizes = try ["1MB", "2MB", "5MB", "10MB", "50MB"].map {
            PageAllowance(try #require(PageSize($0)))
        }
        for (small, large) in zip(sizes, sizes.dropFirst()) {
            #expect(small.sampleCount <= large.sampleCount && small.tableRows <= large.tableRows)
            #expect(small.fileBytes < large.fileBytes)
            #expect(
                (small.networks(bytesOfEach: 200_000) ?? 0) <= (large.networks(bytesOfEach: 200_000) ?? 0))
            let frames = [small, large].map { $0.frames(among: 300, keeping: [], bytesOfEach: 40_000).count }
            #expect(frames[0] < frames[1])
        }
        let (small, usual) = (sizes[1], sizes[3])
        #expect(small.networks(bytesOfEach: 210_000) == 3 && usual.networks(bytesOfEach: 210_000) == 10)
        #expect(small.networks(bytesOfEach: 1_200_000) == nil && usual.networks(bytesOfEach: 1_200_000) == 2)
        #expect(
            usual.sampleCount == .max && usual.tableRows == .max && usual.holdsMetric && !small.holdsMetric)
    }

    @Test func framesKeepTheEndsAndTheNetworksMoments() throws {
        let allowance = PageAllowance(try #require(PageSize("2MB")))
        #expect(allowance.frames(among: 7, keeping: [], bytesOfEach: 40_000) == Array(0..<7))
        let frames = allowance.frames(among: 100, keeping: [3, 4], bytesOfEach: 40_000)
        #expect(frames.count == 10 && frames.first == 0 && frames.last == 99)
        #expect(frames.contains(3) && frames.contains(4) && frames == frames.sorted())
        // What must be there is there, however large.
        #expect(allowance.frames(among: 5, keeping: [2], bytesOfEach: 9_000_000) == [0, 2, 4])
    }
}
