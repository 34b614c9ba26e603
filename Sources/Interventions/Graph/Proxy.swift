import Language
import Torch

/// Stands for the result of a node: operations on it become nodes while a block is open, and act on the value afterwards.
package final class Proxy: Object {
    package let node: Node
    package let tracing: Tracing

    package init(_ node: Node, _ tracing: Tracing) {
        self.node = node
        self.tracing = tracing
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(
        native: "InterventionProxy", module: "nnsight.intervention", methods: Proxy.methods,
        attributes: Proxy.properties)

    override package class var nativeType: TypeObject { typeObject }

    /// The value, when there is one and the proxy acts as it.
    package var settled: Value? { node.state == .done ? node.value : nil }

    /// The value for something that cannot be recorded; `use` completes "so it cannot ...".
    func known(for use: String) throws -> Value {
        if let settled { return settled }
        throw (node.isRecorded ? InterventionError.notKnownYet(use: use) : .valueNotSet(node)).pythonError
    }

    private func record(
        _ action: Action, _ arguments: [Value], keywords: [(name: Symbol, value: Value)] = [], _ evaluator: Evaluator
    ) throws -> Value {
        try tracing.record(action, arguments, keywords: keywords, evaluator)
    }

    private var itself: Value { .object(self) }

    // MARK: Attributes

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        if let own = Proxy.typeObject.namespace[name] { return try evaluator.bound(own, to: itself, of: type) }
        if name == .__class__ { return .object(type) }
        if let value = settled { return try evaluator.attribute(name, of: value) }
        if name.text.hasPrefix("__") { return nil }
        return try tracing.attribute(name, of: self, evaluator)
    }

    override package func setAttribute(_ name: Symbol, to value: Value, _ evaluator: Evaluator) throws {
        if name == .grad, settled == nil { return try tracing.setGradient(of: self, to: value, evaluator) }
        _ = try record(.setAttribute(name), [itself, value], evaluator)
    }

    override package func attributeNames() -> [Symbol] {
        let own = Proxy.typeObject.namespace.definedNames
        return own + ((settled ?? node.preview)?.object?.attributeNames() ?? [])
    }

    // MARK: Calls

    override package var isCallable: Bool { true }
    override package var interceptsCalls: Bool { true }

    override package func call(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        try record(
            .call("proxy_call"), [itself] + arguments.positionals, keywords: arguments.keywords, evaluator)
    }

    override package func intercept(
        call function: Object, _ arguments: borrowing Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        if node.isRecorded, let module = function as? Torch.ModuleObject, module.isWrittenByUser {
            // The code of the user's forward is read like the rest of the block, so what it returns can be unpacked.
            return try evaluator.call(try evaluator.requiredAttribute("forward", of: .object(module)), arguments)
        }
        let name = (function as? NativeFunction)?.name ?? (function as? TypeObject)?.name ?? "call"
        if name == "print", tracing.showsPreviews {
            let texts = try arguments.positionals.map { Value(try evaluator.str($0)) }
            return try evaluator.call(.object(function), Arguments(texts, keywords: arguments.keywords))
        }
        if name == "print", !node.isRecorded, let printing = function as? NativeFunction {
            // What stands before a value that never came is printed, as Python's `print` does.
            return try printing.body(arguments, evaluator)
        }
        return try record(
            .call(name), [.object(function)] + arguments.positionals, keywords: arguments.keywords, evaluator)
    }

    // MARK: Items and operators

    override package func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        try record(.getItem, [itself, key], evaluator)
    }

    override package func setItem(_ key: Value, to value: Value, _ evaluator: Evaluator) throws {
        _ = try record(.setItem, [itself, key, value], evaluator)
    }

    override package func deleteItem(_ key: Value, _ evaluator: Evaluator) throws {
        _ = try record(.deleteItem, [itself, key], evaluator)
    }

    override package func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        if let step = try tracing.arithmetic(operation, self, other, reflected: reflected, evaluator) { return step }
        return try record(.binary(operation), reflected ? [other, itself] : [itself, other], evaluator)
    }

    override package func unary(_ operation: UnaryOperator, _ evaluator: Evaluator) throws -> Value? {
        try record(.unary(operation), [itself], evaluator)
    }

    override package func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        switch operation {
        case .in: return try record(.contains, [itself, other], evaluator)
        case .notIn: return try evaluator.tracing.negated(try record(.contains, [itself, other], evaluator), evaluator)
        default: return try record(.compare(operation), [itself, other], evaluator)
        }
    }

    // MARK: What needs the value now

    override package func contains(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        try evaluator.contains(try known(for: "answer `in`"), value)
    }

    override package func length(_ evaluator: Evaluator) throws -> Int? {
        if let preview = node.preview, settled == nil { return try evaluator.length(preview) }
        return try evaluator.length(try known(for: "tell its length"))
    }

    override package func iterate(_ evaluator: Evaluator) throws -> ValueIterator? {
        if let settled { return try evaluator.iterate(settled) }
        guard node.isRecorded else { return try evaluator.iterate(try known(for: "be iterated")) }
        guard let preview = node.preview else { return UnknownIterator(over: itself) }
        let count = try evaluator.length(preview)
        var next = 0
        let unrolled = ClosureIterator { evaluator in
            guard next < count else { return nil }
            defer { next += 1 }
            return try self.getItem(.int(next), evaluator)
        }
        // A list may have become longer or shorter by the time the loop runs.
        return preview.as(List.self) == nil ? unrolled : UnknownIterator(over: itself, unrolled: unrolled)
    }

    override package func truth(_ evaluator: Evaluator) throws -> Bool {
        try evaluator.truth(try known(for: "decide this condition; use `with tracer.cond(...)`"))
    }

    override package func index(_ evaluator: Evaluator) throws -> Int? {
        try evaluator.index(try known(for: "be an index or a size here"))
    }

    override package func integer(_ evaluator: Evaluator) throws -> Value? {
        try evaluator.call(.object(TypeObject.int), [try known(for: "become an int; use nnsight.int")])
    }

    override package func float(_ evaluator: Evaluator) throws -> Double? {
        let value = try evaluator.call(.object(TypeObject.float), [try known(for: "become a float; use nnsight.float")])
        if case .float(let double) = value { return double }
        return nil
    }

    override package func hash(_ evaluator: Evaluator) throws -> Int {
        guard let settled else { return ObjectIdentifier(node).hashValue }
        return try evaluator.hash(settled)
    }

    // MARK: Text

    override package func repr(_ evaluator: Evaluator) throws -> String {
        if let settled { return try evaluator.repr(settled) }
        return try unsettledText(evaluator)
    }

    override package func str(_ evaluator: Evaluator) throws -> String {
        if let settled { return try evaluator.str(settled) }
        return try unsettledText(evaluator)
    }

    override package func format(_ specification: String, _ evaluator: Evaluator) throws -> String {
        if let settled { return try evaluator.format(settled, specification) }
        return try unsettledText(evaluator)
    }

    private func unsettledText(_ evaluator: Evaluator) throws -> String {
        guard node.isRecorded else { throw InterventionError.valueNotSet(node).pythonError }
        let text = try node.preview.map { try Preview.text($0, evaluator) } ?? node.action.unknownText
        return "\(type.name) (\(node.name)): \(text)"
    }

    // MARK: Context managers

    override package var isContextManager: Bool {
        settled?.object?.isContextManager ?? (BackwardBlock(node, tracing.tracer) != nil)
    }

    override package func enter(_ evaluator: Evaluator) throws -> Value {
        if let block = BackwardBlock(node, tracing.tracer) {
            block.enter()
            return itself
        }
        guard let object = try known(for: "be entered by `with`").object else { return try super.enter(evaluator) }
        return try object.enter(evaluator)
    }

    override package func exit(_ error: PythonError?, _ evaluator: Evaluator) throws -> Bool {
        if let block = BackwardBlock(node, tracing.tracer) {
            block.exit()
            return false
        }
        return try settled?.object?.exit(error, evaluator) ?? false
    }
}

extension Value {
    /// The value as a proxy. The class has no subclasses, so one comparison tells.
    @inline(__always)
    package var proxy: Proxy? {
        guard case .object(let object) = self, Swift.type(of: object) == Proxy.self else { return nil }
        return unsafeDowncast(object, to: Proxy.self)
    }
}
