/// All tensors of a checkpoint by name, from one file or from the shards of an index.
///
///     let weights = try Weights(folder)
///     weights["transformer.h.0.attn.c_attn.weight"]?.shape   // [64, 192]
package struct Weights {
    package private(set) var tensors: [String: StoredTensor] = [:]
    /// The files read, in order.
    package private(set) var files: [String] = []

    package subscript(name: String) -> StoredTensor? { tensors[name] }

    /// Opens model.safetensors, its shards, or pytorch_model.bin and its shards, whichever comes first.
    package init(_ folder: ModelFolder) throws {
        for kind in Kind.allCases {
            if folder.has(kind.file) {
                try read(kind.file, of: folder, as: kind)
                return
            }
            if let index = try folder.json(kind.index) {
                try read(index, of: folder, as: kind)
                return
            }
        }
        throw CheckpointError.missingFile(
            name: Kind.allCases.map(\.file).joined(separator: ", or "), folder: folder.path)
    }

    private enum Kind: CaseIterable {
        case safetensors, pickle

        var file: String {
            switch self {
            case .safetensors: "model.safetensors"
            case .pickle: "pytorch_model.bin"
            }
        }

        var index: String { file + ".index.json" }
    }

    private mutating func read(_ file: String, of folder: ModelFolder, as kind: Kind) throws {
        let mapped = try MappedFile(folder.path(of: file))
        files.append(file)
        let found =
            switch kind {
            case .safetensors: try Safetensors(mapped).tensors
            case .pickle: try PyTorchFile(mapped).tensors
            }
        for (name, tensor) in found {
            guard tensors.updateValue(tensor, forKey: name) == nil else {
                throw CheckpointError.malformed(path: folder.path, reason: "two files hold a tensor named '\(name)'")
            }
        }
    }

    /// Reads the shards that `weight_map` names, and checks that each tensor is where the map says.
    private mutating func read(_ index: JSONValue, of folder: ModelFolder, as kind: Kind) throws {
        let path = folder.path(of: kind.index)
        guard let map = index["weight_map"]?.members else {
            throw CheckpointError.malformed(path: path, reason: "it has no weight_map")
        }
        for file in Set(map.compactMap(\.value.string)).sorted() {
            guard !file.contains("/"), file != ".." else {
                throw CheckpointError.malformed(path: path, reason: "'\(file)' is no name of a file beside it")
            }
            guard folder.has(file) else { throw CheckpointError.missingFile(name: file, folder: folder.path) }
            try read(file, of: folder, as: kind)
        }
        if let missing = map.first(where: { tensors[$0.name] == nil }) {
            throw CheckpointError.missingEntry(name: missing.name, file: missing.value.string ?? kind.index)
        }
    }
}
