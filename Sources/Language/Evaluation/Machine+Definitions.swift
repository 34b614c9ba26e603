/// Making functions and classes, annotations, imports.
extension Evaluator {
    func stepDefinition(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws {
        switch instruction.operation {
        case .makeFunction: makeFunction(instruction, frame)
        case .buildClass: try buildClass(instruction, frame)
        default: try storeAnnotation(instruction, frame)
        }
    }

    private func makeFunction(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) {
        let registers = frame.pointee.registers
        let code = frame.pointee.code.takeUnretainedValue()
        let child = code.children[Int(instruction.b)]
        let layout = child.parameters
        var next = registers + Int(instruction.c)
        func takeNext() -> Value {
            defer { next += 1 }
            return next.take()
        }
        let defaults = (0..<layout.positionalDefaultCount).map { _ in takeNext() }
        var keywordDefaults: [Symbol: Value] = [:]
        for name in layout.keywordDefaultNames { keywordDefaults[name] = takeNext() }
        let annotations = layout.hasAnnotations ? takeNext() : .undefined
        let function = Function(
            child, closure: closure(child, frame), defaults: defaults, keywordDefaults: keywordDefaults,
            annotations: annotations)
        function.moduleName = code.globals[.__name__] ?? .none
        registers[Int(instruction.a)] = .object(function)
    }

    /// The cells that a new function shares with the running frame.
    private func closure(_ code: Code, _ frame: UnsafeMutablePointer<Frame>) -> ContiguousArray<Cell> {
        var cells: ContiguousArray<Cell> = []
        for capture in code.captures {
            switch capture {
            case .cell(let register): cells.append(frame.pointee.registers[register].as(Cell.self) ?? Cell(.undefined))
            case .free(let index): cells.append(freeCell(Int32(truncatingIfNeeded: index)))
            }
        }
        return cells
    }

    private func buildClass(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws {
        let registers = frame.pointee.registers
        let base = registers + Int(instruction.b)
        let code = frame.pointee.code.takeUnretainedValue()
        guard let body = base.take().as(Function.self), let bases = (base + 1).take().as(List.self),
            let keywords = (base + 2).take().as(Dict.self)
        else { return }
        let name = code.symbols[Int(instruction.c)].text
        registers[Int(instruction.a)] = try makeClass(name, body, bases.elements, keywords.items)
    }

    private func storeAnnotation(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws {
        let code = frame.pointee.code.takeUnretainedValue()
        let value = try operand(instruction.b, frame.pointee.position)
        let namespace =
            instruction.detail == 1
            ? frame.pointee.registers[0].as(NamespaceMapping.self)?.namespace : code.globals
        guard let namespace else { return }
        let annotations = namespace[.__annotations__]?.as(Dict.self) ?? Dict()
        namespace[.__annotations__] = .object(annotations)
        try annotations.set(code.constants[Int(instruction.a)], to: value, self)
    }

    // MARK: Imports

    func stepImport(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws {
        let registers = frame.pointee.registers
        let code = frame.pointee.code.takeUnretainedValue()
        switch instruction.operation {
        case .importModule:
            let path = try absolutePath(code.symbols[Int(instruction.b)].text, Int(instruction.c) >> 1, code)
            let module = try modules.import(path, self)
            let top = String(path.prefix { $0 != "." })
            let wantsLeaf = instruction.c & 1 != 0
            registers[Int(instruction.a)] = .object(wantsLeaf ? module : modules.loaded[top] ?? module)
        case .importName:
            guard let module = registers[Int(instruction.b)].as(ModuleObject.self) else { return }
            registers[Int(instruction.a)] = try importName(code.symbols[Int(instruction.c)], from: module)
        default:
            guard let module = registers[Int(instruction.a)].as(ModuleObject.self) else { return }
            try importAll(from: module, into: code.globals)
        }
    }

    /// The dotted name that a relative import stands for.
    private func absolutePath(_ path: String, _ level: Int, _ code: Code) throws -> String {
        guard level > 0 else { return path }
        var parts = (code.globals["__package__"]?.as(Text.self)?.string ?? "").split(separator: ".")
        guard !parts.isEmpty else {
            throw PythonError(.importError, "attempted relative import with no known parent package")
        }
        guard level - 1 < parts.count else {
            throw PythonError(.importError, "attempted relative import beyond top-level package")
        }
        parts.removeLast(level - 1)
        return (parts + (path.isEmpty ? [] : [path[...]])).joined(separator: ".")
    }

    private func importName(_ name: Symbol, from module: ModuleObject) throws -> Value {
        do {
            if let value = try attribute(name, of: .object(module)) { return value }
        } catch let error as PythonError where error.type === TypeObject.attributeError {
            // A module that looks its names up by itself has said that it does not know this one.
        }
        if let inner = try? modules.import("\(module.name).\(name)", self) { return .object(inner) }
        let place = module.file ?? "unknown location"
        let error = PythonError(.importError, "cannot import name '\(name)' from '\(module.name)' (\(place))")
        error.exception.fields[.name] = Value(module.name)
        return try { throw error.suggesting(name.text, from: module.attributeNames().map(\.text)) }()
    }

    private func importAll(from module: ModuleObject, into globals: Namespace) throws {
        let names: [Symbol]
        if let all = module.namespace["__all__"] {
            names = try array(from: all).map { Symbol(try str($0)) }
        } else {
            names = (module.namespace.definedNames + module.lateNames).filter { !$0.text.hasPrefix("_") }
        }
        for name in names { globals[name] = try requiredAttribute(name, of: .object(module)) }
    }
}
