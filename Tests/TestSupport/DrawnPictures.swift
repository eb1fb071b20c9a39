public import Datasets
import PictureInput
public import Pictures
import Randomness

/// Pictures such as people take, of digits whose every pixel is known.
public enum DrawnPictures {
    /// Digits of the built-in data set.
    public static let digits = Digits.test(count: 12)
    /// Their pixels, image by image; of images in memory reading cannot fail.
    private static let inks = (0..<digits.count).map { (try? digits.image(at: $0)) ?? [] }

    /// The stroke widths that are usual among them.
    public static let strokeWidths = StrokeWidth.usual(
        in: inks.map { $0.map { $0 > 127 } }, side: 28)

    /// How a digit is shown.
    public enum Scene: String, CaseIterable, Sendable {
        case scan, unevenLight, pencil, sheetOnTable, tableInCorner, whiteOnTransparent, redOnGreen, chalk
        case notebook, small, asInDataSet
    }

    /// A digit as a picture of at most 360 pixels a side.
    public static func picture(of index: Int, as scene: Scene) -> PixelPicture {
        var chance = SeededGenerator(seed: UInt64(index), stream: 7)
        func grain(_ amount: Double) -> Double { amount * chance.normal() }
        switch scene {
        case .scan:
            return drawn(index, width: 240, height: 320, size: 130, x: 80, y: 150) { ink, _, _ in
                .one - 0.95 * ink
            }
        case .unevenLight, .pencil:
            let depth = scene == .pencil ? 0.3 : 0.75
            return drawn(index, width: 240, height: 320, size: 130, x: 40, y: 90) { ink, x, y in
                let light = 0.95 - 0.3 * y - 0.2 * x
                return SIMD3(repeating: light * (1 - depth * ink) + grain(0.02))
            }
        case .sheetOnTable:
            return drawn(index, width: 360, height: 270, size: 100, x: 130, y: 80) { ink, x, y in
                let (across, down) = (360 * x - 180, 270 * y - 135)
                let isSheet = abs(across + 0.15 * down) < 120 && abs(down - 0.15 * across) < 85
                let light = 0.9 - 0.25 * x
                return isSheet
                    ? SIMD3(repeating: light * (1 - 0.8 * ink) + grain(0.02))
                    : SIMD3(0.3, 0.2, 0.12) * light + grain(0.02)
            }
        case .tableInCorner:
            return drawn(index, width: 240, height: 320, size: 130, x: 60, y: 75) { ink, x, y in
                240 * x + 320 * y > 500 || y > 0.94
                    ? SIMD3(0.3, 0.2, 0.1) : SIMD3(repeating: (0.6 + 0.3 * x) * (1 - 0.8 * ink))
            }
        case .whiteOnTransparent:
            return drawn(index, width: 150, height: 200, size: 100, x: 35, y: 20, opacity: { $0 }) {
                _, _, _ in .one
            }
        case .redOnGreen:
            // Of equal luminance by the weights of ITU-R BT.601.
            return drawn(index, width: 150, height: 200, size: 125, x: 10, y: 45) { ink, _, _ in
                ink * SIMD3(1, 0, 0) + (1 - ink) * SIMD3(0, 0.509, 0)
            }
        case .chalk:
            return drawn(index, width: 320, height: 240, size: 150, x: 65, y: 45) { ink, x, _ in
                (0.1 + 0.3 * x) * SIMD3(0.8, 1, 0.9) + 0.45 * ink + grain(0.02)
            }
        case .notebook:
            return drawn(index, width: 300, height: 300, size: 150, x: 65, y: 60) { ink, x, y in
                let rule = Int(300 * y) % 20 == 0 ? 1 - ink : 0
                return (0.95 - 0.15 * x) * (1 - 0.8 * ink) - rule * SIMD3(0.25, 0.15, 0)
            }
        case .small:
            return drawn(index, width: 40, height: 40, size: 32, x: 5, y: 2) { ink, _, _ in .one - ink }
        case .asInDataSet:
            return drawn(index, width: 28, height: 28, size: 28, x: 0, y: 0) { ink, _, _ in
                SIMD3(repeating: ink)
            }
        }
    }

    /// Paints a picture: `color` takes how much of a pixel is ink and its place, each from 0 to 1.
    private static func drawn(
        _ index: Int, width: Int, height: Int, size: Double, x: Double, y: Double,
        opacity: (Double) -> Double = { _ in 1 }, color: (Double, Double, Double) -> SIMD3<Double>
    ) -> PixelPicture {
        let pixels = inks[index]
        func ink(_ row: Int, _ column: Int) -> Double {
            (0..<28).contains(row) && (0..<28).contains(column) ? Double(pixels[row * 28 + column]) / 255 : 0
        }
        var rgba: [UInt8] = []
        for row in 0..<height {
            for column in 0..<width {
                // Linear between the digit's pixels, then made as sharp as the picture is large.
                let u = (Double(column) + 0.5 - x) / size * 28 - 0.5,
                    v = (Double(row) + 0.5 - y) / size * 28 - 0.5
                let (left, top) = (Int(u.rounded(.down)), Int(v.rounded(.down)))
                let (across, down) = (u - u.rounded(.down), v - v.rounded(.down))
                let upper = ink(top, left) * (1 - across) + ink(top, left + 1) * across
                let lower = ink(top + 1, left) * (1 - across) + ink(top + 1, left + 1) * across
                let smooth = upper * (1 - down) + lower * down
                let sharp = min(1, max(0, 0.5 + (smooth - 0.5) * max(1, size / 70)))
                let painted = color(sharp, Double(column) / Double(width), Double(row) / Double(height))
                for value in [painted.x, painted.y, painted.z, opacity(sharp)] {
                    rgba.append(UInt8((min(1, max(0, value)) * 255).rounded()))
                }
            }
        }
        return PixelPicture(width: width, height: height, rgba: rgba)
    }
}

extension PixelPicture {
    /// A grey picture by the lightness of each pixel.
    public init(width: Int, height: Int, lightness: (_ row: Int, _ column: Int) -> UInt8) {
        self.init(
            width: width, height: height,
            rgba: (0..<width * height).flatMap { index -> [UInt8] in
                let value = lightness(index / width, index % width)
                return [value, value, value, 255]
            })
    }
}
