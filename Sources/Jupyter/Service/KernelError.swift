/// Why a kernel cannot start, with the exit code that says so to the process that started it.
package enum KernelError: Error, Equatable {
    case connectionFileUnreadable(path: String, reason: String)
    case connectionFileMalformed(path: String, reason: String)
    case addressInUse(channel: Channel, address: String)
    case cannotBind(channel: Channel, address: String, reason: String)
    case unprotectedAddress(String)
    case cryptographyUnavailable
    case cannotStartThread(name: String, code: Int32)
    case resourcesExhausted(reason: String)

    /// The codes of `sysexits.h`.
    package var exitCode: Int32 {
        switch self {
        case .connectionFileUnreadable: 66
        case .connectionFileMalformed: 65
        case .addressInUse, .cannotBind, .cryptographyUnavailable: 69
        case .cannotStartThread, .resourcesExhausted: 71
        case .unprotectedAddress: 77
        }
    }
}

extension KernelError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .connectionFileUnreadable(let path, let reason): "cannot read the connection file \(path): \(reason)"
        case .connectionFileMalformed(let path, let reason): "the connection file \(path) is malformed: \(reason)"
        case .addressInUse(let channel, let address):
            "the \(channel) address \(address) is in use; restart the kernel to get other ports"
        case .cannotBind(let channel, let address, let reason): "cannot bind \(channel) to \(address): \(reason)"
        case .unprotectedAddress(let ip):
            "refusing to listen on \(ip) without a key: anyone who can reach it could run code"
        case .cryptographyUnavailable: "libcrypto offers no HMAC-SHA256"
        case .cannotStartThread(let name, let code): "cannot start the \(name) thread (error \(code))"
        case .resourcesExhausted(let reason): "the system refused a resource: \(reason)"
        }
    }
}
