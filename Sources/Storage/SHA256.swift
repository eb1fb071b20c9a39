import CNettle
public import Foundation

/// The SHA-256 of bytes that come piece by piece.
///
/// ```swift
/// var hash = SHA256()
/// hash.update([97, 98])
/// hash.update([99])
/// hash.hexadecimal()  // "ba7816bf…", as of [97, 98, 99]
/// ```
public struct SHA256 {
    private var state = sha256_ctx()

    public init() { nettle_sha256_init(&state) }

    /// The hash of `bytes`, as 64 hexadecimal digits.
    public static func hexadecimal(_ bytes: some ContiguousBytes) -> String {
        var hash = SHA256()
        hash.update(bytes)
        return hash.hexadecimal()
    }

    /// Takes the next piece.
    public mutating func update(_ bytes: some ContiguousBytes) {
        bytes.withUnsafeBytes {
            nettle_sha256_update(&state, $0.count, $0.bindMemory(to: UInt8.self).baseAddress)
        }
    }

    /// The hash of all pieces, as 64 hexadecimal digits.
    public consuming func hexadecimal() -> String {
        let digits = Array("0123456789abcdef".utf8)
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Int(SHA256_DIGEST_SIZE)) { digest in
            finish_sha256(&state, digest.baseAddress)
            return String(
                decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
        }
    }
}
