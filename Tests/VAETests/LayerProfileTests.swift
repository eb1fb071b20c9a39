import Testing

@testable import VAE

@Suite struct LayerProfileTests {
    @Test func countsTheArticlesOperations() throws {
        let profile = try Architecture().profile(images: 1, rounds: 1)
        #expect(profile.map(\.name) == (try Architecture().layers.map(\.name)))
        #expect(profile.allSatisfy { $0.forward > 0 && $0.backward > 0 })
        // Forward and twice as much back: 32.7 million for a training image, but for the first layer, whose
        // input needs no gradient.
        let total = 3 * profile.reduce(0) { $0 + $1.operations }
        #expect(abs(total - 32.7e6) < 0.2e6)
    }

    @Test(arguments: [
        ("jit:avx2", false), ("jit:avx512_core", false), ("brgconv:avx512_core", false),
        ("jit_1x1:avx2", false), ("gemm:jit", true), ("ref:any", true), ("", true),
    ])
    func knowsSlowCode(name: String, isSlow: Bool) {
        #expect(LayerProfile.isSlow(name) == isSlow)
    }
}
