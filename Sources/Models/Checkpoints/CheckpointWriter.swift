import Glibc
import Networks
import Tensors

/// Writes a model as `save_pretrained` does: config.json, generation_config.json and model.safetensors.
package struct CheckpointWriter {
    private let folder: String

    package init(_ folder: String) { self.folder = folder }

    /// Makes the folder and puts the files into it. Files of these names are replaced when the new ones are whole.
    package func write(_ model: PretrainedModel) throws {
        try Self.makeFolder(folder)
        try writeConfiguration(of: model)
        let tied = Set(model.tied.keys)
        let parameters = model.module.namedParameters(keepingDuplicates: true).filter { !tied.contains($0.name) }
        try Self.write(parameters.map { ($0.name, $0.tensor) }, to: folder + "/model.safetensors")
    }

    private func writeConfiguration(of model: PretrainedModel) throws {
        let configuration = model.configuration
        configuration.set("architectures", to: .array([.string(model.module.typeName)]))
        if let parameter = model.module.allParameters.first {
            configuration.set("torch_dtype", to: .string(parameter.dtype.name))
        }
        try write(configuration.changes, to: "config.json")
        guard model.options.task == .causalLanguageModel else { return }
        let members = try model.generation.members().filter { $0.name != "transformers_version" }
        let version = JSONMember("transformers_version", .string(ConfigurationFamily.version))
        try write((members + [version]).sorted { $0.name < $1.name }, to: "generation_config.json")
    }

    package func write(_ configuration: Configuration) throws {
        try Self.makeFolder(folder)
        try write(configuration.changes, to: "config.json")
    }

    private func write(_ members: [JSONMember], to name: String) throws {
        let text = JSONWriter.indented(.object(members)) + "\n"
        try Self.replace(folder + "/" + name) { file in try file.write(Array(text.utf8)) }
    }

    // MARK: Tokenizers

    /// Copies the files of a tokenizer, with what has been set since it was loaded; returns the paths.
    package func write(_ tokenizer: Tokenizer) throws -> [String] {
        guard let (source, addedCount) = tokenizer.source, tokenizer.addedTokens.count == addedCount else {
            throw CheckpointError.unsupported("a tokenizer with added tokens cannot be saved")
        }
        try Self.makeFolder(folder)
        var configuration = try source.json("tokenizer_config.json")?.members ?? []
        let settings =
            tokenizer.specialTokens.map.map { JSONMember($0.role.rawValue, .string($0.token)) }
            + [
                JSONMember("padding_side", .string(tokenizer.paddingSide.rawValue)),
                JSONMember("tokenizer_class", .string(tokenizer.className)),
            ]
        configuration.removeAll { old in settings.contains { $0.name == old.name } }
        try write((configuration + settings).sorted { $0.name < $1.name }, to: "tokenizer_config.json")
        let files = ["special_tokens_map.json", "vocab.json", "merges.txt", "vocab.txt", "tokenizer.json"]
        let copied = files.filter(source.has)
        for name in copied {
            let bytes = try withExtendedLifetime(MappedFile(source.path(of: name))) { Array($0.bytes) }
            try Self.replace(folder + "/" + name) { try $0.write(bytes) }
        }
        return (["tokenizer_config.json"] + copied).map { folder + "/" + $0 }
    }

    // MARK: Tensors

    /// The safetensors format: the length of a JSON header, the header, then the elements one after the other.
    static func write(_ tensors: [(name: String, tensor: Tensor)], to path: String) throws {
        // Wider types first, so that every tensor lies at a whole address.
        let ordered = tensors.sorted { ($1.tensor.dtype.size, $0.name) < ($0.tensor.dtype.size, $1.name) }
        var members = [JSONMember("__metadata__", .object([JSONMember("format", .string("pt"))]))]
        var position = 0
        for (name, tensor) in ordered {
            guard let type = StoredType(tensor.dtype) else {
                throw CheckpointError.unsupported("tensors of type \(tensor.dtype.name) cannot be stored")
            }
            let end = position + tensor.elementCount * tensor.dtype.size
            members.append(
                JSONMember(
                    name,
                    .object([
                        JSONMember("dtype", .string(type.rawValue)),
                        JSONMember("shape", .array(tensor.shape.array.map { .integer($0) })),
                        JSONMember("data_offsets", .array([.integer(position), .integer(end)])),
                    ])))
            position = end
        }
        var header = Array(JSONWriter.text(.object(members)).utf8)
        header += Array(repeating: UInt8(ascii: " "), count: (8 - header.count % 8) % 8)
        try replace(path) { file in
            try file.write((0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) } + header)
            for (_, tensor) in ordered { try file.write(tensor) }
        }
    }

    // MARK: Files

    /// Writes beside the file and renames, so that a mapped checkpoint of the same name stays whole.
    private static func replace(_ path: String, _ body: (OutputFile) throws -> Void) throws {
        let file = try OutputFile(path + ".incomplete")
        try body(file)
        guard rename(file.path, path) == 0 else {
            throw CheckpointError.unwritable(path: path, reason: String(cString: strerror(errno)))
        }
    }

    private static func makeFolder(_ path: String) throws {
        var made = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            made += "/" + part
            if mkdir(made, 0o777) != 0, errno != EEXIST {
                throw CheckpointError.unwritable(path: path, reason: String(cString: strerror(errno)))
            }
        }
    }
}

/// A file that is being written.
private final class OutputFile {
    let path: String
    private let descriptor: Int32

    init(_ path: String) throws {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw CheckpointError.unwritable(path: path, reason: String(cString: strerror(errno)))
        }
    }

    deinit { close(descriptor) }

    func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }

    func write(_ tensor: Tensor) throws {
        let compact = try contiguous(detach(tensor))
        guard let start = compact.address else {
            throw CheckpointError.unsupported("a model on meta has no elements to be saved")
        }
        try write(UnsafeRawBufferPointer(start: start, count: compact.elementCount * compact.dtype.size))
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            guard count > 0 else {
                throw CheckpointError.unwritable(path: path, reason: String(cString: strerror(errno)))
            }
            rest = rest.dropFirst(count)
        }
    }
}
