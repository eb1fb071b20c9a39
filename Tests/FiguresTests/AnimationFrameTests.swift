import Drawing
import Testing

@testable import Figures

@Suite struct AnimationFrameTests {
    private static func frame(step: Int, epochs: Int = 10) -> TrainingFrame {
        let moment = Moment(
            dataset: "MNIST", step: step, epoch: 1, batch: step, isEndOfEpoch: false, testELBO: -150)
        return TrainingFrame(
            Picture(width: 300, height: 80) { _ in }, moment: moment, epochs: epochs, stepsPerEpoch: 100)
    }

    /// How many pixels of the bar's middle row are as dark as what is done.
    private func done(_ frame: TrainingFrame) throws -> Int {
        let image = try frame.picture().pixels()
        #expect(image.width == 300 && image.height == 80 + TrainingFrame.footHeight)
        let row = 80 + 4 + 3
        return (0..<image.width).count { image.rgb[(row * image.width + $0) * 3] < 60 }
    }

    @Test func theBarFillsWithTheSteps() throws {
        #expect(try done(Self.frame(step: 0)) == 0)
        let quarter = try done(Self.frame(step: 250)), all = try done(Self.frame(step: 1_000))
        // 260 pixels between the margins, less the marks of nine epochs.
        #expect((55...66).contains(quarter))
        #expect((230...260).contains(all))
    }

    @Test func stepsPastTheEndAndEmptyTrainingsStayOnTheBar() throws {
        #expect(Self.frame(step: 5_000).fraction == 1)
        #expect(Self.frame(step: -3).fraction == 0)
        #expect(Self.frame(step: 1, epochs: 0).fraction == 0.01)
    }

    @Test func samplingShowsOneMoreDrawAFrame() throws {
        var samples = Samples()
        let stage = samples.stage(deviation: 0.1)
        let animation = SamplingAnimation(
            label: 3, classes: Samples.fashion, input: samples.images(1)[0], stage: stage)
        let pictures = try animation.frames()
        #expect(pictures.count == 41)
        let first = try pictures[0].pixels(), second = try pictures[1].pixels()
        #expect(first.width == SamplingAnimation.width && first.height == SamplingAnimation.height)
        #expect(first != second)
        #expect(try second != pictures[2].pixels())
        #expect(animation.alternativeText.contains("40 draws"))
        #expect(animation.alternativeText.contains("0.10 by 0.10"))
    }
}
