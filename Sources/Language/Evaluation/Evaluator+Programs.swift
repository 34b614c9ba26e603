/// Running source text, and asking where the running program is.
extension Evaluator {
    /// Runs a cell or a file; the value of its last expression statement, if that is its last statement.
    package func run(_ source: Source, in globals: Namespace) throws -> Value? {
        do {
            return try run(try Parser.parse(source), in: globals)
        } catch let error as SyntaxError {
            throw PythonError(error, in: source)
        }
    }

    /// Runs a parsed program.
    package func run(_ tree: SyntaxTree, in globals: Namespace) throws -> Value? {
        let code: Code
        do {
            code = try Compiler.compile(tree, in: globals, builtins)
        } catch let error as SyntaxError {
            throw PythonError(error, in: tree.source)
        }
        defer { if finalizers.isWaiting { finalize() } }
        let value = try run(Function(code), Arguments())
        return tree.lastExpression == nil || tree.endsInSemicolon ? nil : value
    }

    /// The value of one expression, as `eval` gives it.
    package func evaluate(_ source: Source, in globals: Namespace) throws -> Value {
        do {
            return try run(try Parser.parseEvaluated(source), in: globals) ?? .none
        } catch let error as SyntaxError {
            throw PythonError(error, in: source)
        }
    }

    /// Runs the source of a user's module in the module's namespace.
    package func execute(_ found: ModuleTable.FoundModule, as module: ModuleObject) throws {
        module.namespace[.__name__] = Value(module.name)
        module.namespace["__file__"] = Value(found.path)
        let parent = module.name.lastIndex(of: ".").map { String(module.name[..<$0]) } ?? ""
        module.namespace["__package__"] = Value(found.isPackage ? module.name : parent)
        if found.isPackage { module.namespace["__path__"] = Value([Value(found.path)]) }
        let source = Source(name: found.path, text: found.text)
        if let text = try? Parser.parse(source).statements.docstring { module.namespace[.__doc__] = Value(text) }
        _ = try run(source, in: module.namespace)
    }

    /// Runs a Python function for native code.
    func run(_ function: Function, _ arguments: borrowing Arguments, receiver: Value = .undefined) throws -> Value {
        if stack.depth == 0 { measureNativeStack() }
        try pushFrame(function, arguments, receiver: receiver)
        if function.code.kind == .generator {
            let generator = GeneratorIterator(
                function, moving: stack.current.pointee.registers, function.code.registerCount)
            popFrame()
            return .object(generator)
        }
        stack.current.pointee.ending = .returnToNative
        return try execute()
    }

    // MARK: Where the program is

    /// The source and the span of the expression that is being evaluated by user code; nil when none is.
    package var currentPlace: (source: Source, span: Span)? {
        guard stack.depth > 0 else { return nil }
        let frame = stack.current
        let code = frame.pointee.code.takeUnretainedValue()
        return (code.source, code.span(at: frame.pointee.position))
    }

    package var currentSpan: Span { currentPlace?.span ?? .none }

    /// The frames of user code that are running, the innermost first: source, function and the span that each is at.
    package var currentFrames: [TraceFrame] {
        var frames: [TraceFrame] = []
        var frame = stack.current
        while frame > stack.frames {
            let code = frame.pointee.code.takeUnretainedValue()
            frames.append(
                TraceFrame(
                    source: code.source, functionName: code.name, span: code.span(at: frame.pointee.position)))
            frame -= 1
        }
        return frames
    }

    /// The globals of the innermost running function: what `globals()` gives.
    package var currentGlobals: Namespace {
        stack.depth > 0 ? stack.current.pointee.code.takeUnretainedValue().globals : main.namespace
    }

    /// The built-in names as a module: `__builtins__`.
    var builtinsModule: ModuleObject { attached("builtins") { Builtins.module(of: builtins) } }

    /// What `locals()` and `vars()` give: the variables of the module themselves, or a copy of a function's.
    package func currentLocalMapping() throws -> Value {
        if stack.depth == 0 || stack.current.pointee.code.takeUnretainedValue().kind == .module {
            return .object(NamespaceMapping(currentGlobals))
        }
        let result = Dict()
        for (name, value) in currentLocals { try result.set(name.text, to: value, self) }
        return .object(result)
    }

    /// The variables of the innermost running body, by name.
    package var currentLocals: [(name: Symbol, value: Value)] {
        guard stack.depth > 0 else { return main.namespace.items }
        let frame = stack.current
        let code = frame.pointee.code.takeUnretainedValue()
        let registers = frame.pointee.registers
        if code.kind == .module { return code.globals.items }
        if code.kind == .classBody { return registers[0].as(NamespaceMapping.self)?.namespace.items ?? [] }
        var items: [(name: Symbol, value: Value)] = []
        for (index, name) in code.localNames.enumerated() {
            let held = registers[index].as(Cell.self)?.value ?? registers[index]
            if let value = held.ifDefined { items.append((name, value)) }
        }
        guard let function = frame.pointee.function?.takeUnretainedValue() as? Function else { return items }
        for (name, cell) in zip(code.freeNames, function.closure) {
            if let value = cell.value.ifDefined { items.append((name, value)) }
        }
        return items
    }
}

extension PythonError {
    /// A syntax error as Python raises it, with the fields that CPython sets.
    package init(_ error: SyntaxError, in source: Source?) {
        let types: [SyntaxError.Kind: TypeObject] = [
            .syntax: .syntaxError, .indentation: .indentationError, .tab: .tabError, .memory: .memoryError,
            .recursion: .recursionError, .value: .valueError,
        ]
        self.init(types[error.kind] ?? .syntaxError, error.message)
        let help = error.help
        exception.advice = { help }
        guard let source else { return }
        exception.advice = { SyntaxAdvice.line(for: error, in: source) }
        exception.frames = [TraceFrame(source: source, functionName: "<module>", span: error.span)]
        let line = Int(error.span.startLine)
        exception.fields["filename"] = Value(source.name)
        exception.fields["lineno"] = .int(line)
        exception.fields["offset"] = .int(
            source.characterColumn(line: line, byteColumn: Int(error.span.startColumn)) + 1)
        exception.fields["text"] = Value(source.line(line))
        exception.fields["end_lineno"] = .int(Int(error.span.endLine))
        exception.fields["end_offset"] = .int(
            source.characterColumn(line: Int(error.span.endLine), byteColumn: Int(error.span.endColumn)) + 1)
    }
}
