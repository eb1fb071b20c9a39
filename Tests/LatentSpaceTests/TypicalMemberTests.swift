import LatentSpace
import Testing

@Suite struct TypicalMemberTests {
    /// Two clusters of class 0 at -1 and 1, and class 1 between them, around 0.
    private let codes: [Float] = [-1.1, -1, -0.9, 0.9, 1, 1.1, 1.2, 0.01, -0.1, 0, 0.1]
    private let labels: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1]

    @Test func liesInAClusterOfItsClassNotBetweenThem() {
        // The code 0.01 is nearer to the mean of class 0 than any other of its class, but stands among class 1.
        let members = TypicalMember.indices(
            ofClass: 0, codes: codes, labels: labels, dimensions: 1, count: 7, neighbours: 3)
        #expect(members.first == 3)
        #expect(!members.contains(7))
        #expect(
            TypicalMember.indices(
                ofClass: 1, codes: codes, labels: labels, dimensions: 1, count: 1, neighbours: 1) == [9])
    }

    @Test func usesEveryDimension() {
        let codes: [Float] = [0, 0, 9, 1, 0, 0, 2, 0, 0]
        let members = TypicalMember.indices(
            ofClass: 0, codes: codes, labels: [0, 0, 0], dimensions: 3, count: 9)
        #expect(members == [1, 2, 0])
    }

    @Test func aClassWithoutUsableCodesHasNone() {
        #expect(
            TypicalMember.indices(ofClass: 7, codes: codes, labels: labels, dimensions: 1, count: 3).isEmpty)
        #expect(TypicalMember.indices(ofClass: 0, codes: [], labels: [], dimensions: 2, count: 3).isEmpty)
        #expect(
            TypicalMember.indices(
                ofClass: 0, codes: [.nan, 1, .infinity], labels: [0, 0, 0], dimensions: 1, count: 3) == [1])
    }
}
