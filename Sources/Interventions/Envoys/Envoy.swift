import Language
import Networks
import Torch

/// One module of a model as the user sees it: its input and output can be read and set inside a trace.
package class Envoy: Object {
    /// `.transformer.h.0.mlp`, with a leading dot; empty for the root.
    package final let path: String
    package final private(set) var module: Module
    package final let tracing: Tracing
    private var made: [String: Envoy] = [:]
    /// The children asked for by a name of the program, nil for names of something else, while the module has these children.
    private var looked: [(name: Symbol, child: Envoy?)] = []
    private var lookedAt = -1
    private static let lookLimit = 16

    package init(_ module: Module, path: String, _ tracing: Tracing) {
        self.module = module
        self.path = path
        self.tracing = tracing
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let envoyType = TypeObject(
        native: "Envoy", module: "nnsight.envoy", methods: Envoy.methods, attributes: Envoy.properties)

    override package class var nativeType: TypeObject { envoyType }

    /// The module as PyTorch shows it.
    package final var face: Value {
        if let shown { return .object(shown) }
        let made = Value(module)
        shown = made.object
        return made
    }

    private var shown: Object?

    /// The envoys of the children, in order; the same objects each time.
    package final var children: [(name: String, envoy: Envoy)] {
        module.children.compactMap { name, child in child.map { (name, envoy(of: $0, named: name)) } }
    }

    package final func child(_ name: String) -> Envoy? {
        guard let child = module.children[name] ?? nil else { return nil }
        return envoy(of: child, named: name)
    }

    private func envoy(of child: Module, named name: String) -> Envoy {
        if let known = made[name], known.module === child { return known }
        let envoy = Envoy(child, path: path + "." + name, tracing)
        envoy.root = model
        made[name] = envoy
        return envoy
    }

    // The model takes itself away before it goes; a weak reference would slow every use of the model down.
    private unowned(unsafe) var root: NNsight?

    /// The model that this envoy is a part of.
    package var model: NNsight? { root }

    /// The model goes; envoys may live on.
    final func forgetModel() {
        root = nil
        for envoy in made.values { envoy.forgetModel() }
    }

    /// The child of a name in a program; what a name means is looked up once.
    private func child(named name: Symbol) -> Envoy? {
        if lookedAt != module.childrenRevision {
            looked = []
            lookedAt = module.childrenRevision
        }
        for known in looked where known.name == name { return known.child }
        let found = child(name.text)
        if looked.count < Envoy.lookLimit { looked.append((name, found)) }
        return found
    }

    /// The envoy that has another name here.
    private func renamedChild(_ symbol: Symbol) -> Envoy? {
        guard let model, !model.renaming.isEmpty else { return nil }
        let name = symbol.text
        if let old = model.renaming.part(name), let child = child(old) { return child }
        guard let path = model.renaming.path(of: name, below: path) else { return nil }
        return model.all.first { $0.path == "." + path }
    }

    /// This envoy and all below, parents first.
    package final var all: [Envoy] { below([]) }

    /// A module that contains itself is not followed into itself.
    private func below(_ ancestors: Set<ObjectIdentifier>) -> [Envoy] {
        let way = ancestors.union([ObjectIdentifier(module)])
        return [self]
            + children.flatMap { way.contains(ObjectIdentifier($0.envoy.module)) ? [] : $0.envoy.below(way) }
    }

    // MARK: Attributes

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        if let child = child(named: name) ?? renamedChild(name) { return .object(child) }
        if let own = try genericAttribute(name, evaluator) { return own }
        if let own = try movedAttribute(name, evaluator) { return own }
        return try evaluator.requiredAttribute(name, of: face)
    }

    /// `nns_output` where a child takes the name `output`, as in BERT's layers.
    private func movedAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        guard name.text.hasPrefix("nns_"), case let plain = String(name.text.dropFirst(4)), child(plain) != nil else {
            return nil
        }
        return try genericAttribute(Symbol(plain), evaluator)
    }

    override package func setAttribute(_ name: Symbol, to value: Value, _ evaluator: Evaluator) throws {
        switch name.text {
        case "nns_output" where child("output") != nil: try replace(.output, with: value, evaluator)
        case "output": try replace(.output, with: value, evaluator)
        case "inputs": try replace(.inputs, with: value, evaluator)
        case "input": try replace(.inputs, with: try inputs(startingWith: value, evaluator), evaluator)
        default: try attach(value, as: name, evaluator)
        }
    }

    /// A module becomes part of the network; anything else is an attribute of the envoy alone.
    private func attach(_ value: Value, as name: Symbol, _ evaluator: Evaluator) throws {
        if value.module != nil {
            try evaluator.setAttribute(name, of: face, to: value)
        } else if let envoy = value.as(Envoy.self) {
            try evaluator.setAttribute(name, of: face, to: envoy.face)
        } else {
            try setGenericAttribute(name, to: value, evaluator)
        }
    }

    override package var acceptsAttributes: Bool { true }

    override package func attributeNames() -> [Symbol] {
        module.children.names.map { Symbol($0) } + super.attributeNames() + (face.object?.attributeNames() ?? [])
    }

    // MARK: Values inside a trace

    /// The proxy for this module's input or output in the open trace.
    package final func value(_ side: ModulePoint.Side, _ evaluator: Evaluator) throws -> Value {
        guard let tracer = tracing.tracer else {
            throw InterventionError.noOpenTrace(attribute: side.name).pythonError
        }
        return try tracer.scope.proxy(path, side, evaluator)
    }

    private func replace(_ side: ModulePoint.Side, with value: Value, _ evaluator: Evaluator) throws {
        guard let tracer = tracing.tracer else {
            throw InterventionError.noOpenTrace(attribute: side.name).pythonError
        }
        try tracer.scope.replace(path, side, with: value, evaluator)
    }

    /// The first positional argument.
    package final func firstInput(_ evaluator: Evaluator) throws -> Value {
        let positional = try evaluator.getItem(try value(.inputs, evaluator), 0)
        return try evaluator.getItem(positional, 0)
    }

    /// The inputs with another first argument.
    private func inputs(startingWith first: Value, _ evaluator: Evaluator) throws -> Value {
        let inputs = try value(.inputs, evaluator)
        let positional = try evaluator.getItem(inputs, 0)
        let rest = try evaluator.getItem(positional, .object(Slice(1, .none, .none)))
        let changed = try evaluator.binary(.add, Value(tuple: [first]), rest)
        return Value(tuple: [changed, try evaluator.getItem(inputs, 1)])
    }

    // MARK: Calls and items

    override package var isCallable: Bool { true }

    /// Outside a trace the module runs; inside, the call becomes a node.
    override package func call(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        guard tracing.innermost != nil else { return try evaluator.call(face, arguments) }
        let withHooks = try arguments[keyword: "hook"].map { try evaluator.truth($0) } ?? tracing.isInEdit
        return try tracing.record(
            .callModule(withHooks: withHooks), [face] + arguments.positionals,
            keywords: arguments.keywords.filter { $0.name != "hook" }, evaluator)
    }

    override package func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        try envoys(evaluator.getItem(face, key))
    }

    override package func length(_ evaluator: Evaluator) throws -> Int? { try evaluator.length(face) }

    override package func iterate(_ evaluator: Evaluator) throws -> ValueIterator? {
        let inner = try evaluator.iterate(face)
        return ClosureIterator { evaluator in try inner.next(evaluator).map { try self.envoys($0) } }
    }

    /// The envoys of modules: of one module, or of the modules in a list or container that slicing gave.
    private func envoys(_ value: Value) throws -> Value {
        guard let found = value.module else { return value }
        if let child = children.first(where: { $0.envoy.module === found })?.envoy { return .object(child) }
        let parts = found.children.values.compactMap { part in
            children.first { $0.envoy.module === part }.map { Value.object($0.envoy) }
        }
        return Value(parts)
    }

    /// As PyTorch prints the module, with one difference that nnsight makes: a class that writes its own form, such as
    /// transformers' Conv1D, shows no settings, since an envoy asks for `extra_repr` only.
    override package func repr(_ evaluator: Evaluator) throws -> String {
        try evaluator.repr(face).replacing(Envoy.ownForm) { "\($0.output.1)()" }
    }

    private static var ownForm: Regex<(Substring, Substring)> { /(Conv1D)\(nf=\d+, nx=\d+\)/ }
}
