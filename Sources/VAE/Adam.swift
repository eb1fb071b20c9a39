import Foundation

/// Adam's running moments of the gradient, and the update they give.
///
/// Source: D. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization" (2015), algorithm 1 in the form
/// given just before section 2.1, whose "epsilon hat" is `epsilon`; the constants are Keras's.
struct Adam {
    static let beta1 = 0.9, beta2 = 0.999, epsilon: Float = 1e-7

    /// The running means of the gradient and of its square, in the parameters' order.
    let firstMoment: Buffer, secondMoment: Buffer

    init(firstMoment: Parameters, secondMoment: Parameters) {
        self.firstMoment = Buffer(firstMoment.flat)
        self.secondMoment = Buffer(secondMoment.flat)
    }

    /// The step size of the `step`th update, from 1, with the moments' bias towards 0 corrected.
    static func stepSize(learningRate: Float, step: Int) -> Float {
        let t = Double(step)
        return Float(Double(learningRate) * (1 - pow(beta2, t)).squareRoot() / (1 - pow(beta1, t)))
    }

    /// Updates `parameters` in `range`; the gradient there is the sum of `gradients`, taken in their order.
    func update(_ parameters: Buffer, gradients: [Buffer], stepSize: Float, in range: Range<Int>) {
        let (m, v) = (firstMoment.start, secondMoment.start)
        let width = Lanes.scalarCount
        let mixing1 = Float(1 - Adam.beta1), mixing2 = Float(1 - Adam.beta2)
        // Buffers end on whole vectors of memory, so the last vector may reach past the last parameter.
        for index in stride(from: range.lowerBound, to: range.upperBound, by: width) {
            var gradient = Lanes.zero
            for buffer in gradients { gradient += load(buffer.start + index) }
            var first = load(m + index), second = load(v + index)
            first += (gradient - first) * mixing1
            second += (gradient * gradient - second) * mixing2
            store(first, m + index)
            store(second, v + index)
            let parameter = parameters.start + index
            store(load(parameter) - stepSize * first / (second.squareRoot() + Adam.epsilon), parameter)
        }
    }
}
