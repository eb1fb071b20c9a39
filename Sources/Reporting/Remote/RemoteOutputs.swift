import Foundation
import Likelihoods

/// The decoder's outputs from the means of p(x|z), which are all that another program gives.
struct RemoteOutputs {
    private let likelihood: any Likelihood
    /// Means that are nearer to 0 or 1 cannot be told from these.
    private static let edge: Float = 1e-6
    /// The outputs at those, where they are logits.
    private static let widest: Float = 40

    init(_ likelihood: any Likelihood) {
        self.likelihood = likelihood
    }

    /// Whether outputs are the means themselves.
    private var areMeans: Bool { !["bernoulli", "continuous-bernoulli"].contains(likelihood.name) }

    func outputs(ofMeans means: [Float]) -> [Float] {
        if areMeans { return means }
        let held = means.map { min(max($0, Self.edge), 1 - Self.edge) }
        if likelihood.name == "bernoulli" { return held.map { log($0 / (1 - $0)) } }
        // The mean grows with the output, so that halving finds it.
        var low = [Float](repeating: -Self.widest, count: held.count)
        var high = [Float](repeating: Self.widest, count: held.count)
        for _ in 0..<32 {
            let middle = zip(low, high).map { ($0 + $1) / 2 }
            var found = middle
            found.withUnsafeMutableBufferPointer { buffer in
                if let base = buffer.baseAddress { likelihood.makeMeans(base, count: buffer.count) }
            }
            for place in held.indices {
                if found[place] < held[place] {
                    low[place] = middle[place]
                } else {
                    high[place] = middle[place]
                }
            }
        }
        return zip(low, high).map { ($0 + $1) / 2 }
    }

    /// The derivative of the output by the mean; not of a continuous Bernoulli.
    func slope(ofMean mean: Float) -> Float {
        if areMeans { return 1 }
        let held = min(max(mean, Self.edge), 1 - Self.edge)
        return 1 / (held * (1 - held))
    }
}
