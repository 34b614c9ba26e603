/// `re`: functions over patterns; compiled patterns are kept for the next call.
enum RegularExpressionModule {
    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) static let errorType = TypeObject(native: "error", module: "re", bases: [.exception])

    static let flagNames: [(name: String, short: String, flag: PatternFlags)] = [
        ("ASCII", "A", .ascii), ("IGNORECASE", "I", .ignoreCase), ("LOCALE", "L", .locale),
        ("MULTILINE", "M", .multiline), ("DOTALL", "S", .dotAll), ("UNICODE", "U", .unicode),
        ("VERBOSE", "X", .verbose), ("DEBUG", "DEBUG", .debug),
    ]

    static func make(_ evaluator: Evaluator) throws -> ModuleObject {
        let module = ModuleObject("re", documentation: "Regular expressions.", functions: functions)
        module.namespace["_flags"] = Value(
            tuple: flagNames.map { Value(tuple: [Value($0.name), Value($0.short), .int($0.flag.rawValue)]) })
        try SourceModules.add(to: module, flagSource, evaluator)
        module.namespace["error"] = .object(errorType)
        module.namespace["Pattern"] = .object(PatternObject.typeObject)
        module.namespace["Match"] = .object(MatchObject.typeObject)
        return module
    }

    /// The flags as numbers that print their names, as the members of CPython's enumeration do.
    private static let flagSource = #"""
        class RegexFlag(int):
            @property
            def value(self):
                return int(self)

            @property
            def name(self):
                names = [name for name, _, bit in _flags if int(self) & bit]
                return "|".join(names) or None

            def __repr__(self):
                names = [f"re.{name}" for name, _, bit in _flags if int(self) & bit]
                rest = int(self) & ~sum(bit for _, _, bit in _flags)
                return "|".join(names + [hex(rest)] * bool(rest)) or "re.NOFLAG"

            __str__ = __repr__

            def __or__(self, other):
                return RegexFlag(int(self) | int(other)) if isinstance(other, int) else NotImplemented

            def __and__(self, other):
                return RegexFlag(int(self) & int(other)) if isinstance(other, int) else NotImplemented

            def __xor__(self, other):
                return RegexFlag(int(self) ^ int(other)) if isinstance(other, int) else NotImplemented

            __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

            def __invert__(self):
                return RegexFlag(sum(bit for _, _, bit in _flags) & ~int(self))

            def __contains__(self, other):
                return int(self) & int(other) == int(other)

            def __hash__(self):
                return hash(int(self))

            def __reduce__(self):
                return RegexFlag, (int(self),)

        NOFLAG = RegexFlag(0)
        for _name, _short, _bit in sorted(_flags, key=lambda flag: flag[2]):
            globals()[_name] = globals()[_short] = RegexFlag(_bit)
            setattr(RegexFlag, _name, globals()[_name])
            setattr(RegexFlag, _short, globals()[_name])
        """#

    /// `bad escape \q at position 0`
    static func error(_ error: PatternError, pattern: [UInt32], _ source: Value) -> PythonError {
        var message = "\(error.message) at position \(error.position)"
        if pattern.contains(10) {
            let before = pattern.prefix(error.position)
            let column = before.reversed().prefix { $0 != 10 }.count + 1
            message += " (line \(before.count { $0 == 10 } + 1), column \(column))"
        }
        let hasPlace = error.message != "look-behind requires fixed-width pattern"
        if !hasPlace { message = error.message }
        let result = PythonError(errorType, message)
        result.exception.fields["msg"] = Value(error.message)
        result.exception.fields["pos"] = hasPlace ? .int(error.position) : Value.none
        result.exception.fields["pattern"] = source
        return result
    }

    /// Compiled patterns of this session.
    private final class Cache {
        var patterns: [String: PatternObject] = [:]
    }

    static func compile(_ source: Value, _ flags: Value, _ evaluator: Evaluator) throws -> PatternObject {
        let bits = flags.isUndefined ? 0 : try evaluator.index(flags)
        if let pattern = source.as(PatternObject.self) {
            guard bits == 0 else {
                throw PythonError(.valueError, "cannot process flags argument with a compiled pattern")
            }
            return pattern
        }
        guard source.as(Text.self) != nil || source.as(Bytes.self) != nil else {
            throw PythonError(.typeError, "first argument must be string or compiled pattern")
        }
        guard let text = source.as(Text.self) else {
            return try PatternObject(source, flags: PatternFlags(rawValue: bits), evaluator)
        }
        let cache = evaluator.attached("re") { Cache() }
        let key = "\(bits) \(text.string)"
        if let pattern = cache.patterns[key] { return pattern }
        let pattern = try PatternObject(source, flags: PatternFlags(rawValue: bits), evaluator)
        if cache.patterns.count > 500 { cache.patterns.removeAll() }
        cache.patterns[key] = pattern
        return pattern
    }

    private static var functions: [NativeFunction] {
        [
            NativeFunction("compile", "(pattern, flags=0)", "A compiled pattern.", module: "re") {
                arguments, evaluator in
                .object(try compile(arguments[0], arguments[1], evaluator))
            },
            function("match", "A match at the start of a text, or None."),
            function("fullmatch", "A match of a whole text, or None."),
            function("search", "The first match in a text, or None."),
            function("findall", "All matches: texts, or tuples of groups."),
            function("finditer", "An iterator over all matches."),
            NativeFunction(
                "split", "(pattern, string, maxsplit=0, flags=0)", "The parts between matches.", module: "re"
            ) {
                arguments, evaluator in
                try split(compile(arguments[0], arguments[3], evaluator), arguments[1], arguments[2], evaluator)
            },
            NativeFunction("sub", "(pattern, repl, string, count=0, flags=0)", "With matches replaced.", module: "re") {
                arguments, evaluator in
                try substitute(
                    compile(arguments[0], arguments[4], evaluator), arguments[1], arguments[2], arguments[3], evaluator
                ).text
            },
            NativeFunction(
                "subn", "(pattern, repl, string, count=0, flags=0)", "As sub, with the number of replacements.",
                module: "re"
            ) {
                arguments, evaluator in
                let (text, count) = try substitute(
                    compile(arguments[0], arguments[4], evaluator), arguments[1], arguments[2], arguments[3], evaluator)
                return Value(tuple: [text, .int(count)])
            },
            NativeFunction("escape", "(pattern)", "With special characters escaped.", module: "re") {
                arguments, evaluator in
                let special = Set("()[]{}?*+-|^$\\.&~# \t\n\r\u{0B}\u{0C}".unicodeScalars)
                let text = try evaluator.str(arguments[0])
                return Value(text.unicodeScalars.map { special.contains($0) ? "\\\($0)" : String($0) }.joined())
            },
            NativeFunction("purge", "()", "Forgets compiled patterns.", module: "re") { _, evaluator in
                evaluator.attached("re") { Cache() }.patterns.removeAll()
                return .none
            },
        ]
    }

    /// A function that compiles its pattern and calls the pattern's method of the same name.
    private static func function(_ name: String, _ summary: String) -> NativeFunction {
        NativeFunction(name, "(pattern, string, flags=0)", summary, module: "re") { arguments, evaluator in
            let pattern = try compile(arguments[0], arguments[2], evaluator)
            return try evaluator.callMethod(Symbol(name), of: .object(pattern), [arguments[1]])
        }
    }
}
