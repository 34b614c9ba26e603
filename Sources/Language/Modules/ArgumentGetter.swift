/// `operator.itemgetter`, `attrgetter` and `methodcaller`: functions that ask their argument for something.
///
///     itemgetter(1, 2)("abc")   // ('b', 'c')
final class ArgumentGetter: Object {
    private enum Kind: String, CaseIterable { case itemgetter, attrgetter, methodcaller }

    private let kind: Kind
    private let names: [Value]
    /// For `methodcaller`: what the method is called with.
    private let keywords: [(name: Symbol, value: Value)]

    private init(_ kind: Kind, _ names: [Value], _ keywords: [(name: Symbol, value: Value)] = []) {
        self.kind = kind
        self.names = names
        self.keywords = keywords
    }

    // Immutable after creation, so that threads may share them.
    nonisolated(unsafe) static let types = Kind.allCases.map(type(of:))

    private static func type(of kind: Kind) -> TypeObject {
        let summaries: [Kind: String] = [
            .itemgetter: "A function that gets items of its argument.",
            .attrgetter: "A function that gets attributes of its argument.",
            .methodcaller: "A function that calls a method of its argument.",
        ]
        return TypeObject(native: kind.rawValue, module: "operator", documentation: summaries[kind]) {
            _, arguments, _ in
            let names = arguments.positionals
            guard let first = names.first else {
                throw PythonError(.typeError, "\(kind.rawValue) expected at least 1 argument, got 0")
            }
            let texts = kind == .attrgetter ? names : kind == .methodcaller ? [first] : []
            guard texts.allSatisfy({ $0.as(Text.self) != nil }) else {
                let what = kind == .attrgetter ? "attribute name must be a string" : "method name must be a string"
                throw PythonError(.typeError, what)
            }
            return .object(ArgumentGetter(kind, names, arguments.keywords))
        }
    }

    override var type: TypeObject {
        derivation?.type ?? ArgumentGetter.types[Kind.allCases.firstIndex(of: kind) ?? 0]
    }

    override var isCallable: Bool { true }

    override func call(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        guard arguments.count == 1, arguments.keywordNames.isEmpty else {
            throw PythonError(.typeError, "\(kind.rawValue) expected 1 argument, got \(arguments.count)")
        }
        let value = arguments[0]
        if kind == .methodcaller {
            let method = try evaluator.requiredAttribute(Symbol(try evaluator.str(names[0])), of: value)
            return try evaluator.call(method, Arguments(Array(names.dropFirst()), keywords: keywords))
        }
        let found = try names.map { name in
            guard kind == .attrgetter else { return try evaluator.getItem(value, name) }
            return try Text(evaluator.str(name)).split(at: Text(".")).elements.reduce(value) {
                try evaluator.requiredAttribute(Symbol(try evaluator.str($1)), of: $0)
            }
        }
        return found.count == 1 ? found[0] : Value(tuple: found)
    }

    override func repr(_ evaluator: Evaluator) throws -> String {
        let texts =
            try names.map { try evaluator.repr($0) } + keywords.map { "\($0.name)=\(try evaluator.repr($0.value))" }
        return "operator.\(kind.rawValue)(\(texts.joined(separator: ", ")))"
    }
}
