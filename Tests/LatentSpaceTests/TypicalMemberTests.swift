import LatentSpace
import Testing

@Suite struct TypicalMemberTests {
    /// Two clusters of class 0 at -1 and 1, and class 1 between them, around 0.
    private let codes: [Float] = [-1.1, -1, -0.9, 0.9, 1, 1.1, 1.2, 0.01, -0.1, 0, 0.1]
    private let labels: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1]

    @Test func liesInAClusterOfItsClassNotBetweenThem() {
        // The code 0.01 is nearer to the mean of class 0 than any other of its class, but stands among class 1.
        let index = TypicalMember.index(
            ofClass: 0, codes: codes, labels: labels, dimensions: 1, neighbours: 3)
        #expect(index == 3)
        #expect(
            TypicalMember.index(ofClass: 1, codes: codes, labels: labels, dimensions: 1, neighbours: 1) == 9)
    }

    @Test func usesEveryDimension() {
        let codes: [Float] = [0, 0, 9, 1, 0, 0, 2, 0, 0]
        #expect(TypicalMember.index(ofClass: 0, codes: codes, labels: [0, 0, 0], dimensions: 3) == 1)
    }

    @Test func aClassWithoutImagesHasNone() {
        #expect(TypicalMember.index(ofClass: 7, codes: codes, labels: labels, dimensions: 1) == nil)
        #expect(TypicalMember.index(ofClass: 0, codes: [], labels: [], dimensions: 2) == nil)
    }
}
