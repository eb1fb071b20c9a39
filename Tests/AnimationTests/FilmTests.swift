import Foundation
import Testing

@testable import Animation

@Suite struct FilmTests {
    /// A PNG of 1 x 1 pixel, as small as they come.
    private static let png = Data(
        base64Encoded:
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
    )

    private static let hasProgram = (try? Film()) != nil

    @Test func saysWhatIsMissing() {
        let error = #expect(throws: FilmError.self) { try Film(searchPath: "/nowhere-at-all:/proc") }
        #expect(error == .noProgram)
        #expect(error?.description.contains("apt-get install ffmpeg") == true)
        #expect(error?.description.contains("\n") == false)
    }

    @Test(.enabled(if: hasProgram, "needs ffmpeg"))
    func makesAPNGsWithTheGivenDelays() throws {
        let png = try #require(Self.png)
        let bytes = try Film().encode(as: .apng, durations: [0.16, 0.5, 1.23]) { _ in [UInt8](png) }
        // Of each frame control chunk the delay: two numbers of 16 bits, from byte 20 of its data.
        var delays: [Double] = []
        var rest = [UInt8](bytes)[...]
        while let found = rest.firstRange(of: Array("fcTL".utf8)) {
            let delay = rest[(found.upperBound + 20)...].prefix(4).map(Double.init)
            delays.append((delay[0] * 256 + delay[1]) / (delay[2] * 256 + delay[3]))
            rest = rest[found.upperBound...]
        }
        #expect(delays.last.map { abs($0 - 1.23) < 0.006 } == true)
        #expect(delays.first.map { abs($0 - 0.16) < 0.006 } == true)
    }

    @Test func playsAsOftenAsIsAsked() {
        func told(_ format: AnimationFormat, _ option: String, _ plays: Int) -> String? {
            let words = format.encoding(AnimatedGIF.Loops(plays: plays))
            return words.firstIndex(of: option).map { words[$0 + 1] }
        }
        #expect([0, 1, 7].map { told(.apng, "-plays", $0) } == ["0", "1", "7"])
        #expect([0, 1, 7].map { told(.webp, "-loop", $0) } == ["0", "1", "7"])
        #expect(AnimatedGIF.Loops(plays: -3) == .forever && AnimatedGIF.Loops(plays: 1) == .once)
        #expect(AnimatedGIF.Loops.times(1 << 40).plays == 65_536)
    }

    @Test(.enabled(if: hasProgram, "needs ffmpeg"))
    func passesOnWhatTheProgramSays() {
        let error = #expect(throws: FilmError.self) {
            try Film().encode(as: .apng, durations: [1]) { _ in [1, 2, 3] }
        }
        #expect(error?.description.hasPrefix("ffmpeg could not make the animation: ") == true)
    }
}
