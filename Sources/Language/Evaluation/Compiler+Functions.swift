/// Functions, lambdas and classes.
extension Compiler {
    func compileFunction(_ definition: FunctionDefinition, _ span: Span) throws {
        let decorators = try definition.decorators.map { try openDecorator($0) }
        let name = definition.name.text
        let names = NameScan(function: definition.parameters, body: definition.body)
        let body = inner(names.isGenerator ? .generator : .function, name, names)
        body.builder.parts.definitionSpan = definition.decorators.first.map { $0.span.extended(to: span) } ?? span
        body.builder.parts.documentation = definition.body.docstring
        body.builder.span = span
        let register = builder.temporary()
        let defaults = try compileDefaults(
            definition.parameters, returns: definition.returns, into: &body.builder.parts.parameters)
        body.makeCells()
        try body.compile(definition.body)
        body.builder.emit(.returnNone)
        builder.emit(.makeFunction, register, builder.child(body.finish()), defaults)
        applyDecorators(decorators, definition.decorators)
        store(decorators.first ?? register, in: name)
    }

    func compileLambda(_ parameters: Parameters, _ expression: Expression, _ target: Int) throws {
        let names = NameScan(lambda: parameters, body: expression)
        let body = inner(names.isGenerator ? .generator : .function, "<lambda>", names)
        body.builder.parts.definitionSpan = builder.span
        let mark = builder.temporaryMark
        let defaults = try compileDefaults(parameters, returns: nil, into: &body.builder.parts.parameters)
        body.makeCells()
        body.builder.span = expression.span
        let result = try body.compile(expression)
        body.builder.emit(.return, result)
        builder.emit(.makeFunction, target, builder.child(body.finish()), defaults)
        builder.release(to: mark)
    }

    /// Parameters and locals that functions inside capture live in cells.
    func makeCells() {
        guard kind != .classBody else { return }
        for name in names.bound where names.binds(name) && names.captured.contains(name) {
            if let register = locals[name] { builder.emit(.makeCell, register) }
        }
    }

    /// Evaluates defaults and annotations into registers in a row: the defaults of positional parameters, those of
    /// keyword-only ones, then the dict of annotations.
    private func compileDefaults(
        _ parameters: Parameters, returns: Expression?, into layout: inout ParameterLayout
    ) throws -> Int {
        layout = ParameterLayout(parameters)
        let positional = (parameters.positionalOnly + parameters.positional).compactMap(\.defaultValue)
        let keyword = parameters.keywordOnly.compactMap(\.defaultValue)
        // `*args` comes before the keyword-only ones here, unlike in the layout of the registers.
        var annotations = parameters.inSourceOrder.compactMap { parameter in
            parameter.annotation.map { (parameter.name, $0) }
        }
        if let returns { annotations.append(("return", returns)) }
        layout.hasAnnotations = !annotations.isEmpty
        let first = builder.temporaries(positional.count + keyword.count + 1)
        for (offset, value) in (positional + keyword).enumerated() { try compile(value, into: first + offset) }
        if !annotations.isEmpty {
            let dict = first + positional.count + keyword.count
            builder.emit(.buildDict, dict, dict, 0)
            for (name, annotation) in annotations {
                let mark = builder.temporaryMark
                let key = builder.temporary()
                builder.emit(.loadConstant, key, builder.constant(Value(name)))
                builder.emit(.setPair, dict, key, try compile(annotation))
                builder.release(to: mark)
            }
        }
        return first
    }

    // MARK: Decorators

    /// Evaluates a decorator into the first register of a call. The next decorator, or the function itself, goes where
    /// the argument is.
    private func openDecorator(_ decorator: Expression) throws -> Int {
        try compile(decorator, into: builder.temporary())
    }

    private func applyDecorators(_ bases: [Int], _ decorators: [Expression]) {
        for (index, base) in bases.enumerated().reversed() {
            let target = index > 0 ? bases[index - 1] + 1 : base
            builder.at(decorators[index].span) { builder.emit(.call, target, base, 1) }
        }
    }

    // MARK: Classes

    func compileClass(_ definition: ClassDefinition, _ span: Span) throws {
        let decorators = try definition.decorators.map { try openDecorator($0) }
        let name = definition.name.text
        let register = builder.temporary()
        let base = builder.temporaries(5)
        try compileBases(definition.arguments, base + 1)
        let body = inner(.classBody, name, NameScan(classBody: definition.body), className: name)
        body.builder.parts.definitionSpan = definition.decorators.first.map { $0.span.extended(to: span) } ?? span
        body.builder.parts.documentation = definition.body.docstring
        body.builder.span = span
        body.builder.emit(.makeCell, 1)
        try body.compile(definition.body)
        body.builder.emit(.return, 1)
        body.builder.parts.parameters = ParameterLayout(
            names: [".namespace"], kinds: [.positionalOnly], positionalCount: 1)
        builder.emit(.makeFunction, base, builder.child(body.finish()), base + 3)
        builder.emit(.buildClass, register, base, builder.symbol(name))
        applyDecorators(decorators, definition.decorators)
        store(decorators.first ?? register, in: name)
    }

    /// The bases as a list and the keywords as a dict, in two registers.
    private func compileBases(_ arguments: [Argument], _ first: Int) throws {
        builder.emit(.buildList, first, first, 0)
        builder.emit(.buildDict, first + 1, first + 1, 0)
        for argument in arguments {
            let mark = builder.temporaryMark
            switch argument.kind {
            case .positional: builder.emit(.append, first, try compile(argument.value))
            case .starred: builder.emit(.extend, first, try compile(argument.value))
            case .keyword(let name):
                let key = builder.temporary()
                builder.emit(.loadConstant, key, builder.constant(Value(name)))
                builder.emit(.setPair, first + 1, key, try compile(argument.value))
            case .doubleStarred: builder.emit(.mergeDict, first + 1, try compile(argument.value))
            }
            builder.release(to: mark)
        }
    }
}

extension ParameterLayout {
    init(_ parameters: Parameters) {
        func add(_ list: [Parameter], _ kind: Signature.Kind) {
            names += list.map { Symbol($0.name) }
            kinds += list.map { _ in kind }
        }
        add(parameters.positionalOnly, .positionalOnly)
        add(parameters.positional, .positional)
        positionalCount = names.count
        add(parameters.variadic.map { [$0] } ?? [], .variadic)
        add(parameters.keywordOnly, .keywordOnly)
        add(parameters.keywords.map { [$0] } ?? [], .keywords)
        isSimple = names.count == positionalCount
        positionalDefaultCount = (parameters.positionalOnly + parameters.positional).count { $0.defaultValue != nil }
        keywordDefaultNames = parameters.keywordOnly.filter { $0.defaultValue != nil }.map { Symbol($0.name) }
    }
}
