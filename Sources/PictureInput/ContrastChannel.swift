import Pictures

/// The one number a pixel in which a picture's shape stands out most, from 0 to 1.
enum ContrastChannel {
    /// What the numbers are.
    enum Kind: Sendable, Equatable {
        /// How light a pixel is, or where it lies on the axis of colours with most contrast.
        case colour
        /// How transparent a pixel is.
        case transparency
    }

    /// Opaque pixels whose colours differ by less than this are of one colour: then the shape lies in the opacity.
    private static let oneColour = 0.1

    static func of(_ picture: PixelPicture) -> (field: GreyField, kind: Kind) {
        let pixels = picture.width * picture.height
        let isOpaque = (0..<pixels).map { picture.rgba[$0 * 4 + 3] > 127 }
        let opaque = isOpaque.count { $0 }
        var ground = SIMD3<Double>(repeating: 1)
        if opaque < pixels, opaque > 0 {
            let (mean, spread) = colours(of: picture, where: isOpaque)
            if spread < oneColour {
                let opacities = (0..<pixels).map { 1 - Double(picture.rgba[$0 * 4 + 3]) / 255 }
                return (
                    GreyField(width: picture.width, height: picture.height, values: opacities), .transparency
                )
            }
            ground = mean
        }
        let colours = (0..<pixels).map { pixel in
            let opacity = Double(picture.rgba[pixel * 4 + 3]) / 255
            return color(pixel, of: picture) * opacity + ground * (1 - opacity)
        }
        let axis = axisOfMostContrast(colours, width: picture.width, height: picture.height)
        // From 0 to 1, whichever signs the axis has.
        let lowest = axis.replacing(with: 0, where: axis .> 0).sum()
        let span = axis.replacing(with: -axis, where: axis .< 0).sum()
        let values = colours.map { (($0 * axis).sum() - lowest) / span }
        return (GreyField(width: picture.width, height: picture.height, values: values), .colour)
    }

    private static func color(_ pixel: Int, of picture: PixelPicture) -> SIMD3<Double> {
        SIMD3(
            Double(picture.rgba[pixel * 4]), Double(picture.rgba[pixel * 4 + 1]),
            Double(picture.rgba[pixel * 4 + 2])) / 255
    }

    /// The mean colour of pixels and their root mean square distance from it.
    private static func colours(
        of picture: PixelPicture, where mask: [Bool]
    ) -> (mean: SIMD3<Double>, spread: Double) {
        let chosen = mask.indices.filter { mask[$0] }
        let mean =
            chosen.reduce(SIMD3<Double>.zero) { $0 + color($1, of: picture) } / Double(max(1, chosen.count))
        let variance = chosen.reduce(0.0) { sum, pixel in
            let difference = color(pixel, of: picture) - mean
            return sum + (difference * difference).sum()
        }
        return (mean, (variance / Double(max(1, chosen.count))).squareRoot())
    }

    /// The first principal axis of the colours' differences from their surroundings, positive as a whole.
    ///
    /// The differences, not the colours: so light that changes over the page does not take the axis for itself.
    ///
    /// Source: K. Pearson, On lines and planes of closest fit, 1901; found by power iteration.
    private static func axisOfMostContrast(
        _ colours: [SIMD3<Double>], width: Int, height: Int
    ) -> SIMD3<Double> {
        let all = [Bool](repeating: true, count: colours.count)
        let radius = max(2, min(width, height) / 8)
        let differences = (0..<3).map { channel in
            let field = GreyField(width: width, height: height, values: colours.map { $0[channel] })
            return zip(field.values, field.local(radius: radius, among: all).means).map { $0 - $1 }
        }
        var covariance = [SIMD3<Double>](repeating: .zero, count: 3)
        for index in colours.indices {
            let difference = SIMD3(differences[0][index], differences[1][index], differences[2][index])
            for channel in 0..<3 { covariance[channel] += difference[channel] * difference }
        }
        let strongest = (0..<3).max { covariance[$0][$0] < covariance[$1][$1] } ?? 0
        var axis = covariance[strongest]
        guard axis[strongest] > 1e-9 * Double(colours.count) else { return SIMD3(repeating: 1) }
        for _ in 0..<50 {
            let next = covariance[0] * axis.x + covariance[1] * axis.y + covariance[2] * axis.z
            axis = next / (next * next).sum().squareRoot()
        }
        return axis.sum() < 0 ? -axis : axis
    }
}
