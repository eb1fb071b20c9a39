import Foundation

/// WebP and GIF files of 32 x 16 pixels whose first quarter is red, by Pillow 9.4 on libwebp 1.2: on white, but for the
/// clear ones, whose other pixels are transparent, and the red of the WebP half so.
public enum WebPSamples {
    /// With losses; lossless; with EXIF data that turn it to the right; transparent; an animation that goes on in blue.
    public static let lossy = base64(
        """
        UklGRjoAAABXRUJQVlA4IC4AAABwAQCdASogABAAAoBCJaADCgFi8AD+7A8f//SKm/xb7yv/7Kx//pLf+1dTUAAA
        """)
    public static let lossless = base64(
        """
        UklGRiwAAABXRUJQVlA4TB8AAAAvH8ADAA/wiv93/7/if/7jAWLBZP7S3RlE9H8CiucHAA==
        """)
    public static let turned = base64(
        """
        UklGRmAAAABXRUJQVlA4WAoAAAAIAAAAHwAADwAAVlA4TB8AAAAvH8ADAA/wiv93/7/if/7jAWLBZP7S3RlE9H8CiucHAEVYSUYa\
        AAAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAA=
        """)
    public static let clear = base64(
        """
        UklGRigAAABXRUJQVlA4TBwAAAAvH8ADEA8wFMM9FAMY8BALJvOX7s4gov8TUDw/
        """)
    public static let animation = base64(
        """
        UklGRpYAAABXRUJQVlA4WAoAAAACAAAAHwAADwAAQU5JTQYAAAAAAAAAAABBTk1GOgAAAAAAAAAAAB8AAA8AAGQAAAJWUDhMIQAA\
        AC8fwAMAD3CK9Y9wn2J9/kMLYsEkf+ndGUT0P4oHAAAAAABBTk1GKAAAAAAAAAAAAB8AAA8AAGQAAABWUDhMDwAAAC8fwAMABxDR\
        //4HIqL/AQA=
        """)
}

/// See ``WebPSamples``.
public enum GIFSamples {
    public static let plain = base64(
        """
        R0lGODdhIAAQAIEAAP///9wUFAAAAAAAACwAAAAAIAAQAAAIPwADCBxIsGAAAAgTKlwIwKDDgQwjJnz4UKJEig4tRsRoUCNDjgU9\
        LgRJUKRCkhBNqlzJsqXLlzBjypxJsybNgAA7
        """)
    public static let interlaced = base64(
        """
        R0lGODdhIAAQAIEAAP///9wUFAAAAAAAACwAAAAAIAAQAEAIPgADCBxIsGAAAAgTKlzIsKHDhwkNShwIsaLFiwgnTsSYUaNBjiBD\
        isTo8SPHkgVBoiSocqXAkTBjypxJk2NAADs=
        """)
    public static let clear = base64(
        """
        R0lGODlhIAAQAIEAAAAAANwUFAAAAAAAACH5BAEAAAAALAAAAAAgABAAQAg+AAMIHEiwYAAACBMqXMiwocOHCQ1KHAixosWLCCdO\
        xJhRo0GOIEOKxOjxI8eSBUGiJKhypcCRMGPKnEmTY0AAOw==
        """)
    public static let animation = base64(
        """
        R0lGODlhIAAQAIEAAP///9wUFAAAAAAAACH5BAAKAAAALAAAAAAgABAAAAg/AAMIHEiwYAAACBMqXAjAoMOBDCMmfPhQokSKDi1G\
        xGhQI0OOBT0uBElQpEKSEE2qXMmypcuXMGPKnEmzJs2AACH5BAAKAAAALAAAAAAgABAAgQAA/wAAAAAAAAAAAAgnAAEIHEiwoMGD\
        CBMqXMiwocOHECNKnEixosWLGDNq3Mixo8ePEAMCADs=
        """)
}

private func base64(_ text: String) -> [UInt8] { Array(Data(base64Encoded: text) ?? Data()) }
