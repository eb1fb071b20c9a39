/// A layer with parameters between two feature maps, for a fixed number of images.
protocol Layer: AnyObject {
    /// The names of the library's code for its products.
    var implementations: [String] { get }

    /// Takes the parameters over from their place.
    func load() throws(VAEError)

    /// From the input's values to the output's.
    func forward() throws(VAEError)

    /// From the output's gradient to the input's; the parameters' is added to the sum in hand.
    func backward() throws(VAEError)

    /// Begins a sum of the parameters' gradients.
    func clearGradient()

    /// Leaves the sum of at least one way back in the gradient's place.
    func storeGradient() throws(VAEError)
}
