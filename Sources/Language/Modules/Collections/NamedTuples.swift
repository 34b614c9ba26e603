/// Classes of tuples with named elements: `namedtuple("Point", ["x", "y"])` and `class Point(NamedTuple)`.
package enum NamedTuples {
    static var function: NativeFunction {
        NativeFunction(
            "namedtuple", "(typename, field_names, *, rename=False, defaults=None, module=None)",
            "A class of tuples with named elements.", module: "collections"
        ) { arguments, evaluator in
            let name = try evaluator.str(arguments[0])
            var fields: [String]
            if let text = arguments[1].as(Text.self) {
                let listed = text.string.replacingOccurrences(of: ",", with: " ") ?? text.string
                fields = try listed.splitAtWhitespace().map { try evaluator.str($0) }
            } else {
                fields = try evaluator.array(from: arguments[1]).map { try evaluator.str($0) }
            }
            if try evaluator.truth(arguments[2]) { fields = renamed(fields) }
            try check(name, fields)
            let defaults = try arguments[3].ifNotNone.map { try evaluator.array(from: $0) } ?? []
            guard defaults.count <= fields.count else {
                throw PythonError(.typeError, "Got more default values than field names")
            }
            let module = try arguments[4].ifNotNone.map { try evaluator.str($0) } ?? "__main__"
            let type = try make(name, fields, defaults: defaults, module: module)
            try noteDefaults(defaults, of: fields, in: type, evaluator)
            return .object(type)
        }
    }

    /// Fills `_field_defaults`.
    static func noteDefaults(
        _ defaults: [Value], of fields: [String], in type: TypeObject, _ evaluator: Evaluator
    ) throws {
        let table = Dict()
        for (field, value) in zip(fields.suffix(defaults.count), defaults) {
            try table.set(field, to: value, evaluator)
        }
        type.namespace["_field_defaults"] = .object(table)
    }

    private static let keywords: Set<String> = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
        "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
        "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    ]

    private static func renamed(_ fields: [String]) -> [String] {
        fields.enumerated().map { index, name in
            let isValid =
                name.isPythonIdentifier && !keywords.contains(name) && !name.hasPrefix("_")
                && !fields[..<index].contains(name)
            return isValid ? name : "_\(index)"
        }
    }

    private static func check(_ typeName: String, _ fields: [String]) throws {
        for name in [typeName] + fields {
            guard name.isPythonIdentifier else {
                throw PythonError(
                    .valueError,
                    "Type names and field names must be valid identifiers: \(QuotedText.quoted(name))")
            }
            guard !keywords.contains(name) else {
                throw PythonError(
                    .valueError, "Type names and field names cannot be a keyword: \(QuotedText.quoted(name))")
            }
        }
        for (index, name) in fields.enumerated() {
            guard !name.hasPrefix("_") || name.hasPrefix("_") && Int(name.dropFirst()) == index else {
                throw PythonError(
                    .valueError, "Field names cannot start with an underscore: \(QuotedText.quoted(name))")
            }
            guard !fields[..<index].contains(name) else {
                throw PythonError(.valueError, "Encountered duplicate field name: \(QuotedText.quoted(name))")
            }
        }
    }

    package static func make(
        _ name: String, _ fields: [String], defaults: [Value] = [], module: String, namespace: Namespace? = nil,
        title: String? = nil
    ) throws -> TypeObject {
        let namespace = namespace ?? Namespace(capacity: fields.count + 8)
        for (index, field) in fields.enumerated() { namespace[Symbol(field)] = .object(getter(field, index)) }
        let firstDefault = fields.count - defaults.count
        let parameters = fields.enumerated().map { index, field in
            Signature.Parameter(Symbol(field), default: index >= firstDefault ? defaults[index - firstDefault] : nil)
        }
        let signature = Signature([Signature.Parameter("cls")] + parameters)
        namespace["_fields"] = Value(tuple: fields.map { Value($0) })
        namespace["__match_args__"] = namespace["_fields"]
        namespace["__repr__"] = .object(representation(fields, title))
        namespace["_asdict"] = .object(asDict(fields))
        namespace["_replace"] = .object(replace(fields))
        if namespace[.__doc__] == nil {
            namespace[.__doc__] = Value("\(name)(\(fields.joined(separator: ", ")))")
        }
        let type = try TypeObject(name: name, bases: [.tuple], namespace: namespace, module: module)
        type.allocate = { type, arguments, evaluator in
            let bound = try signature.bind(
                arguments.prepending(.object(type)), function: "\(name).__new__", evaluator)
            return instance(of: type, Array(bound.dropFirst()))
        }
        namespace["_make"] = .object(
            NativeFunction("_make", "(iterable, /)", binds: false) { arguments, evaluator in
                let elements = try evaluator.array(from: arguments[0])
                guard elements.count == fields.count else {
                    throw PythonError(.typeError, "Expected \(fields.count) arguments, got \(elements.count)")
                }
                return instance(of: type, elements)
            })
        namespace["_field_defaults"] = .object(Dict())
        return type
    }

    private static func instance(of type: TypeObject, _ elements: [Value]) -> Value {
        let tuple = Tuple(elements)
        tuple.derivation = Derivation(type: type)
        return .object(tuple)
    }

    private static func getter(_ field: String, _ index: Int) -> NativeProperty {
        NativeProperty(
            field, "Alias for field number \(index)",
            set: { _, _, _ in throw PythonError(.attributeError, "can't set attribute") }
        ) { value, _ in
            guard let tuple = value.as(Tuple.self), index < tuple.elements.count else { return .none }
            return tuple.elements[index]
        }
    }

    private static func representation(_ fields: [String], _ title: String?) -> NativeFunction {
        NativeFunction("__repr__", "(self, /)") { arguments, evaluator in
            let elements = arguments[0].as(Tuple.self)?.elements ?? []
            let texts = try zip(fields, elements).map { "\($0)=\(try evaluator.repr($1))" }
            return Value("\(title ?? arguments[0].type.name)(\(texts.joined(separator: ", ")))")
        }
    }

    private static func asDict(_ fields: [String]) -> NativeFunction {
        NativeFunction("_asdict", "(self)", "The fields as a dict.") { arguments, evaluator in
            let result = Dict()
            for (field, element) in zip(fields, arguments[0].as(Tuple.self)?.elements ?? []) {
                try result.set(field, to: element, evaluator)
            }
            return .object(result)
        }
    }

    private static func replace(_ fields: [String]) -> NativeFunction {
        NativeFunction("_replace", "(self, /, **kwds)", "The same tuple with some fields changed.", isRaw: true) {
            arguments, evaluator in
            guard let tuple = arguments[0].as(Tuple.self) else { return .none }
            var elements = tuple.elements
            var unknown: [String] = []
            for (name, value) in arguments.keywords {
                if let index = fields.firstIndex(of: name.text) {
                    elements[index] = value
                } else {
                    unknown.append(name.text)
                }
            }
            guard unknown.isEmpty else {
                let names = Value(unknown.map { Value($0) })
                throw PythonError(.valueError, "Got unexpected field names: \(try evaluator.repr(names))")
            }
            return instance(of: arguments[0].type, elements)
        }
    }
}
