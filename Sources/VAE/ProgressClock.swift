/// Decides when to report progress, and what: rate and ELBO are over the time since the last report.
struct ProgressClock {
    private static let interval: Duration = .milliseconds(250)

    private let totalSteps: Int, totalEpochs: Int, totalImages: Int
    private var last: ContinuousClock.Instant
    private var lastSeconds: Double
    private var images = 0, elboSum = 0.0

    init(
        totalSteps: Int, totalEpochs: Int, totalImages: Int, from position: TrainingPosition,
        at now: ContinuousClock.Instant = .now
    ) {
        self.totalSteps = totalSteps
        self.totalEpochs = totalEpochs
        self.totalImages = totalImages
        last = now
        lastSeconds = position.seconds
    }

    /// Counts a batch, and answers with a report where one is due.
    mutating func tick(
        at position: TrainingPosition, images: Int, elboSum: Double, now: ContinuousClock.Instant = .now
    ) -> TrainingProgress? {
        self.images += images
        self.elboSum += elboSum
        let seconds = position.seconds - lastSeconds
        guard last.duration(to: now) >= Self.interval, seconds > 0 else { return nil }
        defer {
            last = now
            lastSeconds = position.seconds
            self.images = 0
            self.elboSum = 0
        }
        let rate = Double(self.images) / seconds
        return TrainingProgress(
            step: position.step, epoch: position.epoch, batch: position.batch, totalSteps: totalSteps,
            totalEpochs: totalEpochs, imagesSeen: position.imagesSeen, imagesPerSecond: rate,
            recentELBO: self.elboSum / Double(self.images),
            secondsRemaining: Double(max(0, totalImages - position.imagesSeen)) / rate)
    }
}
