import Testing

@testable import LatentSpace

/// Against scikit-learn on the same codes; `Goldens/make-goldens.py` made the numbers.
@Suite struct DisentanglementTests {
    /// A generator that is as easily written in any language.
    private struct Draws {
        var state = 1

        mutating func next() -> Double {
            state = (state * 1_103_515_245 + 12_345) % (1 << 31)
            return Double(state >> 19) / 4096
        }
    }

    /// The matrix of `make-goldens.py`: two categories and two numbers, of which the codes are blends.
    private func sample() -> (codes: [Float], factors: [Factor]) {
        var draws = Draws()
        var codes: [Float] = [], columns: [[Double]] = [[], [], [], []]
        for _ in 0..<600 {
            let kind = (draws.next() * 4).rounded(.down), side = (draws.next() * 2).rounded(.down)
            let size = draws.next(), turn = draws.next()
            let wave = 4 * turn * (1 - turn)
            let first = kind + 1.5 * draws.next(), second = 2 * size - 1 + 0.25 * draws.next()
            let third = 0.5 * side + wave + 0.5 * draws.next(), fourth = size + turn + draws.next()
            codes += [first, second, third, fourth].map { Float(($0 * 1024).rounded(.down) / 1024) }
            for (place, value) in [kind, side, size, turn].enumerated() { columns[place].append(value) }
        }
        let factors = columns.enumerated().map { place, values in
            Factor(name: "f\(place)", isCategory: place < 2, values: values)
        }
        return (codes, factors)
    }

    /// Within 1 % of the reference.
    private func expectNear(
        _ value: Double, _ reference: Double, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(abs(value - reference) <= 0.01 * reference, "\(value)", sourceLocation: sourceLocation)
    }

    @Test func theScoresAreThoseOfTheDefinitions() throws {
        let (codes, factors) = sample()
        let measured = try #require(Disentanglement(codes: codes, dimensions: 4, factors: factors))
        expectNear(measured.mutualInformationGap, 0.404496)
        expectNear(measured.separatedPredictability, 0.340372)
        expectNear(measured.disentanglement, 0.522725)
        expectNear(measured.completeness, 0.544248)
        expectNear(measured.informativeness, 0.709134)
        #expect(measured.images == 600 && measured.learned == 300)
    }

    @Test func theMatricesAreToo() throws {
        let (codes, factors) = sample()
        let measured = try #require(Disentanglement(codes: codes, dimensions: 4, factors: factors))
        let information: [[Double]] = [
            [0.719118, 0.015056, 0.11208, 0.123682], [0.036514, 0.021456, 0.631487, 0.118183],
            [0.031977, 0.419532, 0.117307, 0.223418], [0.038371, 0.028949, 0.158522, 0.149728],
        ]
        let importances: [[Double]] = [
            [0.882847, 0.039621, 0.00238, 0.036691], [0.036371, 0.08672, 0.994457, 0.212364],
            [0.042323, 0.735757, 0.001089, 0.274537], [0.03846, 0.137903, 0.002074, 0.476408],
        ]
        for dimension in 0..<4 {
            for factor in 0..<4 {
                let (told, share) = (measured.information[dimension][factor], information[dimension][factor])
                #expect(abs(told - share) < 2e-6)
                // Splits that part the learning data alike may lie elsewhere.
                #expect(
                    abs(measured.importances[dimension][factor] - importances[dimension][factor]) < 0.01,
                    "\(dimension) \(factor)")
            }
        }
    }

    @Test func aCodeThatIsTheCausesIsDisentangled() throws {
        var draws = Draws()
        let rows = (0..<2000).map { _ in [draws.next(), draws.next()] }
        let factors = (0..<2).map { place in
            Factor(name: "f\(place)", isCategory: false, values: rows.map { $0[place] })
        }
        let codes = rows.flatMap { $0.map { Float($0) } }
        let whole = try #require(Disentanglement(codes: codes, dimensions: 2, factors: factors))
        #expect(whole.mutualInformationGap > 0.9 && whole.separatedPredictability > 0.95)
        #expect(whole.disentanglement > 0.95 && whole.completeness > 0.95 && whole.informativeness > 0.99)
        // Turned by an eighth of a circle, each dimension tells as much of both.
        let turned = rows.flatMap { [Float($0[0] + $0[1]), Float($0[0] - $0[1])] }
        let mixed = try #require(Disentanglement(codes: turned, dimensions: 2, factors: factors))
        #expect(mixed.mutualInformationGap < 0.1 && mixed.separatedPredictability < 0.1)
        #expect(mixed.disentanglement < 0.2 && mixed.informativeness > 0.9)
    }

    @Test func whatCannotBeMeasuredIsNot() {
        let (codes, factors) = sample()
        let same = Factor(name: "same", isCategory: false, values: Array(repeating: 1, count: 600))
        #expect(Disentanglement(codes: codes, dimensions: 4, factors: [factors[0], same]) == nil)
        #expect(Disentanglement(codes: [], dimensions: 4, factors: factors) == nil)
        #expect(Disentanglement(codes: codes, dimensions: 1, factors: factors) == nil)
        var broken = codes
        broken[7] = .nan
        #expect(Disentanglement(codes: broken, dimensions: 4, factors: factors) == nil)
        // A dimension that says nothing tells nothing.
        let flat = codes.enumerated().map { $0.offset % 4 == 3 ? 0 : $0.element }
        let measured = Disentanglement(codes: flat, dimensions: 4, factors: factors + [same])
        #expect(measured?.information[3] == [0, 0, 0, 0] && measured?.factors.count == 4)
        #expect(measured?.importances[3] == [0, 0, 0, 0])
    }
}
