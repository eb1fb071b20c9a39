import Foundation

/// Showing a file to the user.
enum Browser {
    /// Opens a file with the desktop's program for it; a machine without one is told of the file by its path.
    static func open(_ file: URL) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        #if os(macOS)
        process.arguments = ["open", file.path]
        #else
        process.arguments = ["xdg-open", file.path]
        #endif
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
            process.waitUntilExit()
            if process.terminationStatus != 0 { throw CocoaError(.executableNotLoadable) }
        } catch {
            Console.diagnose("no program here opens web pages; open the report by hand")
        }
    }
}
