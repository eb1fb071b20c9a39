import Testing

@testable import VAE

@Suite struct ProgressClockTests {
    private let start = ContinuousClock.now

    private func position(step: Int, seconds: Double) -> TrainingPosition {
        var position = TrainingPosition()
        (position.step, position.epoch, position.batch) = (step, 1, step)
        (position.imagesSeen, position.seconds) = (step * 32, seconds)
        return position
    }

    @Test func reportsAreMeansOverWhatCameSinceTheLast() throws {
        var clock = ProgressClock(
            totalSteps: 100, totalEpochs: 2, totalImages: 3200, from: TrainingPosition(), at: start)
        // Too early to tell.
        let early = clock.tick(
            at: position(step: 1, seconds: 0.1), images: 32, elboSum: -3200, now: start + .milliseconds(200))
        #expect(early == nil)
        let firstReport = clock.tick(
            at: position(step: 2, seconds: 0.2), images: 32, elboSum: -9600,
            now: start + .milliseconds(300))
        let first = try #require(firstReport)
        #expect(first.step == 2 && first.epoch == 1 && first.batch == 2)
        #expect(first.totalSteps == 100 && first.totalEpochs == 2 && first.imagesSeen == 64)
        #expect(abs(first.imagesPerSecond - 320) < 1e-9)
        #expect(first.recentELBO == -200)
        #expect(abs(first.secondsRemaining - (3200 - 64) / 320) < 1e-9)
        // The next one forgets what the first has told.
        let secondReport = clock.tick(
            at: position(step: 3, seconds: 0.7), images: 32, elboSum: -3200,
            now: start + .milliseconds(900))
        let second = try #require(secondReport)
        #expect(abs(second.imagesPerSecond - 64) < 1e-9)
        #expect(second.recentELBO == -100)
    }

    @Test func withoutTrainingTimeThereIsNoRate() {
        var clock = ProgressClock(
            totalSteps: 1, totalEpochs: 1, totalImages: 32, from: TrainingPosition(), at: start)
        let report = clock.tick(
            at: position(step: 1, seconds: 0), images: 32, elboSum: -1, now: start + .seconds(1))
        #expect(report == nil)
    }
}
