import Storage

extension LabelList {
    /// The labels that an array holds: a number or a text an image, in shape [n] or [n, 1], or one 1 among the zeros
    /// of a row, [n, k].
    ///
    /// - Throws: `FileError` of kind `damaged` for other shapes, and for numbers that are not whole.
    init(_ array: NPYArray) throws(FileError) {
        func damaged(_ reason: String) -> FileError { FileError(.damaged, at: array.location, reason) }
        let shape = array.header.shape
        guard let count = shape.first, count > 0, shape.dropFirst().allSatisfy({ $0 == 1 }) else {
            guard let labels = try Self.oneHot(array) else {
                throw damaged("labels of shape \(array.header.form); there must be one for each image")
            }
            self = .numbers(labels)
            return
        }
        guard !array.header.element.isText else {
            self = .texts(try array.texts())
            return
        }
        var numbers: [Double] = []
        numbers.reserveCapacity(count)
        try array.forEachNumber { numbers.append($0) }
        if let wrong = numbers.firstIndex(where: { Int(exactly: $0) == nil }) {
            throw damaged("label \(numbers[wrong]) of image \(wrong) is no whole number")
        }
        let labels = numbers.compactMap { UInt8(exactly: $0) }
        self = labels.count == count ? .numbers(labels) : .texts(numbers.map { "\(Int($0))" })
    }

    /// The place of the only 1 in each row; `nil` where there is not one.
    private static func oneHot(_ array: NPYArray) throws(FileError) -> [UInt8]? {
        let shape = array.header.shape
        guard shape.count == 2, shape[0] > 0, (2...256).contains(shape[1]), !array.header.element.isText
        else {
            return nil
        }
        let strides = array.header.strides
        var ones: [Int] = [], others = 0, place = 0
        try array.forEachNumber { number in
            if number == 1 { ones.append(place) } else if number != 0 { others += 1 }
            place += 1
        }
        guard others == 0, ones.count == shape[0] else { return nil }
        var labels: [Int: UInt8] = [:]
        for place in ones {
            labels[place / strides[0] % shape[0]] = UInt8(place / strides[1] % shape[1])
        }
        return labels.count == shape[0] ? (0..<shape[0]).compactMap { labels[$0] } : nil
    }

    /// The column of shapes in dSprites' `latents_classes`.
    ///
    /// Source: https://github.com/google-deepmind/dsprites-dataset, "Data description".
    ///
    /// - Returns: `nil` where the array is something else.
    static func shapesOfDSprites(_ array: NPYArray) throws(FileError) -> [UInt8]? {
        let shape = array.header.shape
        guard shape.count == 2, shape[1] == 6, !array.header.element.isText else { return nil }
        let strides = array.header.strides
        var numbers: [Double] = []
        try array.forEachNumber { numbers.append($0) }
        let labels = (0..<shape[0]).compactMap { UInt8(exactly: numbers[$0 * strides[0] + strides[1]]) }
        return labels.count == shape[0] && labels.allSatisfy { $0 < 3 } ? labels : nil
    }
}
