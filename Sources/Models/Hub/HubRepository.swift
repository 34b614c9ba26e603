import Glibc

/// A model on the Hugging Face hub, and the folder of the cache that it comes into.
///
///     models--org--name/refs/main                  the commit that a revision means
///     models--org--name/blobs/<etag>               the bytes
///     models--org--name/snapshots/<commit>/<file>  links to blobs
package struct HubRepository: Equatable, Sendable {
    /// `https://huggingface.co`, or what `HF_ENDPOINT` says.
    package let endpoint: String
    package let name: String
    package let revision: String
    /// `models--org--name`
    package let folder: String
    package let token: String?
    package let isOffline: Bool

    package init(name: String, revision: String, cache: String, environment: [String: String]) {
        self.name = name
        self.revision = revision
        folder = cache + "/models--" + name.split(separator: "/").joined(separator: "--")
        var endpoint = environment["HF_ENDPOINT"] ?? "https://huggingface.co"
        while endpoint.hasSuffix("/") { endpoint.removeLast() }
        self.endpoint = endpoint
        token = Self.token(environment)
        isOffline = ["HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"].contains { name in
            ["1", "on", "yes", "true"].contains(environment[name]?.lowercased() ?? "")
        }
    }

    /// `HF_TOKEN`, or the file that logging in writes.
    private static func token(_ environment: [String: String]) -> String? {
        if let token = environment["HF_TOKEN"], !token.isEmpty { return token }
        let home = environment["HF_HOME"] ?? (environment["HOME"] ?? "") + "/.cache/huggingface"
        let path = environment["HF_TOKEN_PATH"] ?? home + "/token"
        guard access(path, R_OK) == 0, let text = try? MappedFile(path).text() else { return nil }
        let token = text.prefix { !$0.isWhitespace }
        return token.isEmpty ? nil : String(token)
    }

    func snapshot(_ commit: String) -> String { "\(folder)/snapshots/\(commit)" }

    /// The address of a file at a commit.
    func address(of file: String, at commit: String) -> String {
        "\(endpoint)/\(name)/resolve/\(Self.escaped(commit))/\(Self.escaped(file, keepsSlash: true))"
    }

    /// Where the hub lists the files of the revision.
    var listing: String { "\(endpoint)/api/models/\(name)/revision/\(Self.escaped(revision))" }

    private static func escaped(_ text: String, keepsSlash: Bool = false) -> String {
        let digits = Array("0123456789ABCDEF")
        return text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                return String(UnicodeScalar(byte))
            case 0x2F where keepsSlash: return "/"
            default: return "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }.joined()
    }
}
