import Glibc

/// Where models are looked for: the environment and the place of the program, as values, so that tests can give others.
///
/// The order: a directory of that name; the Hugging Face cache (`HF_HUB_CACHE`, `HF_HOME`); a model bundled with the program;
/// the hub (`HF_ENDPOINT`, `HF_TOKEN`), unless `HF_HUB_OFFLINE` is set.
package struct ModelSearch: Sendable {
    private let environment: [String: String]
    private let executable: String

    package init(environment: [String: String] = Self.processEnvironment, executable: String = Self.processPath) {
        self.environment = environment
        self.executable = executable
    }

    /// The folder of a model that is on this machine.
    package func locate(_ name: String, revision: String) throws -> ModelFolder {
        guard !name.isEmpty, !name.utf8.contains(0) else { throw CheckpointError.unknownModel(name: name, tried: []) }
        var tried: [String] = []
        for candidate in candidates(name, revision: revision) {
            if isModel(candidate.path) {
                let isCached = candidate.path.hasPrefix(hubCache)
                let hub = isCached ? repository(name, revision: revision) : nil
                return ModelFolder(name: name, path: candidate.path, hub: hub)
            }
            tried.append(candidate.what)
        }
        let nearest = Self.nearest(to: name, among: bundleFolders.flatMap(Self.names))
        throw CheckpointError.unknownModel(name: name, tried: tried, nearest: nearest)
    }

    /// The folder of a model, brought from the hub if it is nowhere else: configuration and tokenizer only.
    package func fetch(
        _ name: String, revision: String, onProgress: @escaping (String, Int, Int) -> Bool = { _, _, _ in true }
    ) throws -> ModelFolder {
        do {
            return try locate(name, revision: revision)
        } catch CheckpointError.unknownModel(let name, var tried, let nearest) {
            guard let hub = repository(name, revision: revision), !tried.isEmpty else {
                throw CheckpointError.unknownModel(name: name, tried: tried, nearest: nearest)
            }
            do {
                let path = try HubDownload(hub, onProgress: onProgress).smallFiles()
                return ModelFolder(name: name, path: path, hub: hub)
            } catch let error as HubError {
                tried.append("the hub: \(error)")
                throw CheckpointError.unknownModel(name: name, tried: tried, nearest: nearest)
            }
        }
    }

    /// The model of that name on the hub, nil if a model cannot have this name.
    private func repository(_ name: String, revision: String) -> HubRepository? {
        guard isHubName(name) else { return nil }
        return HubRepository(name: name, revision: revision, cache: hubCache, environment: environment)
    }

    private typealias Candidate = (path: String, what: String)

    private func candidates(_ name: String, revision: String) -> [Candidate] {
        let home = environment["HOME"] ?? ""
        let directory = name.hasPrefix("~/") ? home + name.dropFirst() : name
        var candidates: [Candidate] = [(directory, "the directory '\(directory)'")]
        guard isHubName(name) else { return candidates }
        candidates.append(cached(name, revision: revision))
        for folder in bundleFolders where !name.contains("/") {
            candidates.append(
                (
                    "\(folder)/\(name)",
                    "the bundled models in '\(folder)': \(Self.names(in: folder).joined(separator: ", "))"
                ))
        }
        return candidates
    }

    /// `name` or `organisation/name`, and no step out of the folder.
    private func isHubName(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count <= 2 && !parts.contains { $0.isEmpty || $0 == "." || $0 == ".." || $0 == "~" }
    }

    private func isModel(_ path: String) -> Bool { access(path + "/config.json", R_OK) == 0 }
}

extension ModelSearch {
    /// The folder of the Hugging Face cache.
    var hubCache: String {
        if let cache = environment["HF_HUB_CACHE"] ?? environment["HUGGINGFACE_HUB_CACHE"] { return cache }
        if let home = environment["HF_HOME"] { return home + "/hub" }
        let cache = environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? "") + "/.cache"
        return cache + "/huggingface/hub"
    }

    /// `models--organisation--name/snapshots/<commit>`, the commit read from `refs/<revision>`.
    private func cached(_ name: String, revision: String) -> Candidate {
        let repository = hubCache + "/models--" + name.split(separator: "/").joined(separator: "--")
        let what = "the Hugging Face cache '\(repository)' at revision '\(revision)'"
        guard !revision.split(separator: "/").contains("..") else { return (repository, what) }
        let commit = (try? MappedFile("\(repository)/refs/\(revision)").text()) ?? revision
        let snapshot = commit.prefix { !$0.isWhitespace && $0 != "/" }
        return ("\(repository)/snapshots/\(snapshot)", what)
    }

    /// Where bundled models may lie: `NNSIGHT_MODELS`, then above the program, installed (`prefix/share`) or in its package.
    private var bundleFolders: [String] {
        var folders = environment["NNSIGHT_MODELS"].map { [$0] } ?? []
        var directory = executable[...]
        while let slash = directory.lastIndex(of: "/") {
            directory = directory[..<slash]
            for place in ["share/nnsight/models", "Sources/Models/Resources"] {
                let folder = "\(directory)/\(place)"
                if access(folder, R_OK) == 0 { folders.append(folder) }
            }
        }
        return folders
    }

    /// The path of the running program.
    package static var processPath: String {
        guard let path = realpath("/proc/self/exe", nil) else { return "" }
        defer { free(path) }
        return String(cString: path)
    }

    /// The environment variables of the process.
    package static var processEnvironment: [String: String] {
        var variables: [String: String] = [:]
        let names = [
            "HOME", "HF_HOME", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "XDG_CACHE_HOME", "NNSIGHT_MODELS",
            "HF_ENDPOINT",
            "HF_TOKEN", "HF_TOKEN_PATH", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE",
        ]
        for name in names {
            if let value = getenv(name) { variables[name] = String(cString: value) }
        }
        return variables
    }
}
