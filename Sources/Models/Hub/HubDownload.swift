import Glibc

/// Brings the files of a model from the hub into the cache: those that are needed, each once, resumed where it broke off.
///
///     let folder = try HubDownload(repository).smallFiles()   // config.json, tokenizer.json and so on
///     try HubDownload(repository).weights(into: folder)       // when the model runs for the first time
package struct HubDownload {
    private let repository: HubRepository
    private let client: any HTTPFetching
    /// Called with the file, the bytes that are there and the size; false stops the download.
    private let onProgress: (String, Int, Int) -> Bool
    /// Seconds before another try; doubled each time.
    private let pause: Double
    private static let tries = 5

    package init(
        _ repository: HubRepository, client: any HTTPFetching = HTTPClient(), pause: Double = 0.5,
        onProgress: @escaping (String, Int, Int) -> Bool = { _, _, _ in true }
    ) {
        self.repository = repository
        self.client = client
        self.pause = pause
        self.onProgress = onProgress
    }

    private static let small: Set<String> = [
        "config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json",
        "added_tokens.json", "vocab.json", "merges.txt", "vocab.txt", "chat_template.jinja",
    ]

    /// The configuration and the tokenizer; gives the folder of the snapshot.
    package func smallFiles() throws -> String {
        let (commit, files) = try listing()
        guard files.contains("config.json") else {
            throw HubError.missingFile(repository: repository.name, file: "config.json")
        }
        for file in files where Self.small.contains(file) { try bring(file, at: commit) }
        try writeReference(commit)
        return repository.snapshot(commit)
    }

    /// The weights, in the form that is preferred among those that the model has.
    package func weights(into folder: ModelFolder) throws {
        let commit = String(folder.path.split(separator: "/").last ?? "main")
        let files = try listing().files
        for name in ["model.safetensors", "pytorch_model.bin"] {
            if files.contains(name) { return try bring(name, at: commit) }
            guard files.contains(name + ".index.json") else { continue }
            try bring(name + ".index.json", at: commit)
            let map = try folder.json(name + ".index.json")?["weight_map"]?.members ?? []
            for shard in Set(map.compactMap(\.value.string)).sorted() where files.contains(shard) {
                try bring(shard, at: commit)
            }
            return
        }
        throw HubError.missingFile(repository: repository.name, file: "model.safetensors or pytorch_model.bin")
    }

    // MARK: Requests

    private var headers: [String: String] {
        var headers = ["User-Agent": "nnsight", "Accept-Encoding": "identity"]
        if let token = repository.token { headers["Authorization"] = "Bearer \(token)" }
        return headers
    }

    /// The commit that the revision means, and the names of its files.
    private func listing() throws -> (commit: String, files: Set<String>) {
        guard !repository.isOffline else { throw HubError.offline }
        let reply = try request("GET", repository.listing)
        guard let json = try? JSONReader.read(reply.body), let commit = json["sha"]?.string, Self.isPlain(commit) else {
            throw HubError.unreachable(address: repository.listing, reason: "the answer is no list of files")
        }
        let names = (json["siblings"]?.array ?? []).compactMap { $0["rfilename"]?.string }
        return (commit, Set(names.filter(Self.isPlain)))
    }

    /// A name in a folder, and no step out of it.
    private static func isPlain(_ name: String) -> Bool {
        !name.isEmpty && !name.contains("/") && !name.hasPrefix(".") && !name.utf8.contains(0) && name.utf8.count < 200
    }

    /// A reply that is good; failures that may pass are tried again.
    private func request(_ method: String, _ address: String) throws -> HTTPReply {
        var last = HubError.unreachable(address: address, reason: "no answer")
        for attempt in 0..<Self.tries {
            let reply = try client.fetch(method, address, headers: headers, write: nil) { try report("", 0, 0) }
            switch reply.status {
            case 200..<400: return reply
            case 429: last = .tooManyRequests(host: repository.endpoint)
            case 500..<600: last = .serverFailed(status: reply.status, address: address)
            default: throw refusal(reply, address)
            }
            try wait(attempt, reply)
        }
        throw last
    }

    private func refusal(_ reply: HTTPReply, _ address: String) -> HubError {
        let code = reply.headers["x-error-code"]
        switch reply.status {
        case 401 where code == "RepoNotFound":
            return .notFound(repository: repository.name, revision: repository.revision)
        case 401, 403: return .gated(repository: repository.name, hasToken: repository.token != nil)
        case 404: return .notFound(repository: repository.name, revision: repository.revision)
        default: return .serverFailed(status: reply.status, address: address)
        }
    }

    /// Waits as long as the server asks, at most ten seconds.
    private func wait(_ attempt: Int, _ reply: HTTPReply?) throws {
        let asked = reply?.headers["retry-after"].flatMap(Double.init)
        let seconds = min(asked ?? pause * Double(1 << attempt), 10)
        try report("", 0, 0)
        usleep(UInt32(max(0, seconds) * 1_000_000))
    }

    private func report(_ file: String, _ count: Int, _ size: Int) throws {
        guard onProgress(file, count, size) else { throw HubError.interrupted }
    }

    // MARK: Files

    /// Brings a file into the snapshot, unless it is there.
    private func bring(_ file: String, at commit: String) throws {
        let place = "\(repository.snapshot(commit))/\(file)"
        if access(place, R_OK) == 0 { return }
        let address = repository.address(of: file, at: commit)
        let head = try request("HEAD", address)
        let tag = (head.headers["x-linked-etag"] ?? head.headers["etag"] ?? "").filter { $0.isLetter || $0.isNumber }
        let size = (head.headers["x-linked-size"] ?? head.headers["content-length"]).flatMap { Int($0) }
        guard !tag.isEmpty, tag.utf8.count < 200, let size, size >= 0 else {
            throw HubError.unreachable(address: address, reason: "the answer has no ETag or no size")
        }
        let blob = "\(repository.folder)/blobs/\(tag)"
        try CacheFolder.make("\(repository.folder)/blobs")
        try CacheFolder.make(repository.snapshot(commit))
        if CacheFolder.size(of: blob) != size { try download(file, address, to: blob, size: size) }
        unlink(place)
        guard symlink("../../blobs/\(tag)", place) == 0 else { throw CacheFolder.failure(place) }
    }

    /// Downloads to `blob.incomplete`, going on where it broke off, and gives it its name when it is whole.
    private func download(_ file: String, _ address: String, to blob: String, size: Int) throws {
        let part = blob + ".incomplete"
        for attempt in 0..<Self.tries {
            var start = CacheFolder.size(of: part) ?? 0
            if start > size {
                unlink(part)
                start = 0
            }
            if start == size { break }
            let reply = try attemptTransfer(file, address, to: part, from: start, size: size)
            if CacheFolder.size(of: part) == size { break }
            if let reply, 400..<500 ~= reply.status, reply.status != 429, reply.status != 416 {
                throw refusal(reply, address)
            }
            try wait(attempt, reply)
        }
        let found = CacheFolder.size(of: part) ?? 0
        guard found == size else { throw HubError.truncated(file: file, expected: size, found: found) }
        guard rename(part, blob) == 0 else { throw CacheFolder.failure(blob) }
    }

    /// A connection that breaks is no error as long as there are tries left.
    private func attemptTransfer(
        _ file: String, _ address: String, to part: String, from start: Int, size: Int
    ) throws -> HTTPReply? {
        do {
            return try transfer(file, address, to: part, from: start, size: size)
        } catch HubError.unreachable {
            return nil
        }
    }

    private func transfer(
        _ file: String, _ address: String, to part: String, from start: Int, size: Int
    ) throws -> HTTPReply {
        var headers = self.headers
        if start > 0 { headers["Range"] = "bytes=\(start)-" }
        let sink = try PartialFile(part, from: start, size: size)
        defer { sink.close() }
        return try client.fetch("GET", address, headers: headers) { status, bytes in
            // A server that knows no ranges begins at the beginning.
            if status == 200 { try sink.startOver() }
            try sink.write(bytes)
        } poll: {
            try report(file, sink.count, size)
        }
    }

    private func writeReference(_ commit: String) throws {
        guard commit != repository.revision, !repository.revision.split(separator: "/").contains("..") else { return }
        let path = "\(repository.folder)/refs/\(repository.revision)"
        try CacheFolder.make(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
        try CacheFolder.write(commit, to: path)
    }
}
