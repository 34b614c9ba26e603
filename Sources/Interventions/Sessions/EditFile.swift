import FoundationEssentials
import Language

/// The edits of a model as a file of JSON, which another session can read: data, no code.
enum EditFile {
    /// Writes all edits of a model; returns nothing.
    static func write(_ model: NNsight, to path: String, _ evaluator: Evaluator) throws {
        var encoded: [Value] = []
        for edit in model.edits {
            var encoding = GraphEncoding(
                edit.record, path: { value in model.modulePaths.first { $0.module === value.module }?.path }, evaluator)
            encoded.append(.object(try encoding.dict()))
        }
        let json = Value.object(try evaluator.modules.import("json", evaluator))
        let text = try evaluator.str(
            try evaluator.callMethod("dumps", of: json, [Value(encoded)]))
        do {
            if let folder = path.lastIndex(of: "/"), folder > path.startIndex {
                try FileManager.default.createDirectory(
                    atPath: String(path[..<folder]), withIntermediateDirectories: true)
            }
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        } catch {
            throw PythonError(.osError, "the edits cannot be written to '\(path)'")
        }
    }

    /// The edits in a file, for a model that has the modules they name.
    static func read(_ path: String, for model: NNsight, _ evaluator: Evaluator) throws -> [Edit] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw PythonError(.fileNotFoundError, "there is no file of edits at '\(path)'")
        }
        let json = Value.object(try evaluator.modules.import("json", evaluator))
        let value = try evaluator.callMethod("loads", of: json, [Value(text)])
        guard let list = value.as(List.self) else {
            throw PythonError(.valueError, "'\(path)' is not a file of edits")
        }
        return try list.elements.map { graph in
            Edit(
                try GraphDecoding.record(
                    graph, modules: { _, path in model.module(at: path).map { Value($0) } }, evaluator))
        }
    }

    /// `export_edits(name, export_dir=None)`: where the file lies.
    static func path(_ name: Value, in folder: Value, _ evaluator: Evaluator) throws -> String {
        let name = try evaluator.str(name)
        guard let folder = folder.ifNotNone else { return name }
        return try evaluator.str(folder) + "/" + name
    }
}
