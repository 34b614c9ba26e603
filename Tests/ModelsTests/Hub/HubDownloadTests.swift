import Testing

import Models

/// A hub in memory: replies by method and the end of the address.
private struct MemoryHub: HTTPFetching {
    var status = 200

    func fetch(
        _ method: String, _ address: String, headers: [String: String],
        write: (@Sendable (Int, [UInt8]) throws -> Void)?, poll: () throws -> Void
    ) throws -> HTTPReply {
        guard status == 200 else { return HTTPReply(status: status, headers: ["retry-after": "0"]) }
        if address.contains("/api/models/") {
            let listing = #"{"sha": "abc123", "siblings": [{"rfilename": "config.json"}, {"rfilename": "../evil"}]}"#
            return HTTPReply(status: 200, body: Array(listing.utf8))
        }
        let body = Array(#"{"model_type": "gpt2"}"#.utf8)
        try write?(200, body)
        return HTTPReply(status: 200, headers: ["etag": "\"e1\"", "content-length": "\(body.count)"])
    }
}

@Suite struct HubDownloadTests {
    private func search() throws -> (ModelSearch, String) {
        let cache = "/tmp/nnsight-hub-\(UInt64.random(in: 0 ... .max))"
        return (ModelSearch(environment: ["HF_HUB_CACHE": cache, "HF_HUB_OFFLINE": "1"], executable: ""), cache)
    }

    @Test func offlineNothingIsAskedFor() throws {
        let (search, _) = try search()
        #expect { try search.fetch("org/model", revision: "main") } throws: {
            "\($0)".contains("HF_HUB_OFFLINE is set")
        }
    }

    @Test func filesComeIntoTheLayoutOfTheHubsCache() throws {
        let (_, cache) = try search()
        let repository = HubRepository(name: "org/model", revision: "main", cache: cache, environment: [:])
        let path = try HubDownload(repository, client: MemoryHub(), pause: 0).smallFiles()
        #expect(path == "\(cache)/models--org--model/snapshots/abc123")
        let folder = ModelFolder(name: "org/model", path: path)
        #expect(try folder.json("config.json")?["model_type"] == .string("gpt2"))
        #expect(try ModelFolder(name: "", path: "\(cache)/models--org--model").text("refs/main") == "abc123")
        #expect(ModelFolder(name: "", path: "\(cache)/models--org--model/blobs").has("e1"))
    }

    @Test(arguments: [(404, "has no model"), (401, "gated"), (403, "gated"), (429, "429"), (503, "503")])
    func aRefusalIsExplained(status: Int, words: String) throws {
        let (_, cache) = try search()
        let repository = HubRepository(name: "org/model", revision: "main", cache: cache, environment: [:])
        #expect { try HubDownload(repository, client: MemoryHub(status: status), pause: 0).smallFiles() } throws: {
            "\($0)".contains(words)
        }
    }
}
