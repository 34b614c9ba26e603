import Language
import Tensors
import Torch

/// What a result will look like: actions are done on `meta` tensors, which have a shape and no elements, while the block
/// is read. A wrong shape is an error at the words that made it, before the model runs.
enum Preview {
    /// Attributes of a tensor that a shape alone decides.
    static let shapeAttributes: Set<Symbol> = [
        "shape", "dtype", "device", "ndim", "itemsize", "nbytes", "is_sparse", "is_cuda", "layout",
    ]
    private static let shapeMethods: Set<Symbol> = [
        "size", "dim", "numel", "nelement", "ndimension", "element_size", "is_floating_point", "is_complex", "__len__",
    ]
    /// Methods that change how gradients flow and not what the value looks like.
    private static let gradientMethods: Set<Symbol> = ["backward", "retain_grad", "register_hook"]
    /// Methods that give a tensor another shape in place.
    private static let reshapingMethods: Set<Symbol> = [
        "unsqueeze_", "squeeze_", "t_", "transpose_", "swapaxes_", "swapdims_", "resize_", "resize_as_", "set_",
        "as_strided_",
    ]
    /// Functions of the language without side effects.
    private static let pureBuiltins: Set<String> = ["abs", "round"]
    /// Methods that give the same thing for a preview.
    private static let identityMethods: Set<Symbol> = ["cpu", "cuda", "requires_grad_", "save"]

    /// The preview of a result, nil when it depends on elements; throws the error that the action would give.
    static func result(
        of action: Action, _ arguments: [Value], _ keywords: [(name: Symbol, value: Value)], _ evaluator: Evaluator
    ) throws -> Value? {
        guard let values = try arguments.mapAll({ try loadedPreview(of: $0) }),
            let named = try keywords.mapAll({ pair in
                try loadedPreview(of: pair.value).map { (name: pair.name, value: $0) }
            })
        else { return nil }
        if let arithmetic = FormRule.result(of: action, values) { return arithmetic }
        do {
            // Operators call no function that a block records.
            if action.isOperator { return try GradientMode.disabled { try action.perform(values, named, evaluator) } }
            return try evaluator.tracing.suspended(evaluator) {
                try GradientMode.disabled { try perform(action, arguments, values, named, evaluator) }
            }
        } catch let error as PythonError
            where error.isDataDependent || error.isInstance(of: .notImplementedError) || looksIntoContainer(arguments)
        {
            return nil
        }
    }

    /// Whether an action is about a list, dict or set of the graph: what it holds when the action runs is not known.
    private static func looksIntoContainer(_ arguments: [Value]) -> Bool {
        let subject = arguments.first.flatMap { receiver(of: $0) ?? preview(of: $0) }
        return subject.map(isContainer) ?? false
    }

    /// Whether a value can grow and shrink.
    static func isContainer(_ value: Value) -> Bool {
        value.object is List || value.object is Dict || value.object is SetObject
    }

    private static func perform(
        _ action: Action, _ arguments: [Value], _ values: [Value], _ keywords: [(name: Symbol, value: Value)],
        _ evaluator: Evaluator
    ) throws -> Value? {
        switch action {
        case .call: return try call(arguments, values, keywords, evaluator)
        case .callModule:
            return try Muting.run(evaluator) {
                try evaluator.call(values[0], Arguments(Array(values.dropFirst()), keywords: keywords))
            }
        case .setAttribute(let name):
            guard name != "requires_grad" else { return Value.none }
            arguments.first?.proxy?.node.graph?.settleForms()
            return try action.perform(values, keywords, evaluator)
        case .gradient: return values[0]
        case .swap, .update: return values[1]
        case .log: return Value.none
        case .getAttribute(let name):
            guard !["requires_grad", "grad_fn", "is_leaf"].contains(name) else { return nil }
            return try action.perform(values, keywords, evaluator)
        case .binary, .unary, .compare, .contains, .getItem, .setItem, .deleteItem:
            return try action.perform(values, keywords, evaluator)
        case .choose: return agreed(values)
        case .skip: return values[1]
        case .module, .given, .stop, .exit, .subgraph: return nil
        }
    }

    /// What the sides of a choice (its second and third argument) have in common: a tensor of one shape, or nothing.
    private static func agreed(_ values: [Value]) -> Value? {
        guard let first = values[1].tensor, let second = values[2].tensor, first.shape == second.shape,
            first.dtype == second.dtype
        else { return nil }
        return values[1]
    }

    private static func call(
        _ arguments: [Value], _ values: [Value], _ keywords: [(name: Symbol, value: Value)], _ evaluator: Evaluator
    ) throws -> Value? {
        if let method = methodName(of: arguments[0]) {
            if gradientMethods.contains(method) { return Value.none }
            if identityMethods.contains(method) { return receiver(of: arguments[0]) }
        }
        if let method = methodName(of: arguments[0]), reshapingMethods.contains(method) {
            arguments[0].proxy?.node.arguments.first?.proxy?.node.graph?.settleForms()
        }
        var keywords = keywords
        if let function = values[0].as(NativeFunction.self) {
            let isPure = pureBuiltins.contains(function.name)
            guard isPure || function.isInterceptable && function.moduleName != "builtins" else { return nil }
            if TorchFactories.contains(function), !keywords.contains(where: { $0.name == "device" }) {
                keywords.append((name: "device", value: "meta"))
            }
        } else if let type = values[0].as(TypeObject.self) {
            // Optimizers and data loaders belong to the run.
            guard type.isNative, !Recorder.records(type) || type === TensorType.parameter else { return nil }
            // `float(h)` depends on the element.
            if type.moduleName == "builtins", values.count == 2, values[1].tensor != nil { return nil }
        } else if values[0].as(BoundMethod.self) == nil {
            return nil
        }
        return try evaluator.call(values[0], Arguments(Array(values.dropFirst()), keywords: keywords))
    }

    /// Whether the result of an action is known for good: `h.size(0)` is, `h.sum()` is not.
    static func isKnownResult(of action: Action, _ arguments: [Value], _ preview: Value) -> Bool {
        guard case .call = action, let method = methodName(of: arguments[0]) else { return false }
        return shapeMethods.contains(method)
    }

    /// `backward` for the node that fetched the attribute `backward` of another one.
    private static func methodName(of callee: Value) -> Symbol? {
        guard case .getAttribute(let name)? = callee.proxy?.node.action else { return nil }
        return name
    }

    private static func receiver(of callee: Value) -> Value? {
        callee.proxy?.node.arguments.first?.proxy?.node.preview
    }

    /// Like `preview(of:)`, with the error that a look at the model gave.
    private static func loadedPreview(of value: Value) throws -> Value? {
        if let node = value.proxy?.node, let found = try node.loadedPreview() { return found }
        return preview(of: value)
    }

    /// The value with previews for its proxies and `meta` tensors for its tensors; nil when one has no preview.
    static func preview(of value: Value) -> Value? {
        var isComplete = true
        let replaced = Substitution.replacing(value) { node -> Value in
            if let preview = node.preview { return preview }
            if node.state == .done, let value = node.value { return value }
            isComplete = false
            return .none
        }
        return isComplete ? MetaValue.make(of: replaced) : nil
    }

    /// `FakeTensor(..., size=(1, 10))`, as nnsight shows what a scan found.
    static func text(_ preview: Value, _ evaluator: Evaluator) throws -> String {
        if let tensor = preview.tensor {
            let sizes = tensor.shape.map(String.init).joined(separator: ", ")
            return "FakeTensor(..., size=(\(sizes)\(tensor.shape.count == 1 ? "," : "")))"
        }
        if let tuple = preview.as(Tuple.self) {
            let parts = try tuple.elements.map { try text($0, evaluator) }
            return "(" + parts.joined(separator: ", ") + (parts.count == 1 ? ",)" : ")")
        }
        if let list = preview.as(List.self) {
            return "[" + (try list.elements.map { try text($0, evaluator) }).joined(separator: ", ") + "]"
        }
        return try evaluator.repr(preview)
    }
}

extension Action {
    /// Whether it is one of Python's operators.
    fileprivate var isOperator: Bool {
        switch self {
        case .binary, .unary, .compare, .getItem: true
        case .contains, .setItem, .deleteItem, .getAttribute, .setAttribute, .call, .callModule, .log, .update, .module,
            .swap, .gradient, .given, .choose, .skip, .stop, .exit, .subgraph:
            false
        }
    }
}

extension Sequence {
    /// The transformed elements, or nil when the transformation gives nil for one of them.
    func mapAll<Result>(_ transform: (Element) throws -> Result?) rethrows -> [Result]? {
        var results: [Result] = []
        for element in self {
            guard let result = try transform(element) else { return nil }
            results.append(result)
        }
        return results
    }
}

/// Runs user code whose prints nobody should see.
enum Muting {
    static func run<Result>(_ evaluator: Evaluator, _ body: () throws -> Result) rethrows -> Result {
        let output = evaluator.output
        evaluator.output = OutputBuffer()
        defer { evaluator.output = output }
        return try body()
    }
}
