import Testing

import Models

/// The checkpoints and tokenizers that the tests read, by name.
enum Checkpoint {
    static func folder(_ name: String) -> ModelFolder {
        let bundled = name.hasPrefix("walkthrough")
        let tokenizer = !bundled && !name.hasPrefix("tiny")
        let place = bundled ? "Sources/Models/Resources" : "Tests/Conformance/\(tokenizer ? "tokenizers" : "models")"
        return ModelFolder(name: name, path: "\(packageFolder)/\(place)/\(name)")
    }

    static func golden(_ file: String) throws -> JSONValue {
        try MappedFile("\(packageFolder)/Tests/Conformance/\(file)").json()
    }

    private static let packageFolder: String = {
        let parts = #filePath.split(separator: "/").dropLast(3)
        return "/" + parts.joined(separator: "/")
    }()
}

extension JSONValue {
    var integers: [Int] { (array ?? []).compactMap(\.integer) }
    var strings: [String] { (array ?? []).compactMap(\.string) }
}
