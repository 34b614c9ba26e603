import Glibc

/// Where the client expects the kernel's sockets, and the key that signs messages.
///
///     let connection = try ConnectionFile(path: "kernel-1.json")
///     connection.address(of: .shell)   // "tcp://127.0.0.1:57503"
package struct ConnectionFile: Sendable, Equatable {
    package var transport: String
    package var ip: String
    package var ports: [Channel: Int]
    package var key: String

    private static let greatestLength = 1 << 16

    package init(path: String) throws(KernelError) {
        guard let file = fopen(path, "r") else {
            throw .connectionFileUnreadable(path: path, reason: String(cString: strerror(errno)))
        }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: Self.greatestLength + 1)
        let count = fread(&bytes, 1, bytes.count, file)
        guard ferror(file) == 0 else {
            throw .connectionFileUnreadable(path: path, reason: String(cString: strerror(errno)))
        }
        guard count <= Self.greatestLength else {
            throw .connectionFileMalformed(path: path, reason: "longer than \(Self.greatestLength) bytes")
        }
        do {
            try self.init(parsing: Array(bytes.prefix(count)))
        } catch {
            throw .connectionFileMalformed(path: path, reason: error.reason)
        }
    }

    /// What is wrong with the text of a connection file.
    package struct Malformed: Error, Equatable {
        package var reason: String
    }

    package init(parsing bytes: [UInt8]) throws(Malformed) {
        let json: JSON
        do {
            json = try JSON(parsing: bytes)
        } catch {
            throw Malformed(reason: "not JSON (\(error))")
        }
        guard json.members != nil else { throw Malformed(reason: "not a JSON object") }
        transport = json["transport"]?.string ?? "tcp"
        guard transport == "tcp" || transport == "ipc" else {
            throw Malformed(reason: "transport \"\(transport)\" is neither tcp nor ipc")
        }
        ip = json["ip"]?.string ?? "127.0.0.1"
        key = json["key"]?.string ?? ""
        let scheme = json["signature_scheme"]?.string ?? "hmac-sha256"
        guard scheme == "hmac-sha256" || key.isEmpty else {
            throw Malformed(reason: "signature_scheme \"\(scheme)\" is not hmac-sha256")
        }
        ports = [:]
        for channel in Channel.allCases { ports[channel] = try Self.port(of: channel, in: json) }
    }

    private static func port(of channel: Channel, in json: JSON) throws(Malformed) -> Int {
        let name = channel.rawValue + "_port"
        guard let value = json[name] else { throw Malformed(reason: "\(name) is missing") }
        guard let port = value.integer, (1...65_535).contains(port) else {
            throw Malformed(reason: "\(name) is no port number")
        }
        return port
    }

    /// The address for ZeroMQ.
    package func address(of channel: Channel) -> String {
        "\(transport)://\(ip)\(transport == "ipc" ? "-" : ":")\(ports[channel] ?? 0)"
    }

    /// Whether only processes of this machine can connect.
    package var isLocal: Bool {
        transport == "ipc" || ip == "localhost" || ip == "::1" || ip.hasPrefix("127.")
    }
}
