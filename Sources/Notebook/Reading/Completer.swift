import FoundationEssentials
import Interventions
import Jupyter
import Language
import Torch

/// What could stand at a cursor, by what the objects really are; finding it out runs no code of the user.
struct Completer {
    private let evaluator: Evaluator
    private let context: CursorContext
    private let cursor: Int

    init(_ code: String, cursor: Int, _ evaluator: Evaluator) {
        self.evaluator = evaluator
        self.cursor = min(max(0, cursor), code.unicodeScalars.count)
        context = CursorContext(before: cursor, in: code)
    }

    var completion: Jupyter.Completion {
        var seen = Set<String>()
        let found = candidates.filter { fits($0.text) && seen.insert($0.text).inserted }
        return Jupyter.Completion(matches: found, start: context.start, end: cursor)
    }

    /// The same beginning; names with an underscore only when it was written.
    private func fits(_ name: String) -> Bool {
        guard name.hasPrefix(context.word) else { return false }
        return !name.hasPrefix("_") || context.word.hasPrefix("_")
    }

    private var candidates: [Jupyter.Completion.Match] {
        switch context.place {
        case .name: keywordArguments + names
        case .attribute(let owner): attributes(of: owner)
        case .string(let text, let subscripted):
            subscripted.map { keys(of: $0).compactMap { $0.text.map { Match($0, kind: "key") } } } ?? files(text)
        case .key(let owner): keys(of: owner).map { Match($0.written, kind: "key") } + names
        case .module(let path): modules(path)
        case .member(let module): members(of: module)
        case .magic: magics
        }
    }

    private typealias Match = Jupyter.Completion.Match

    // MARK: Names

    private var names: [Match] {
        let own = sorted(evaluator.main.namespace) + sorted(evaluator.builtins)
        return own + CodeWord.keywords.map { Match($0, kind: "keyword") }
    }

    private func sorted(_ namespace: Namespace) -> [Match] {
        namespace.items.sorted { $0.name.text < $1.name.text }.map { match($0.name.text, $0.value) }
    }

    /// `dim=`, for the call around the cursor.
    private var keywordArguments: [Match] {
        guard let call = context.calls.first, call.isAtArgument,
            let callee = SafeValue(call.callee, evaluator)?.value?.object,
            let signature = ParametersOf.signature(callee)
        else { return [] }
        return signature.parameters.filter { parameter in
            (parameter.kind == .positional || parameter.kind == .keywordOnly) && parameter.name.text != "self"
                && !call.keywords.contains(parameter.name.text)
        }.map { Match("\($0.name)=", kind: "param", signature: $0.description) }
    }

    // MARK: Attributes

    private func attributes(of owner: String) -> [Match] {
        guard let owner = SafeValue(owner, evaluator) else { return [] }
        let names = Set(owner.attributeNames.map(\.text)).sorted()
        // Only what begins as the word does is looked at: reading attributes may take time.
        let found = names.filter(fits).map { name in
            owner.attribute(Symbol(name), evaluator).map { match(name, $0) } ?? Match(name, kind: "instance")
        }
        guard let envoy = owner.value?.as(Envoy.self) else { return found }
        let children = Set(envoy.module.children.names)
        return found.filter { children.contains($0.text) } + found.filter { !children.contains($0.text) }
    }

    /// A name with the kind of its value, a call's parameters, and the shape that a module gave when it was last seen.
    private func match(_ name: String, _ value: Value) -> Match {
        switch value.object {
        case let envoy as Envoy:
            let shape = envoy.tracing.shape(ofOutputOf: envoy.module)
            return Match(name, kind: shape ?? "module", signature: shape)
        case is TypeObject: return Match(name, kind: "class", signature: value.object?.signature?.description)
        case is Language.ModuleObject: return Match(name, kind: "module")
        case is Function, is NativeFunction, is BoundMethod:
            return Match(name, kind: "function", signature: value.object?.signature?.description)
        default:
            if let module = value.module {
                let shape = evaluator.tracing.shape(ofOutputOf: module)
                return Match(name, kind: shape ?? "module", signature: shape)
            }
            let shape = TensorShape.text(value)
            return Match(name, kind: shape.map { "tensor \($0)" } ?? "instance", signature: shape)
        }
    }

    // MARK: Keys

    private struct Key {
        /// The text of a text.
        let text: String?
        /// As it is written in code.
        let written: String
    }

    private func keys(of owner: String) -> [Key] {
        guard let object = SafeValue(owner, evaluator)?.value?.object, object.type.userLookup("keys") == nil,
            object.type.userLookup("__iter__") == nil
        else { return [] }
        let values = (object as? Dict)?.keys ?? namedItems(of: object)
        return values.prefix(1000).compactMap { key in
            if let text = key.as(Text.self)?.string {
                return Key(text: text, written: (try? evaluator.repr(key)) ?? "\"\(text)\"")
            }
            guard case .int(let number) = key else { return nil }
            return Key(text: nil, written: String(number))
        }
    }

    /// The names by which a native container is subscripted: those of a ModuleDict, or what its `keys()` gives.
    private func namedItems(of object: Object) -> [Value] {
        guard let method = try? object.getAttribute("keys", evaluator),
            method.object is BoundMethod || method.object is NativeFunction,
            let keys = try? evaluator.array(from: try evaluator.call(method))
        else { return [] }
        return keys
    }

    // MARK: Imports, files and magics

    private func modules(_ path: String) -> [Match] {
        let known = evaluator.modules.knownNames + UserModules.names
        guard let dot = path.lastIndex(of: ".") else {
            return Set(known.filter { !$0.contains(".") && !$0.hasPrefix("_") }).sorted().map {
                Match($0, kind: "module")
            }
        }
        let parent = path[...dot]
        let inside = known.filter { $0.hasPrefix(parent) }.map { $0.dropFirst(parent.count).prefix { $0 != "." } }
        return Set(inside.map(String.init)).sorted().map { Match($0, kind: "module") }
    }

    /// The names of a module; a user's module must have been imported already, since importing runs it.
    private func members(of path: String) -> [Match] {
        let isKnown = evaluator.modules.loaded[path] != nil || evaluator.modules.isBuiltIn(path)
        guard isKnown, let module = try? evaluator.modules.import(path, evaluator) else { return modules(path + ".") }
        return sorted(module.namespace) + modules(path + ".")
    }

    private func files(_ text: String) -> [Match] {
        let folder = text.lastIndex(of: "/").map { String(text[...$0]) } ?? ""
        let home = ProcessInfo.processInfo.environment["HOME"] ?? ""
        let place = folder.hasPrefix("~/") ? home + folder.dropFirst() : folder.isEmpty ? "." : folder
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        return names.filter { $0.hasPrefix(".") == context.word.hasPrefix(".") }.sorted().map { name in
            let attributes = try? FileManager.default.attributesOfItem(atPath: place + "/" + name)
            let isFolder = attributes?[.type] as? FileAttributeType == .typeDirectory
            return Match(isFolder ? name + "/" : name, kind: "path")
        }
    }

    private var magics: [Match] {
        let isCell = context.word.hasPrefix("%%")
        return Magic.all.filter { isCell ? $0.worksOnCells : $0.worksOnLines }.map(\.name).sorted()
            .map { Match((isCell ? "%%" : "%") + $0, kind: "magic") }
    }
}

/// The parameters that a call of an object takes.
enum ParametersOf {
    static func signature(_ object: Object) -> Language.Signature? {
        if let signature = object.signature { return signature }
        guard let call = object.type.lookup(.__call__)?.object?.signature else { return nil }
        return Language.Signature(Array(call.parameters.dropFirst()))
    }
}
