import Foundation
import Pictures
import Storage

/// What the beginning of a file tells: whether it is a picture, and how large.
enum PictureHead: Sendable, Equatable {
    /// No picture, and nothing that its name would make one.
    case other
    case picture(width: Int, height: Int)
    /// A picture by its content that cannot be read: why.
    case unreadable(String)
    /// A picture by nothing but its name: what it is.
    case named(String)

    /// Names of pictures end so, whether their formats are read or not.
    private static let endings: Set<String> = [
        "png", "jpg", "jpeg", "jpe", "jfif", "webp", "gif", "bmp", "tif", "tiff", "heic", "heif", "avif",
    ]

    /// Looks at the file at a path.
    init(of path: String) {
        let isNamed = Self.endings.contains(URL(fileURLWithPath: path).pathExtension.lowercased())
        guard let start = Self.beginning(of: path, count: 64) else {
            self = isNamed ? .named("could not be read; check its permissions") : .other
            return
        }
        guard PictureFormat(firstBytes: start) != nil || isNamed else {
            self = .other
            return
        }
        do throws(PictureError) {
            let size: (width: Int, height: Int)
            if let known = try? PixelPicture.size(ofFile: Self.beginning(of: path, count: 1 << 16) ?? start) {
                size = known
            } else {
                // A photo may have much before its size.
                let file = (try? AtomicFile.read(URL(fileURLWithPath: path))).map(Array.init)
                size = try PixelPicture.size(ofFile: file ?? start)
            }
            self = .picture(width: size.width, height: size.height)
        } catch {
            // Pictures in formats that are not read are pictures all the same.
            if case .format(let what) = error, !what.hasSuffix(" picture") {
                self = .named(error.description)
            } else {
                self = .unreadable(error.description)
            }
        }
    }

    /// Whether the file at a path begins as a picture does.
    static func isPicture(_ path: String) -> Bool {
        beginning(of: path, count: 64).flatMap { PictureFormat(firstBytes: $0) } != nil
    }

    /// The first bytes of a file, at most `count`; `nil` where it cannot be read.
    private static func beginning(of path: String, count: Int) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var isRead = true
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            while initialized < count, let base = buffer.baseAddress {
                let received = Foundation.read(descriptor, base + initialized, count - initialized)
                if received < 0 && errno == EINTR { continue }
                isRead = received >= 0
                guard received > 0 else { break }
                initialized += received
            }
        }
        return isRead ? bytes : nil
    }
}
