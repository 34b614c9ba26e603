/// Calls. The function lies in one register, its receiver (for methods) in the next, the arguments after it.
extension Compiler {
    /// Above this many arguments a call passes lists.
    private static let argumentLimit = 200

    func compileCall(_ function: Expression, _ arguments: [Argument], _ destination: Int?) throws -> Int {
        let span = builder.span
        let mark = builder.temporaryMark
        let base = builder.temporary()
        let hasReceiver = try compileCallee(function, base)
        let isMethod = hasReceiver ? 1 : 0
        let isSpread =
            arguments.count > Compiler.argumentLimit
            || arguments.contains { $0.kind == .starred || $0.kind == .doubleStarred }
            || builder.parts.symbolLists.count > 0x7FFE
        if isSpread {
            if !hasReceiver { builder.emit(.clear, builder.temporary()) }
            try compileSpread(arguments, base)
            builder.release(to: mark)
            let target = destination ?? builder.temporary()
            builder.at(span) { builder.emit(.callSpread, target, base) }
            return target
        }
        let count = try compileArguments(arguments, function)
        builder.release(to: mark)
        let target = destination ?? builder.temporary()
        let keywords = arguments.compactMap(\.keyword).map { Symbol($0) }
        builder.at(span) {
            if keywords.isEmpty {
                builder.emit(.call, target, base, count, detail: isMethod)
            } else {
                builder.emit(
                    .callKeywords, target, base, count, detail: builder.symbolList(keywords) * 2 + isMethod)
            }
        }
        return target
    }

    /// Whether the register after the function's is for a receiver.
    private func compileCallee(_ function: Expression, _ base: Int) throws -> Bool {
        guard case .attribute(let object, let name) = function.kind else {
            try compile(function, into: base)
            return false
        }
        if case .call(let callee, let arguments) = object.kind, arguments.isEmpty,
            let implied = impliedSuperArguments(callee)
        {
            try compileSuperMethod([callee] + implied, name, object.span, base)
            return true
        }
        let receiver = try compile(object)
        builder.at(function.span) { builder.emit(.loadMethod, base, receiver, builder.attribute(mangled(name))) }
        builder.release(to: base + 1)
        _ = builder.temporary()
        return true
    }

    /// `super().name` as what is called: the method is found without an object for `super()`.
    private func compileSuperMethod(_ parts: [Expression], _ name: String, _ span: Span, _ base: Int) throws {
        let first = builder.temporaries(parts.count)
        for (offset, part) in parts.enumerated() {
            try compile(part, into: first + offset)
            builder.release(to: first + parts.count)
        }
        builder.at(span) { builder.emit(.loadSuperMethod, base, first, builder.attribute(mangled(name))) }
        builder.release(to: base + 1)
        _ = builder.temporary()
    }

    /// Positional arguments first, then keywords, in registers in a row; how many there are.
    private func compileArguments(_ arguments: [Argument], _ function: Expression) throws -> Int {
        var values = arguments.filter { $0.keyword == nil }.map(\.value)
        if values.isEmpty, arguments.isEmpty, let implied = impliedSuperArguments(function) { values = implied }
        values += arguments.filter { $0.keyword != nil }.map(\.value)
        for value in values {
            let register = builder.temporary()
            try compile(value, into: register)
            builder.release(to: register + 1)
        }
        return values.count
    }

    /// `super()` in a method means `super(__class__, self)`.
    private func impliedSuperArguments(_ function: Expression) -> [Expression]? {
        guard case .name("super") = function.kind, case .free = place(of: "__class__"),
            let first = builder.parts.parameters.names.first
        else { return nil }
        return ["__class__", first.text].map { Expression(.name($0), function.span) }
    }

    private func compileSpread(_ arguments: [Argument], _ base: Int) throws {
        let list = builder.temporaries(2)
        let keywords = list + 1
        builder.emit(.buildList, list, list, 0)
        builder.emit(.buildDict, keywords, keywords, 0)
        for argument in arguments where argument.kind == .positional || argument.kind == .starred {
            let mark = builder.temporaryMark
            let value = try compile(argument.value)
            builder.at(argument.span) {
                if argument.kind == .starred {
                    builder.emit(.extend, list, value, base + 1)
                } else {
                    builder.emit(.append, list, value)
                }
            }
            builder.release(to: mark)
        }
        for argument in arguments where argument.kind != .positional && argument.kind != .starred {
            let mark = builder.temporaryMark
            if let name = argument.keyword {
                let key = builder.temporary()
                builder.emit(.loadConstant, key, builder.constant(Value(name)))
                let value = try compile(argument.value)
                builder.emit(.mergeKeywords, keywords, key, value, detail: 1)
            } else {
                let mapping = try compile(argument.value)
                builder.at(argument.span) { builder.emit(.mergeKeywords, keywords, mapping, base) }
            }
            builder.release(to: mark)
        }
    }
}

extension Argument {
    var keyword: String? {
        if case .keyword(let name) = kind { return name }
        return nil
    }
}
