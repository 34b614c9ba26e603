import COpenSSL

/// Signs messages with HMAC-SHA256, and checks that a message was signed with the same key.
///
///     let signer = Signature(key: "secret")
///     signer.accepts(frames)      // false when a byte was changed on the way
///
/// With an empty key nothing is signed and everything accepted, as the protocol wants.
package final class Signature {
    /// A context with the key already in it, copied for each message; nil without a key.
    private let keyed: OpaquePointer?

    package init(key: String) throws(KernelError) {
        guard !key.isEmpty else {
            keyed = nil
            return
        }
        guard let context = Self.makeContext(key: Array(key.utf8)) else { throw .cryptographyUnavailable }
        keyed = context
    }

    deinit { EVP_MAC_CTX_free(keyed) }

    private static func makeContext(key: [UInt8]) -> OpaquePointer? {
        guard let algorithm = EVP_MAC_fetch(nil, "HMAC", nil) else { return nil }
        defer { EVP_MAC_free(algorithm) }
        guard let context = EVP_MAC_CTX_new(algorithm) else { return nil }
        var digest = Array("SHA256".utf8CString)
        let isReady = digest.withUnsafeMutableBufferPointer { name in
            let parameters = [
                OSSL_PARAM_construct_utf8_string("digest", name.baseAddress, 0), OSSL_PARAM_construct_end(),
            ]
            return EVP_MAC_init(context, key, key.count, parameters) == 1
        }
        guard isReady else {
            EVP_MAC_CTX_free(context)
            return nil
        }
        return context
    }

    /// The signature of the four dictionaries as lower-case hexadecimal digits.
    package func signature(of body: [[UInt8]]) -> [UInt8] {
        guard let keyed, let context = EVP_MAC_CTX_dup(keyed) else { return [] }
        defer { EVP_MAC_CTX_free(context) }
        for part in body { EVP_MAC_update(context, part, part.count) }
        var digest = [UInt8](repeating: 0, count: 32)
        var count = 0
        EVP_MAC_final(context, &digest, &count, digest.count)
        return digest.prefix(count).flatMap { [Self.digits[Int($0 >> 4)], Self.digits[Int($0 & 15)]] }
    }

    private static let digits = Array("0123456789abcdef".utf8)

    /// Whether the signature is right; compared in constant time, so that timing tells nothing about it.
    package func accepts(_ frames: Frames) -> Bool {
        guard keyed != nil else { return true }
        let expected = signature(of: frames.body)
        guard !expected.isEmpty, frames.signature.count == expected.count else { return false }
        return CRYPTO_memcmp(frames.signature, expected, expected.count) == 0
    }
}
