import Foundation
import Storage

/// What the numbers of arrays mean as intensities: found from all of them, so that both parts of a data set are read
/// alike.
enum ArrayIntensities: Equatable {
    /// Whole numbers or fractions from 0 to 255, rounded.
    case bytes(isRounded: Bool)
    /// Truth values: paper or full ink.
    case flags
    /// From 0 to 1, and from -1 to 1.
    case shares, signedShares
    /// From 0 to the greatest number of 10 to 16 bits.
    case wide(Int)
    /// Any other range, with numbers below 0.
    case stretched(least: Double, greatest: Double)

    /// What may be beyond 0 and 1 by rounding.
    private static let tolerance = 1e-4
    private static let wideRanges = [10, 12, 14, 15, 16].map { 1 << $0 - 1 }

    /// - Throws: `FileError` of kind `damaged` for numbers that are no intensities.
    init(of arrays: [NPYArray]) throws(FileError) {
        if arrays.allSatisfy({ $0.header.element.isByte }) {
            self = .bytes(isRounded: false)
            return
        }
        if arrays.allSatisfy({ $0.header.element.kind == .boolean }) {
            self = .flags
            return
        }
        var least = Double.infinity, greatest = -Double.infinity, isWhole = true
        for array in arrays where array.header.count > 0 {
            var isFinite = true
            try array.forEachNumber { number in
                if !number.isFinite { isFinite = false }
                least = min(least, number)
                greatest = max(greatest, number)
                if number != number.rounded() { isWhole = false }
            }
            guard isFinite else {
                throw FileError(
                    .damaged, at: array.location,
                    "a pixel that is no finite number; take it out, by numpy.nan_to_num say")
            }
        }
        let hasFractions = arrays.contains { $0.header.element.kind == .floating }
        let location = arrays.first?.location ?? ""
        func damaged() -> FileError {
            FileError(
                .damaged, at: location,
                "pixels from \(Self.text(least)) to \(Self.text(greatest)); intensities go from 0 to 1, from -1 to 1, "
                    + "from 0 to 255, or up to 65535")
        }
        if hasFractions, least >= -Self.tolerance, greatest <= 1 + Self.tolerance {
            self = .shares
        } else if hasFractions, least >= -1 - Self.tolerance, greatest <= 1 + Self.tolerance {
            self = .signedShares
        } else if least >= 0, greatest <= 255 {
            self = .bytes(isRounded: !isWhole)
        } else if least >= 0 {
            guard let top = Self.wideRanges.first(where: { Double($0) >= greatest }) else { throw damaged() }
            self = .wide(top)
        } else {
            guard hasFractions, greatest > least, greatest - least < 1e30 else { throw damaged() }
            self = .stretched(least: least, greatest: greatest)
        }
    }

    /// What was done, for people; `nil` where nothing was.
    var note: String? {
        switch self {
        case .bytes(let isRounded): isRounded ? "pixels are fractions up to 255: rounded" : nil
        case .flags: "pixels are true or false: 255 or 0"
        case .shares: "pixels go from 0 to 1: scaled to 0 to 255"
        case .signedShares: "pixels go from -1 to 1: scaled to 0 to 255"
        case .wide(let top): "pixels go from 0 to \(top): scaled to 0 to 255"
        case .stretched(let least, let greatest):
            "pixels go from \(Self.text(least)) to \(Self.text(greatest)): stretched to 0 to 255"
        }
    }

    /// Whether the numbers of an array are intensities as they are.
    func isPlain(in array: NPYArray) -> Bool {
        array.header.element.isByte && self == .bytes(isRounded: false)
    }

    /// The intensities of an array that is in memory, in its order.
    func intensities(of array: NPYArray) throws(FileError) -> [UInt8] {
        guard !isPlain(in: array) else { return try array.content.read(0..<array.content.count) }
        // Written as factor and offset, so that there is one loop.
        let (factor, offset): (Double, Double) =
            switch self {
            case .bytes: (1.0, 0.0)
            case .flags, .shares: (255, 0)
            case .signedShares: (127.5, 127.5)
            case .wide(let top): (255 / Double(top), 0)
            case .stretched(let least, let greatest):
                (255 / (greatest - least), -255 * least / (greatest - least))
            }
        return try array.content.withBytes(0..<array.content.count) { bytes in
            [UInt8](unsafeUninitializedCapacity: array.header.count) { output, initialized in
                array.header.element.forEachNumber(in: UnsafeRawBufferPointer(bytes)) { number in
                    output[initialized] = UInt8(max(0, min(255, (number * factor + offset).rounded())))
                    initialized += 1
                }
            }
        }
    }

    private static func text(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e9 ? "\(Int(number))" : String(format: "%.3g", number)
    }
}
