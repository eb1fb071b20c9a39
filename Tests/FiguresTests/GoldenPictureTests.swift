import Drawing
import Foundation
import LatentSpace
import Storage
import Testing

@testable import Figures

/// A handful of figures against pictures of them that a person has looked at, in `Goldens/`.
///
/// No more than one pixel in a thousand may be off by more than 40 of 255 in a channel: letters are drawn a little
/// otherwise by other versions of Cairo and of the typeface, and a line that moved is more than that. Where a figure
/// is to look otherwise, `VAE_VIZ_WRITE_GOLDENS=1` writes them anew; look at each.
@Suite struct GoldenPictureTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Goldens")
    private static let tolerance = 40, share = 0.001

    private static func figure(_ name: String) -> any Figure {
        var samples = Samples()
        switch name {
        case "latent-grid": return samples.grid(classes: Samples.fashion)
        case "many-classes":
            return samples.posterior(ClassNames((0..<62).map { "\($0)" }), present: Array(0..<62))
        case "patch": return samples.patch(classes: Samples.fashion)
        case "interpolation":
            let (start, end) = Samples.ends()
            return InterpolationFigure(
                from: start, to: end,
                paths: [samples.path("linear", count: 12), samples.path("geodesic", count: 12, bend: 0.5)],
                backdrop: samples.points(400, classes: 10), classes: Samples.fashion, moment: samples.moment)
        default: return samples.traversals(dimensions: 5)
        }
    }

    @Test(arguments: ["latent-grid", "many-classes", "patch", "interpolation", "traversals"])
    func looksAsItDid(name: String) throws {
        let file = Self.folder.appendingPathComponent(name + ".png")
        let picture = Self.figure(name).picture()
        if ProcessInfo.processInfo.environment["VAE_VIZ_WRITE_GOLDENS"] != nil {
            try AtomicFile.createFolder(Self.folder)
            try AtomicFile.write(try picture.png(), to: file)
        }
        let golden = try PixelImage(png: [UInt8](try AtomicFile.read(file))), drawn = try picture.pixels()
        #expect((drawn.width, drawn.height) == (golden.width, golden.height))
        guard drawn.rgb.count == golden.rgb.count else { return }
        let isOff = (0..<drawn.width * drawn.height).map { pixel in
            (3 * pixel..<3 * pixel + 3).contains {
                abs(Int(drawn.rgb[$0]) - Int(golden.rgb[$0])) > Self.tolerance
            }
        }
        let off = isOff.count { $0 }
        guard Double(off) > Self.share * Double(isOff.count) else { return }
        // Where they differ, in red on what is drawn now, made pale.
        let kept = FileManager.default.temporaryDirectory.appendingPathComponent(
            "vae-viz-\(name)-difference.png")
        var palette: [UInt8] = []
        for shade in 0..<255 { palette += Array(repeating: UInt8(128 + shade / 2), count: 3) }
        palette += [220, 0, 0]
        let indices = isOff.indices.map { pixel -> UInt8 in
            isOff[pixel] ? 255 : UInt8(min(254, Int(drawn.rgb[3 * pixel + 1])))
        }
        try AtomicFile.write(
            try PNGFile.encoded(width: drawn.width, height: drawn.height, indices: indices, palette: palette),
            to: kept)
        Issue.record("\(name): \(off) of \(isOff.count) pixels differ, see \(kept.path)")
    }
}
