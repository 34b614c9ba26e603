import Language

/// Other names for modules: `NNsight(net, rename={"h": "layers", ".transformer.h": "layers"})`.
///
/// A name without dots renames that part of every path; a path with dots gets a second place at the root, or where the
/// new name, itself a path, says. The old names stay.
package struct Renaming {
    /// New names of parts: `layers` means `h`.
    private var parts: [String: String] = [:]
    /// New places of whole paths, without leading dots: `layers` means `transformer.h`.
    private var paths: [String: String] = [:]

    package init() {}

    init(_ value: Value?, _ evaluator: Evaluator) throws {
        guard let given = value?.ifNotNone else { return }
        guard let dict = given.as(Dict.self) else {
            throw PythonError(.typeError, "rename must be a dict of names, not '\(given.typeName)'")
        }
        for (key, value) in dict.items {
            let old = try evaluator.str(key)
            for name in value.elements ?? [value] { add(try evaluator.str(name), for: old) }
        }
    }

    private mutating func add(_ new: String, for old: String) {
        if old.contains(".") {
            paths[Renaming.trimmed(new)] = Renaming.trimmed(old)
        } else {
            parts[Renaming.trimmed(new)] = old
        }
    }

    private static func trimmed(_ path: String) -> String {
        var path = path[...]
        if path.hasPrefix(".") { path = path.dropFirst() }
        return String(path)
    }

    package var isEmpty: Bool { parts.isEmpty && paths.isEmpty }

    /// The old name of a child, by its new one.
    func part(_ name: String) -> String? { parts[name] }

    /// The path, without leading dot, that a name below a path stands for.
    func path(of name: String, below parent: String) -> String? {
        let full = parent.isEmpty ? name : parent.dropFirst() + "." + name
        return paths[full]
    }

    /// The new names that can be asked for below a path.
    func names(below parent: String) -> [String] {
        let prefix = parent.isEmpty ? "" : parent.dropFirst() + "."
        return parts.keys
            + paths.keys.filter { $0.hasPrefix(prefix) && !$0.dropFirst(prefix.count).contains(".") }
            .map { String($0.dropFirst(prefix.count)) }
    }
}
