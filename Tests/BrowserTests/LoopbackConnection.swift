import Foundation

/// A stream of bytes to a program that listens on this machine.
///
/// Browsers are driven over plain sockets: it takes little code, and waits for exactly what was asked for.
final class LoopbackConnection {
    private let socket: Int32
    private var received: [UInt8] = []

    /// - Throws: `BrowserFailure` where nobody listens at the port.
    init(port: Int) throws {
        #if canImport(Darwin)
        let kind = SOCK_STREAM
        #else
        let kind = Int32(SOCK_STREAM.rawValue)
        #endif
        let socket = Foundation.socket(AF_INET, kind, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, size) }
        }
        guard status == 0 else {
            close(socket)
            throw BrowserFailure("nothing answers at port \(port)")
        }
        self.socket = socket
        // A browser that hangs fails its test instead of holding up all others.
        var limit = timeval(tv_sec: 120, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(socket) }

    func write(_ text: String) throws {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, 0) }
            guard count > 0 else { throw BrowserFailure("the browser does not listen") }
            bytes = bytes.dropFirst(count)
        }
    }

    /// The bytes before the next `mark`, which is passed over.
    func read(until mark: String) throws -> String {
        let end = Array(mark.utf8)
        while true {
            if let range = received.firstRange(of: end) {
                defer { received.removeSubrange(..<range.upperBound) }
                return String(decoding: received[..<range.lowerBound], as: UTF8.self)
            }
            try receive()
        }
    }

    /// The next bytes.
    func read(count: Int) throws -> Data {
        while received.count < count { try receive() }
        defer { received.removeSubrange(..<count) }
        return Data(received[..<count])
    }

    private func receive() throws {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(socket, &buffer, buffer.count, 0)
        guard count > 0 else { throw BrowserFailure("the browser does not answer") }
        received += buffer[..<count]
    }
}

/// What went wrong with a browser, in words.
struct BrowserFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
