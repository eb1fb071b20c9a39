/// Where the line between ink and paper is drawn.
enum Threshold {
    /// The value that parts values from 0 to 1 into two classes with least variance within, and the share of all
    /// variance that lies between the two, from 0 to 1.
    ///
    /// Source: N. Otsu, A threshold selection method from gray-level histograms, 1979, equations 12 to 18.
    static func otsu(_ values: some Sequence<Double>) -> (value: Double, separability: Double) {
        let bins = 256
        var histogram = [Double](repeating: 0, count: bins)
        for value in values { histogram[min(bins - 1, max(0, Int(value * Double(bins))))] += 1 }
        let count = histogram.reduce(0, +)
        guard count > 0 else { return (0.5, 0) }
        let mean = histogram.indices.reduce(0.0) { $0 + Double($1) * histogram[$1] } / count
        let variance =
            histogram.indices.reduce(0.0) { sum, bin in
                sum + (Double(bin) - mean) * (Double(bin) - mean) * histogram[bin]
            } / count
        guard variance > 0 else { return (0.5, 0) }
        var (below, moment, best) = (0.0, 0.0, 0.0)
        // Where classes lie apart every value between them parts them alike: the middle one is taken.
        var (first, last) = (0, 0)
        for bin in 0..<bins - 1 {
            below += histogram[bin] / count
            moment += Double(bin) * histogram[bin] / count
            guard below > 0, below < 1 else { continue }
            let between = (mean * below - moment) * (mean * below - moment) / (below * (1 - below))
            if between > best * (1 + 1e-9) {
                (best, first, last) = (between, bin, bin)
            } else if between >= best * (1 - 1e-9) {
                last = bin
            }
        }
        return ((Double(first + last) / 2 + 1) / Double(bins), best / variance)
    }

    /// Which pixels are plainly darker than what surrounds them, under light that changes over the picture.
    ///
    /// Sauvola's rule, T = m (1 + k (s / R - 1)), with the contrast measured by the picture itself as Wolf and
    /// Jolion do, T = m - k (1 - s / R) (m - M), so that pale ink is found too: m and s are mean and standard
    /// deviation around the pixel, R is the greatest s, M the darkest value.
    ///
    /// Source: J. Sauvola and M. Pietikäinen, Adaptive document image binarization, Pattern Recognition 33, 2000,
    /// equation 5; C. Wolf and J.-M. Jolion, Extraction and recognition of artificial text in multimedia
    /// documents, Pattern Analysis and Applications 6, 2003, equation 11.
    static func local(_ field: GreyField, radius: Int, among mask: [Bool]) -> [Bool] {
        let (means, variances, _) = field.local(radius: radius, among: mask)
        let deviations = variances.map { $0.squareRoot() }
        let greatest = zip(deviations, mask).reduce(0) { $1.1 ? max($0, $1.0) : $0 }
        let darkest = zip(field.values, mask).reduce(1) { $1.1 ? min($0, $1.0) : $0 }
        guard greatest > 0 else { return mask.map { _ in false } }
        return field.values.indices.map { index in
            let slack = 0.5 * (1 - deviations[index] / greatest) * (means[index] - darkest)
            return mask[index] && field.values[index] < means[index] - max(slack, 0.25 * greatest)
        }
    }
}
