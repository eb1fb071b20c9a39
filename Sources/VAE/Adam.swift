import CKernels
import Foundation

/// Adam's running moments of the gradient, and the update they give.
///
/// Source: D. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization" (2015), algorithm 1 in the form
/// given just before section 2.1, whose "epsilon hat" is `epsilon`; the constants are Keras's.
struct Adam {
    static let beta1 = 0.9, beta2 = 0.999, epsilon: Float = 1e-7

    /// The running means of the gradient and of its square, in the parameters' order.
    let firstMoment: Buffer, secondMoment: Buffer

    init(firstMoment: Parameters, secondMoment: Parameters) throws(VAEError) {
        self.firstMoment = try Buffer(firstMoment.flat)
        self.secondMoment = try Buffer(secondMoment.flat)
    }

    /// The step size of the `step`th update, from 1, with the moments' bias towards 0 corrected.
    static func stepSize(learningRate: Float, step: Int) -> Float {
        let t = Double(step)
        return Float(Double(learningRate) * (1 - pow(beta2, t)).squareRoot() / (1 - pow(beta1, t)))
    }

    /// Updates `parameters` in `range`, from the first of `gradients` after the others were added to it in
    /// their order.
    ///
    ///     m = beta1 m + (1 - beta1) gradient,  v = beta2 v + (1 - beta2) gradient^2
    ///     parameter = parameter - step size m / (sqrt(v) + epsilon)
    func update(_ parameters: Buffer, gradients: [Buffer], stepSize: Float, in range: Range<Int>) {
        guard let sum = gradients.first else { return }
        // Buffers end on whole vectors of memory, so the last vector may reach past the last parameter.
        let width = kernel_lanes
        let (start, count) = (range.lowerBound, (range.count + width - 1) / width * width)
        for other in gradients.dropFirst() {
            add(other.start + start, to: sum.start + start, count: count)
        }
        adam_update(
            sum.start + start, count, Float(1 - Adam.beta1), Float(1 - Adam.beta2), stepSize, Adam.epsilon,
            parameters.start + start, firstMoment.start + start, secondMoment.start + start)
    }
}
