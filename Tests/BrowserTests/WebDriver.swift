import Foundation

/// The W3C WebDriver protocol over HTTP, as the browsers' drivers speak it.
enum WebDriver {
    /// What a driver answers.
    private struct Reply<Value: Decodable>: Decodable { let value: Value }

    /// One request of HTTP/1.1 on a connection of its own.
    static func send<Value: Decodable>(
        _ port: Int, _ method: String, _ path: String, _ body: String
    ) throws -> Value {
        let connection = try LoopbackConnection(port: port)
        let head = [
            "\(method) \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Content-Type: application/json",
            "Content-Length: \(body.utf8.count)", "Connection: close", "", "",
        ]
        try connection.write(head.joined(separator: "\r\n") + body)
        let answer = try connection.read(until: "\r\n\r\n")
        let length = answer.firstMatch(of: /(?i)content-length: *(\d+)/).flatMap { Int($0.1) }
        let content = try connection.read(count: length ?? 0)
        guard answer.firstMatch(of: /^HTTP\/1\.[01] 200/) != nil else {
            throw BrowserFailure("\(path): \(String(decoding: content.prefix(600), as: UTF8.self))")
        }
        return try JSONDecoder().decode(Reply<Value>.self, from: content).value
    }

    /// A port of this machine at which nobody listens.
    static func freePort() throws -> Int {
        #if canImport(Darwin)
        let kind = SOCK_STREAM
        #else
        let kind = Int32(SOCK_STREAM.rawValue)
        #endif
        let socket = Foundation.socket(AF_INET, kind, 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(socket, pointer, size) == 0 ? getsockname(socket, pointer, &size) : -1
            }
        }
        guard status == 0 else { throw BrowserFailure("there is no free port") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
