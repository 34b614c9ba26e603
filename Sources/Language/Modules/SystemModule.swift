import Glibc

/// `sys`: the interpreter as programs see it.
enum SystemModule {
    static func make(_ evaluator: Evaluator) throws -> ModuleObject {
        let module = ModuleObject("sys", documentation: "The system.", functions: functions)
        let names = module.namespace
        let version = try structure(
            "sys.version_info", [("major", 3), ("minor", 11), ("micro", 7), ("releaselevel", "final"), ("serial", 0)],
            evaluator)
        names["version_info"] = version
        names["version"] = "3.11.7 (main, nnsight) [Swift]"
        names["hexversion"] = .int(0x030B_07F0)
        names["maxsize"] = .int(.max)
        names["maxunicode"] = .int(0x10FFFF)
        names["byteorder"] = "little"
        names["platform"] = "linux"
        names["executable"] = Value(CommandLine.arguments.first ?? "")
        names["prefix"] = ""
        names["argv"] = Value(evaluator.programArguments.map { Value($0) })
        names["path"] = Value([""])
        names["modules"] = .object(ModuleMapping(evaluator.modules))
        names["builtin_module_names"] = Value(tuple: evaluator.modules.knownNames.map { Value($0) })
        names["stdout"] = .object(StandardStream(.standardOutput))
        names["stderr"] = .object(StandardStream(.standardError))
        names["__stdout__"] = names["stdout"]
        names["__stderr__"] = names["stderr"]
        names["float_info"] = try structure("sys.float_info", floatFacts, evaluator)
        names["implementation"] = try structure(
            "types.SimpleNamespace", [("name", "nnsight"), ("cache_tag", .none), ("version", version)], evaluator)
        names["flags"] = try structure("sys.flags", [("debug", 0), ("optimize", 0), ("verbose", 0)], evaluator)
        names["int_info"] = try structure(
            "sys.int_info",
            [
                ("bits_per_digit", 30), ("sizeof_digit", 4), ("default_max_str_digits", 4300),
                ("str_digits_check_threshold", 640),
            ],
            evaluator)
        names["hash_info"] = try structure(
            "sys.hash_info",
            [("width", 64), ("modulus", .int(1 << 61 - 1)), ("inf", 314159), ("nan", 0), ("imag", 1_000_003)], evaluator
        )
        names["api_version"] = 1013
        names["copyright"] = "Copyright (c) 2001-2023 Python Software Foundation."
        names["base_prefix"] = ""
        names["stdlib_module_names"] = names["builtin_module_names"]
        names["warnoptions"] = Value([])
        names["ps1"] = "In : "
        try SourceModules.add(to: module, StandardStream.inputSource, evaluator)
        return module
    }

    private static var floatFacts: [(String, Value)] {
        [
            ("max", .float(.greatestFiniteMagnitude)), ("max_exp", 1024), ("max_10_exp", 308),
            ("min", .float(.leastNormalMagnitude)), ("min_exp", -1021), ("min_10_exp", -307), ("dig", 15),
            ("mant_dig", 53), ("epsilon", .float(.ulpOfOne)), ("radix", 2), ("rounds", 1),
        ]
    }

    private static func structure(_ name: String, _ fields: [(String, Value)], _ evaluator: Evaluator) throws -> Value {
        let type = try NamedTuples.make(name, fields.map(\.0), module: "sys")
        return try evaluator.call(.object(type), fields.map(\.1))
    }

    private static var functions: [NativeFunction] {
        [
            NativeFunction("is_finalizing", "()", "False.", module: "sys") { _, _ in false },
            NativeFunction("displayhook", "(object, /)", "Prints a value, as for the end of a cell.", module: "sys") {
                arguments, evaluator in
                if !arguments[0].isNone {
                    evaluator.output.write(try evaluator.repr(arguments[0]) + "\n", to: .standardOutput)
                }
                return .none
            },
            NativeFunction("exit", "(status=None, /)", "Ends the program by raising SystemExit.", module: "sys") {
                arguments, _ in
                throw PythonError(.systemExit, arguments[0].isNone ? [] : [arguments[0]])
            },
            NativeFunction(
                "getsizeof", "(object, default=..., /)", "About how many bytes an object takes.", module: "sys"
            ) {
                arguments, evaluator in
                .int(try size(arguments[0], evaluator))
            },
            NativeFunction("getrecursionlimit", "()", "How deep calls may nest.", module: "sys") { _, evaluator in
                .int(evaluator.recursionLimit)
            },
            NativeFunction("setrecursionlimit", "(limit, /)", "Sets how deep calls may nest.", module: "sys") {
                arguments, evaluator in
                let limit = try evaluator.index(arguments[0])
                guard limit > 0 else {
                    throw PythonError(.valueError, "recursion limit must be greater or equal than 1")
                }
                evaluator.recursionLimit = limit
                return .none
            },
            NativeFunction(
                "get_int_max_str_digits", "()", "How many digits of integers are read and written.", module: "sys"
            ) {
                _, evaluator in .int(evaluator.integerLimits.digits)
            },
            NativeFunction(
                "set_int_max_str_digits", "(maxdigits)", "Sets how many digits of integers are read and written.",
                module: "sys"
            ) { arguments, evaluator in
                let limit = try evaluator.index(arguments[0])
                guard limit == 0 || limit >= IntegerLimits.fewestDigits else {
                    throw PythonError(
                        .valueError, "maxdigits must be 0 or larger than \(IntegerLimits.fewestDigits)")
                }
                evaluator.integerLimits.digits = limit
                return .none
            },
            NativeFunction("getrefcount", "(object, /)", "A number of references: here always 2.", module: "sys") {
                _, _ in 2
            },
            NativeFunction("intern", "(string, /)", "The text itself.", module: "sys") { arguments, _ in arguments[0] },
            NativeFunction("getdefaultencoding", "()", "'utf-8'", module: "sys") { _, _ in "utf-8" },
            NativeFunction("getfilesystemencoding", "()", "'utf-8'", module: "sys") { _, _ in "utf-8" },
            NativeFunction("exc_info", "()", "Type, exception and traceback of the error being handled.", module: "sys")
            {
                _, evaluator in
                guard let error = evaluator.handledException() else { return Value(tuple: [.none, .none, .none]) }
                let traceback = try error.getAttribute("__traceback__", evaluator) ?? .none
                return Value(tuple: [.object(error.type), .object(error), traceback])
            },
            NativeFunction("_getframe", "(depth=0, /)", "A running frame, counted from the innermost.", module: "sys") {
                arguments, evaluator in
                let depth = try evaluator.index(arguments[0])
                guard depth < 1 << 20, let frame = FrameFace.running(max(depth, 0), evaluator) else {
                    throw PythonError(.valueError, "call stack is not deep enough")
                }
                return .object(frame)
            },
            NativeFunction("gettrace", "()", "None", module: "sys") { _, _ in .none },
            NativeFunction("settrace", "(function, /)", "Ignored.", module: "sys") { _, _ in .none },
        ]
    }

    /// The sizes that CPython gives for its own objects.
    private static func size(_ value: Value, _ evaluator: Evaluator) throws -> Int {
        switch value {
        case .none, .undefined: return 16
        case .bool, .int: return 28
        case .float: return 24
        case .object(let object):
            if let method = try evaluator.userMethod("__sizeof__", of: object) {
                return try evaluator.index(try evaluator.call(method))
            }
            switch object {
            case let text as Text: return 49 + text.string.utf8.count
            case let list as List: return 56 + 8 * list.elements.count
            case let tuple as Tuple: return 40 + 8 * tuple.elements.count
            case let dict as Dict: return 64 + 104 * dict.count
            case let set as SetObject: return 216 + 32 * set.count
            case let bytes as Bytes: return 33 + bytes.bytes.count
            case let big as BigInteger: return 24 + 4 * ((big.value.magnitude.bitWidth + 29) / 30)
            default: return 48
            }
        }
    }
}

/// `sys.modules`: the imported modules by name.
final class ModuleMapping: Object {
    private let modules: ModuleTable

    init(_ modules: ModuleTable) { self.modules = modules }

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) private static let typeObject = TypeObject(
        native: "dict",
        methods: [
            NativeFunction("get", "(self, name, default=None, /)") { arguments, evaluator in
                try evaluator.contains(arguments[0], arguments[1])
                    ? evaluator.getItem(arguments[0], arguments[1]) : arguments[2]
            },
            NativeFunction("keys", "(self, /)") { arguments, evaluator in
                Value(try evaluator.array(from: arguments[0]))
            },
            NativeFunction("values", "(self, /)") { arguments, evaluator in
                Value(try evaluator.array(from: arguments[0]).map { try evaluator.getItem(arguments[0], $0) })
            },
            NativeFunction("items", "(self, /)") { arguments, evaluator in
                Value(
                    try evaluator.array(from: arguments[0]).map {
                        Value(tuple: [$0, try evaluator.getItem(arguments[0], $0)])
                    })
            },
            NativeFunction("pop", "(self, name, default=..., /)") { arguments, evaluator in
                guard try evaluator.contains(arguments[0], arguments[1]) else {
                    guard let standard = arguments[2].ifDefined else { throw PythonError(.keyError, [arguments[1]]) }
                    return standard
                }
                let module = try evaluator.getItem(arguments[0], arguments[1])
                try evaluator.deleteItem(arguments[0], arguments[1])
                return module
            },
        ])

    override class var nativeType: TypeObject { typeObject }

    private func module(_ key: Value) -> ModuleObject? { key.as(Text.self).flatMap { modules.loaded[$0.string] } }

    override func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        guard let module = module(key) else { throw PythonError(.keyError, [key]) }
        return .object(module)
    }

    override func setItem(_ key: Value, to value: Value, _ evaluator: Evaluator) throws {
        guard let module = value.as(ModuleObject.self) else {
            throw PythonError(.typeError, "sys.modules holds modules, not \(value.typeName)")
        }
        modules.add(module)
    }

    override func deleteItem(_ key: Value, _ evaluator: Evaluator) throws {
        guard let module = module(key) else { throw PythonError(.keyError, [key]) }
        modules.forget(module.name)
    }

    override func contains(_ value: Value, _ evaluator: Evaluator) throws -> Bool { module(value) != nil }
    override func length(_ evaluator: Evaluator) throws -> Int? { modules.loaded.count }

    override func iterate(_ evaluator: Evaluator) throws -> ValueIterator? {
        ArrayIterator(modules.loaded.keys.sorted().map { Value($0) })
    }
}
