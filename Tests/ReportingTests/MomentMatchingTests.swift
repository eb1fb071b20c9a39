import Runs
import Testing
import VAE

@testable import Reporting

@Suite struct MomentMatchingTests {
    private func schedule(_ steps: [Int], trainCount: Int = 3200, batchSize: Int = 32) -> SnapshotSchedule {
        SnapshotSchedule(
            trainCount: trainCount, batchSize: batchSize,
            stepsPerEpoch: (trainCount + batchSize - 1) / batchSize, steps: steps)
    }

    @Test func schedulesThatAgreeAreMatchedByStep() {
        let matching = MomentMatching(
            [schedule([0, 50, 100, 200]), schedule([0, 60, 100])], most: 24)
        #expect(matching.basis == .step)
        // At step 60 both show what they do at 50.
        #expect(matching.positions == [0, 50, 100, 200])
        // Each shows the nearest; the one that ended sooner stays at its last.
        #expect(matching.snapshots == [[0, 0], [1, 1], [2, 2], [3, 2]])
    }

    @Test func otherSchedulesAreMatchedByTheShareOfImagesSeen() {
        // 100 and 10 batches an epoch; two epochs and four.
        let matching = MomentMatching(
            [schedule([0, 50, 100, 200]), schedule([0, 10, 20, 40], trainCount: 320)], most: 24)
        #expect(matching.basis == .share)
        #expect(matching.positions == [0, 0.25, 0.5, 1])
        #expect(matching.snapshots == [[0, 0], [1, 1], [2, 2], [3, 3]])
    }

    /// The last batch of an epoch may be smaller than the others.
    @Test func imagesSeenAreCounted() {
        let schedule = schedule([0, 2, 4, 8], trainCount: 100)
        #expect(schedule.stepsPerEpoch == 4)
        #expect([0, 2, 4, 5, 8].map(schedule.imagesSeen) == [0, 64, 100, 132, 200])
        #expect(schedule.share(atStep: 4) == 0.5)
        #expect(self.schedule([0]).share(atStep: 0) == 0)
    }

    /// A recorded run may know nothing but its steps, or numbers that do not fit together.
    @Test func whatIsNotKnownIsNotCounted() {
        func recorded(_ steps: [Int], _ images: Int?, _ batch: Int?, _ epoch: Int?) -> SnapshotSchedule {
            SnapshotSchedule(trainCount: images, batchSize: batch, stepsPerEpoch: epoch, steps: steps)
        }
        let silent = recorded([0, 25, 100], nil, nil, nil)
        #expect(silent.imagesSeen(atStep: 25) == nil)
        #expect([0, 25, 100].map(silent.share) == [0, 0.25, 1])
        #expect(recorded([0], nil, nil, nil).share(atStep: 0) == 0)
        let odd = recorded([0, 999, 1000], 100, 32, 1000)
        let shares = (0...1000).map(odd.share)
        #expect(shares == shares.sorted() && shares.last == 1)
        let huge = recorded([0, 1 << 40], 1 << 32, 1 << 32, 1)
        #expect(huge.share(atStep: 1 << 39) == 0.5)
        #expect(MomentMatching([silent, recorded([0, 30], nil, 32, nil)], most: 8).basis == .step)
        #expect(MomentMatching([silent, schedule([0, 30])], most: 8).basis == .share)
        #expect(MomentMatching([recorded([0], nil, nil, 100), schedule([0, 30])], most: 8).basis == .step)
        #expect(MomentMatching([recorded([0], nil, 16, 100), schedule([0, 30])], most: 8).basis == .share)
    }

    @Test func manyMomentsAreThinnedAndKeepTheirEnds() {
        let steps = (0...300).map { $0 * 10 }
        let matching = MomentMatching([schedule(steps), schedule(steps)], most: 8)
        #expect((2...8).contains(matching.positions.count))
        #expect(matching.positions.first == 0 && matching.positions.last == 3000)
        let gaps = zip(matching.positions, matching.positions.dropFirst()).map { $1 - $0 }
        // Early moments are closer together.
        #expect(gaps == gaps.sorted())
    }

    @Test func runsOfOneSnapshotHaveOneMoment() {
        let matching = MomentMatching([schedule([0]), schedule([0], trainCount: 320)], most: 8)
        #expect(matching.positions == [0] && matching.snapshots == [[0, 0]])
    }

    @Test func ofTwoThatAreEquallyNearItIsTheEarlier() {
        #expect(MomentMatching.nearest(to: 5, in: [0, 4, 6]) == 1)
    }

    // MARK: Bands and groups

    @Test func theBandGoesFromTheLeastToTheGreatest() {
        let band = SeedBand([
            [SIMD2(0, -500), SIMD2(1, -160), SIMD2(2, -150)],
            [SIMD2(0, -510), SIMD2(1, .nan), SIMD2(2, -152)],
            [SIMD2(0, -505), SIMD2(1, -161), SIMD2(2, -155), SIMD2(3, -140)],
        ])
        // Positions that not all have are left out.
        #expect(
            band.points == [
                .init(position: 0, low: -510, median: -505, high: -500),
                .init(position: 2, low: -155, median: -152, high: -150),
            ])
        let even = SeedBand([[SIMD2(1, 4)], [SIMD2(1, 1)]])
        #expect(even.points == [.init(position: 1, low: 1, median: 2.5, high: 4)])
        #expect(SeedBand([]).points.isEmpty)
    }

    @Test func seedsAloneMakeAGroup() throws {
        func record(seed: UInt64, beta: Float = 1, latentDim: Int = 2) throws -> RunRecord {
            var record = try RunValues.record(latentDim: latentDim, beta: beta)
            record.configuration.seed = seed
            return record
        }
        let records = try [
            record(seed: 0), record(seed: 0, beta: 4), record(seed: 1), record(seed: 2, latentDim: 3),
        ]
        #expect(RunGroups.ofSeeds(records) == [[0, 2], [1], [3]])
        // Beta and latent size do not change what a nat is.
        func scores(_ records: [RunRecord]) -> [[Int]] {
            RunGroups.ofScores(records, images: records.map(\.dataset.sha256))
        }
        #expect(scores(records) == [[0, 1, 2, 3]])
        let plain = try RunValues.record(model: .autoencoder)
        var other = records[0]
        other.dataset.sha256 = "other"
        #expect(scores(records + [plain, other]) == [[0, 1, 2, 3], [4], [5]])
    }

    @Test func onlyOptionsThatDifferAreListed() throws {
        var other = try RunValues.record(beta: 4)
        other.configuration.seed = 3
        other.configuration.patience = 2
        let rows = ConfigurationDifferences.rows([try RunValues.record(), other])
        #expect(
            rows == [
                .init(name: "Beta", values: ["1.0", "4.0"]), .init(name: "Seed", values: ["0", "3"]),
                .init(name: "Patience", values: ["–", "2"]),
            ])
        #expect(ConfigurationDifferences.rows([other, other]).isEmpty)
    }
}
