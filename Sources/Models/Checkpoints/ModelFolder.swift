import Glibc

/// A folder with the files of one checkpoint: config.json, tokenizer.json, model.safetensors and so on.
///
///     let folder = try ModelFolder.locate("walkthrough-gpt2")
///     try folder.json("config.json")?["n_layer"]   // .integer(12)
package struct ModelFolder: Equatable, Sendable {
    /// As the user called it: a path, a name on the hub, or a bundled name.
    package let name: String
    package let path: String

    /// Where missing weights can be had.
    package let hub: HubRepository?

    package init(name: String, path: String, hub: HubRepository? = nil) {
        self.name = name
        self.path = path
        self.hub = hub
    }

    /// Finds a model: a directory, the Hugging Face cache, or a bundled name. The error says where it looked.
    package static func locate(
        _ name: String, revision: String = "main", in search: ModelSearch = ModelSearch(),
        onProgress: @escaping (String, Int, Int) -> Bool = { _, _, _ in true }
    ) throws -> ModelFolder {
        try search.fetch(name, revision: revision, onProgress: onProgress)
    }

    /// Brings the weights from the hub, if the model came from there without them.
    package func fetchWeights(onProgress: @escaping (String, Int, Int) -> Bool) throws {
        let files = ["model.safetensors", "pytorch_model.bin"]
        guard let hub, !files.contains(where: { has($0) || isComplete($0 + ".index.json") }) else { return }
        try HubDownload(hub, onProgress: onProgress).weights(into: self)
    }

    private func isComplete(_ index: String) -> Bool {
        let map = (try? json(index))??["weight_map"]?.members ?? []
        return !map.isEmpty && map.allSatisfy { $0.value.string.map(has) ?? false }
    }

    package func path(of file: String) -> String { path + "/" + file }

    package func has(_ file: String) -> Bool { access(path(of: file), R_OK) == 0 }

    /// The file as JSON, nil if there is none.
    package func json(_ file: String) throws -> JSONValue? {
        has(file) ? try MappedFile(path(of: file)).json() : nil
    }

    /// The file as text, nil if there is none.
    package func text(_ file: String) throws -> String? {
        has(file) ? try MappedFile(path(of: file)).text() : nil
    }
}
