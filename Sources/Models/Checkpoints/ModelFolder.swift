import Glibc

/// A folder with the files of one checkpoint: config.json, tokenizer.json, model.safetensors and so on.
///
///     let folder = try ModelFolder.locate("walkthrough-gpt2")
///     try folder.json("config.json")?["n_layer"]   // .integer(12)
package struct ModelFolder: Equatable, Sendable {
    /// As the user called it: a path, a name on the hub, or a bundled name.
    package let name: String
    package let path: String

    package init(name: String, path: String) {
        self.name = name
        self.path = path
    }

    /// Finds a model: a directory, the Hugging Face cache, or a bundled name. The error says where it looked.
    package static func locate(
        _ name: String, revision: String = "main", in search: ModelSearch = ModelSearch()
    ) throws -> ModelFolder {
        try search.locate(name, revision: revision)
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
