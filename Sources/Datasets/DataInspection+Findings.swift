extension DataInspection {
    /// Images of a kind are told of where they are at least this share.
    static let notableShare = 0.01
    /// Pictures of ink on paper have fewer pixels between black and white; Fashion-MNIST has 0.49.
    public static let mostShades = 2.0 / 3
    /// Classes count as unequal where the largest is so many times the smallest.
    static let unequalRatio = 10

    /// Why nothing can be learned, and what to do; `nil` where something can.
    public var obstacle: String? {
        guard blankCount == trainCount else { return nil }
        if range.upperBound == 0 {
            return
                "every pixel is 0, there is nothing to learn; intensities from 0 to 1 must be multiplied by 255 "
                + "before they are written as whole numbers"
        }
        if range.lowerBound == range.upperBound {
            return
                "every pixel is \(range.lowerBound), there is nothing to learn; check how the files were written"
        }
        guard isCut, !isColoured else {
            return
                "every training image is of one intensity\(isCut ? " once cut at half" : ""), there is nothing to learn; check how the files were written"
        }
        return
            "all training images are blank or all ink once cut at half intensity, there is nothing to learn; "
            + "stretch their pixels, now from \(range.lowerBound) to \(range.upperBound), so that paper is near 0 and "
            + "ink near 255"
    }

    /// What was found, the gravest first; empty where all is as it should be.
    ///
    /// - Parameter batchSize: images a step.
    public func findings(batchSize: Int) -> [DataFinding] {
        [blank, contrast, inverted, shades, overlap, repeated].compactMap(\.self) + classes
            + [few(batchSize)].compactMap(\.self)
    }

    private var blank: DataFinding? {
        guard isNotable(blankCount, of: trainCount) else { return nil }
        guard isCut, !isColoured else {
            return DataFinding(
                .blank,
                "Blank images: \(blankCount) of \(trainCount) training images are of one intensity"
                    + "\(isCut ? " once cut at half" : ""), and teach nothing.")
        }
        return DataFinding(
            .blank,
            "Blank images: \(blankCount) of \(trainCount) training images are blank or all ink once cut at half "
                + "intensity, and teach nothing; stretch their pixels so that paper is near 0 and ink near 255."
        )
    }

    private var contrast: DataFinding? {
        guard isCut, range.upperBound - range.lowerBound < 128 else { return nil }
        let cut = isColoured ? "is cut to 0 or 1" : "counts as ink"
        return DataFinding(
            .contrast,
            "Little contrast: pixels go only from \(range.lowerBound) to \(range.upperBound), and what is above 127 "
                + "\(cut); stretch them over 0 to 255.")
    }

    private var inverted: DataFinding? {
        guard isCut, !isColoured, inkShare > 0.5 else { return nil }
        return DataFinding(
            .inverted,
            "Dark on light: \(percent(inkShare)) of the pixels count as ink, so that the paper is learned; where "
                + "the shapes are the dark ones, write 255 minus each pixel.")
    }

    private var shades: DataFinding? {
        guard isCut, shadeShare > Self.mostShades else { return nil }
        guard !isColoured else {
            return DataFinding(
                .shades,
                "Shades: \(percent(shadeShare)) of the colours' numbers are between none and full; each is cut at half, "
                    + "which leaves eight colours; --likelihood gaussian keeps all.")
        }
        return DataFinding(
            .shades,
            "Shades: \(percent(shadeShare)) of the pixels are neither black nor white; each is cut at half "
                + "intensity, so that outlines are learned and shades are not.")
    }

    private var overlap: DataFinding? {
        guard isNotable(sharedCount, of: testCount) else { return nil }
        return DataFinding(
            .overlap,
            "Overlap: \(sharedCount) of \(testCount) test images are training images too, so that what is measured "
                + "on them says less of new images; take "
                + (isSplitHere
                    ? "repeated images out of the files, of which some were held back."
                    : "them out of one part."))
    }

    private var repeated: DataFinding? {
        guard isNotable(repeatedCount, of: trainCount) else { return nil }
        return DataFinding(
            .repeated,
            "Repeated images: \(repeatedCount) of \(trainCount) training images equal an earlier one, and count "
                + "more than others; take them out unless that is meant.")
    }

    private var classes: [DataFinding] {
        let present = classCounts.indices.filter { classCounts[$0] > 0 }
        guard isLabelled, let largest = present.max(by: { classCounts[$0] < classCounts[$1] }),
            let smallest = present.min(by: { classCounts[$0] < classCounts[$1] })
        else { return [] }
        if present.count == 1 {
            return [
                DataFinding(
                    .oneClass,
                    "One class: all training images are of class \(name(largest)); what compares classes is left "
                        + "out.")
            ]
        }
        var findings: [DataFinding] = []
        let missing = classCounts.indices.filter { classCounts[$0] == 0 }
        if !missing.isEmpty {
            let others = missing.count > 5 ? " and \(missing.count - 5) more" : ""
            findings.append(
                DataFinding(
                    .missingClasses,
                    "Classes without training images: \(missing.prefix(5).map(name).joined(separator: ", "))"
                        + "\(others); the model never sees one of them."))
        }
        if classCounts[largest] >= Self.unequalRatio * classCounts[smallest] {
            findings.append(
                DataFinding(
                    .unequalClasses,
                    "Unequal classes: \(name(largest)) has \(classCounts[largest]) training images, "
                        + "\(name(smallest)) \(classCounts[smallest]); the large ones take most of the latent space."
                ))
        }
        return findings
    }

    private func few(_ batchSize: Int) -> DataFinding? {
        guard trainCount < batchSize else { return nil }
        return DataFinding(
            .fewImages,
            "Few images: the \(trainCount) training images are less than a batch of \(batchSize), so that an epoch "
                + "is one step; train for many more --epochs.")
    }

    private func isNotable(_ count: Int, of all: Int) -> Bool {
        count > 0 && Double(count) >= Self.notableShare * Double(all)
    }

    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

    private func name(_ label: Int) -> String {
        let name = classNames[label]
        return "\"" + (name.count > 40 ? name.prefix(39) + "…" : name) + "\""
    }
}
