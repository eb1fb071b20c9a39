public import Foundation

/// The real MNIST and Fashion-MNIST files, which some tests measure against.
///
/// They are looked for in the folder that `VAE_VIZ_TEST_DATA` names, else in `../shared/data` beside the
/// package. Tests that need them are skipped where they are absent.
public enum RealData {
    /// The folder that holds `mnist/` and `fashion-mnist/`; `nil` where there is none.
    public static let folder: URL? = {
        let package = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let named = ProcessInfo.processInfo.environment["VAE_VIZ_TEST_DATA"].map { URL(fileURLWithPath: $0) }
        let folder = named ?? package.deletingLastPathComponent().appendingPathComponent("shared/data")
        return FileManager.default.fileExists(atPath: folder.appendingPathComponent("mnist").path)
            ? folder : nil
    }()

    public static var isPresent: Bool { folder != nil }

    /// What a skipped test says.
    public static let absence =
        "MNIST is not in ../shared/data, and VAE_VIZ_TEST_DATA names no folder that has it"
}
