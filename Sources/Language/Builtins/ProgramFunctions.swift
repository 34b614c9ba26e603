/// Built-in functions about running programs: `eval`, `exec`, `globals`, `locals`, `__import__`.
enum ProgramFunctions {
    static var all: [NativeFunction] {
        [
            NativeFunction("globals", "()", "The variables of the module.") { _, evaluator in
                .object(NamespaceMapping(evaluator.currentGlobals))
            },
            NativeFunction("locals", "()", "The variables of the running function.") { _, evaluator in
                try evaluator.currentLocalMapping()
            },
            NativeFunction("eval", "(source, globals=None, locals=None, /)", "The value of an expression.") {
                arguments, evaluator in
                let source = try source(arguments[0], "eval")
                return try run(in: arguments[1], arguments[2], evaluator) { namespace in
                    guard source.mode != "exec" else {
                        _ = try evaluator.run(Source(name: source.name, text: source.text), in: namespace)
                        return .none
                    }
                    let text = source.text.stripped(trailing: false) { $0 == " " || $0 == "\t" }
                    return try evaluator.evaluate(Source(name: source.name, text: text), in: namespace)
                }
            },
            NativeFunction("exec", "(source, globals=None, locals=None, /)", "Runs statements.") {
                arguments, evaluator in
                let source = try source(arguments[0], "exec")
                return try run(in: arguments[1], arguments[2], evaluator) { namespace in
                    _ = try evaluator.run(Source(name: source.name, text: source.text), in: namespace)
                    return .none
                }
            },
            NativeFunction(
                "compile", "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1)",
                "Checks a program, for exec() and eval()."
            ) {
                arguments, evaluator in
                .object(
                    try ProgramText(
                        try source(arguments[0], "compile").text, name: try evaluator.str(arguments[1]),
                        mode: try evaluator.str(arguments[2])))
            },
            NativeFunction(
                "__import__", "(name, globals=None, locals=None, fromlist=(), level=0)", "Imports a module by name."
            ) {
                arguments, evaluator in
                let name = try evaluator.str(arguments[0])
                let module = try evaluator.modules.import(name, evaluator)
                let isPlain = try evaluator.array(from: arguments[3].ifNotNone ?? Value(tuple: [])).isEmpty
                guard isPlain, let first = name.split(separator: ".").first.map(String.init) else {
                    return .object(module)
                }
                return .object(evaluator.modules.loaded[first] ?? module)
            },
        ]
    }

    private static func source(_ value: Value, _ function: String) throws -> ProgramText {
        if let program = value.as(ProgramText.self) { return program }
        if let bytes = value.as(Bytes.self) {
            return ProgramText(unchecked: String(decoding: bytes.bytes, as: UTF8.self))
        }
        guard let text = value.as(Text.self) else {
            throw PythonError(.typeError, "\(function)() arg 1 must be a string, bytes or code object")
        }
        return ProgramText(unchecked: text.string)
    }

    /// Runs a program with the variables of the caller, or with those of dicts, which get back what it changes.
    private static func run(
        in globals: Value, _ locals: Value, _ evaluator: Evaluator, _ body: (Namespace) throws -> Value
    ) throws -> Value {
        if globals.isNone, locals.isNone {
            let namespace = evaluator.currentGlobals
            let local = evaluator.currentLocals.filter { namespace[$0.name] == nil }
            guard !local.isEmpty else { return try body(namespace) }
            let merged = Namespace()
            for (name, value) in namespace.items + local { merged[name] = value }
            return try body(merged)
        }
        if let mapping = globals.as(NamespaceMapping.self), locals.isNone { return try body(mapping.namespace) }
        let namespace = Namespace()
        for source in [globals, locals] {
            guard let source = source.ifNotNone else { continue }
            for key in try evaluator.array(from: source) {
                namespace[Symbol(try evaluator.str(key))] = try evaluator.getItem(source, key)
            }
        }
        let before = namespace.items.map(\.value)
        let result = try body(namespace)
        guard let target = locals.ifNotNone ?? globals.ifNotNone else { return result }
        for (index, item) in namespace.items.enumerated() {
            if index < before.count, item.value.isSame(as: before[index]) { continue }
            try evaluator.setItem(target, Value(item.name.text), to: item.value)
        }
        return result
    }
}

/// What `compile` gives: a program that is known to be written correctly.
final class ProgramText: Object {
    let text: String
    let name: String
    /// "exec", "eval" or "single".
    let mode: String

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) static let typeObject = TypeObject(native: "code")
    override class var nativeType: TypeObject { typeObject }

    init(unchecked text: String) {
        (self.text, name, mode) = (text, "<string>", "")
    }

    init(_ text: String, name: String, mode: String) throws {
        (self.text, self.name, self.mode) = (text, name, mode)
        let source = Source(name: name, text: text)
        do {
            switch mode {
            case "exec", "single": _ = try Parser.parse(source)
            case "eval": _ = try Parser.parseEvaluated(source)
            default:
                throw PythonError(.valueError, "compile() mode must be 'exec', 'eval' or 'single'")
            }
        } catch let error as SyntaxError {
            throw PythonError(error, in: source)
        }
    }

    override func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        name == "co_filename" ? Value(self.name) : try genericAttribute(name, evaluator)
    }

    override func repr(_ evaluator: Evaluator) throws -> String {
        "<code object <module> at \(address), file \"\(name)\", line 1>"
    }
}
