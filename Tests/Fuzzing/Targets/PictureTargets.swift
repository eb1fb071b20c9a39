import Foundation
import Pictures

// Picture files as they come in folders.
extension FuzzTarget {
    static let pictureFile = FuzzTarget(
        name: "picture-file",
        seeds: {
            let palette = try PNGChunks.indexed(
                width: 24, height: 8, indices: (0..<24 * 8).map { UInt8($0 / 7 % 2) })
            let others = SmallPictures.all.compactMap { Data(base64Encoded: $0).map(Array.init) }
            guard others.count == SmallPictures.all.count else { throw Refused() }
            return [palette] + others
        },
        read: { bytes, _ in
            let file = PNGChunks.mended(bytes)
            let size = try? PixelPicture.size(ofFile: file)
            let picture = try PixelPicture(file: file, wantedSide: 8)
            precondition(picture.rgba.count == picture.width * picture.height * 4)
            precondition(size.map { $0 == (picture.originalWidth, picture.originalHeight) } ?? true)
            // What a small file makes large takes too long for every input.
            guard picture.width * picture.height <= 1 << 16 else { return }
            for fit in SquareFit.allCases {
                let square = SquareScaling(side: 8, fit: fit).square(
                    of: picture.laid(over: .white), width: picture.width, height: picture.height, channels: 3,
                    ground: OpaqueColour.white.channels)
                precondition(square.count == 8 * 8 * 3)
            }
        })
}

/// Pictures of 32 x 16 pixels with a red quarter, by Pillow 9.4; the bitmaps byte by byte, the last of 4 x 4.
private enum SmallPictures {
    static let all = [
        SmallPhoto.base64, webP, losslessWebP, animatedWebP, gif, interlacedGIF, bitmap, bitmapInRuns,
        maskedBitmap,
    ]

    static let webP =
        "UklGRjoAAABXRUJQVlA4IC4AAABwAQCdASogABAAAoBCJaADCgFi8AD+7A8f//SKm/xb7yv/7Kx//pLf+1dTUAAA"
    static let losslessWebP =
        "UklGRmAAAABXRUJQVlA4WAoAAAAIAAAAHwAADwAAVlA4TB8AAAAvH8ADAA/wiv93/7/if/7jAWLBZP7S3RlE9H8C"
        + "iucHAEVYSUYaAAAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAA="
    static let animatedWebP =
        "UklGRpYAAABXRUJQVlA4WAoAAAACAAAAHwAADwAAQU5JTQYAAAAAAAAAAABBTk1GOgAAAAAAAAAAAB8AAA8AAGQA"
        + "AAJWUDhMIQAAAC8fwAMAD3CK9Y9wn2J9/kMLYsEkf+ndGUT0P4oHAAAAAABBTk1GKAAAAAAAAAAAAB8AAA8AAGQA"
        + "AABWUDhMDwAAAC8fwAMABxDR//4HIqL/AQA="
    static let gif =
        "R0lGODlhIAAQAIEAAAAAANwUFAAAAAAAACH5BAEAAAAALAAAAAAgABAAQAg+AAMIHEiwYAAACBMqXMiwocOHCQ1K"
        + "HAixosWLCCdOxJhRo0GOIEOKxOjxI8eSBUGiJKhypcCRMGPKnEmTY0AAOw=="
    static let interlacedGIF =
        "R0lGODdhIAAQAIEAAP///9wUFAAAAAAAACwAAAAAIAAQAEAIPgADCBxIsGAAAAgTKlzIsKHDhwkNShwIsaLFiwgn"
        + "TsSYUaNBjiBDisTo8SPHkgVBoiSocqXAkTBjypxJk2NAADs="
    static let bitmap =
        "Qk1+AAAAAAAAAD4AAAAoAAAAIAAAAPD///8BAAEAAAAAAEAAAAATCwAAEwsAAAIAAAAAAAAA////ABQU3AD//wAA//8A"
        + "AP//AAD//wAA//8AAP//AAD//wAA//8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    static let bitmapInRuns =
        "Qk2QAAAAAAAAAD4AAAAoAAAAIAAAABAAAAABAAgAAQAAAFIAAAATCwAAEwsAAAIAAAAAAAAA////ABQU3AAgAAAAIAAA"
        + "ACAAAAAgAAAAIAAAACAAAAAgAAAAIAAAABABEAAAABABEAAAABABEAAAABABEAAAABABEAAAABABEAAAABABEAAAABAB"
        + "EAAAAAAB"
    static let maskedBitmap =
        "Qk1iAAAAAAAAAEIAAAAoAAAABAAAAPz///8BABAAAwAAACAAAAATCwAAEwsAAAAAAAAAAAAAAPgAAOAHAAAfAAAAAPgA"
        + "+P////8A+AD4//////////////////////////8="
}
