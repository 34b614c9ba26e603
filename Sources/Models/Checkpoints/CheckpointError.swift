/// What can be wrong with the files of a model: each case says what was asked and what was found.
package enum CheckpointError: Error, Equatable, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    case unwritable(path: String, reason: String)
    case malformed(path: String, reason: String)
    case missingFile(name: String, folder: String)
    case unknownModel(name: String, tried: [String])
    case unsupported(String)
    case wrongTask(configuration: String, task: ModelTask)
    case missingEntry(name: String, file: String)
    case wrongType(name: String, expected: String, found: String)
    case shapeMismatch(name: String, expected: [Int], found: [Int])

    package var description: String {
        switch self {
        case .unreadable(let path, let reason): "cannot read '\(path)': \(reason)"
        case .unwritable(let path, let reason): "cannot write '\(path)': \(reason)"
        case .malformed(let path, let reason): "'\(path)' is damaged: \(reason)"
        case .missingFile(let name, let folder): "'\(folder)' has no file named \(name)"
        case .unknownModel(let name, let tried):
            "there is no model '\(name)'. Tried:" + tried.map { "\n  - \($0)" }.joined()
                + "\nGive the path of a folder with config.json, the name of a model in the cache or on the hub "
                + "('organisation/name'), or the name of a bundled model."
        case .unsupported(let what): what
        case .wrongTask(let configuration, let task):
            "Unrecognized configuration class \(configuration) for this kind of AutoModel: \(task.rawValue)."
        case .missingEntry(let name, let file): "\(file) has no entry '\(name)'"
        case .wrongType(let name, let expected, let found): "'\(name)' must be \(expected), not \(found)"
        case .shapeMismatch(let name, let expected, let found):
            "size mismatch for \(name): copying a param with shape \(Self.size(found)) from checkpoint, "
                + "the shape in current model is \(Self.size(expected))."
        }
    }

    private static func size(_ shape: [Int]) -> String {
        "torch.Size([\(shape.map(String.init).joined(separator: ", "))])"
    }
}
