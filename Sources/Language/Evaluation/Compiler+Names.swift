/// Where names live, and the instructions that read, write and delete them.
extension Compiler {
    /// `__name` in a class is `_Class__name`.
    func mangled(_ name: String) -> String {
        guard let className, name.hasPrefix("__"), !name.hasSuffix("__"), !name.contains(".") else { return name }
        let stripped = className.drop { $0 == "_" }
        return stripped.isEmpty ? name : "_\(stripped)\(name)"
    }

    func place(of name: String) -> Place {
        for block in blocks.reversed() {
            switch block[name] {
            case .register(let register)?: return .register(register)
            case .cell(let register)?: return .cell(register)
            case nil: continue
            }
        }
        if names.globals.contains(name) { return .global }
        switch kind {
        case .module: return .global
        case .classBody:
            if name == "__class__", !blocks.isEmpty || !names.boundSet.contains(name) { return outerPlace(of: name) }
            // What the body does not bind may be in the namespace that `__prepare__` gave.
            if blocks.isEmpty, names.binds(name) || freeIndex(of: name) == nil { return .classBody }
        case .function, .generator:
            if names.binds(name), let register = locals[name] {
                return names.captured.contains(name) ? .cell(register) : .register(register)
            }
        }
        return outerPlace(of: name)
    }

    private func outerPlace(of name: String) -> Place {
        freeIndex(of: name).map { .free($0) } ?? .global
    }

    /// The index among the free variables of a name that a function around binds.
    func freeIndex(of name: String) -> Int? {
        if let known = freeIndices[name] { return known }
        guard let capture = parent?.capture(name) else { return nil }
        let index = builder.parts.freeNames.count
        builder.parts.freeNames.append(Symbol(name))
        builder.parts.captures.append(capture)
        freeIndices[name] = index
        return index
    }

    /// Where a function that is made here finds the cell of a name.
    private func capture(_ name: String) -> Capture? {
        for block in blocks.reversed() {
            if case .cell(let register)? = block[name] { return .cell(register: register) }
        }
        switch kind {
        case .module: return nil
        case .classBody:
            if name == "__class__", let register = locals[name] { return .cell(register: register) }
        case .function, .generator:
            if names.globals.contains(name) { return nil }
            if names.binds(name), let register = locals[name] { return .cell(register: register) }
        }
        return freeIndex(of: name).map { .free(index: $0) }
    }

    // MARK: Reading

    /// A register that holds the variable; a local is read in place, when nothing in the statement can rebind it first.
    func load(_ name: String, into destination: Int?) -> Int {
        let name = mangled(name)
        if case .register(let register) = place(of: name), destination == nil, !names.hasNamedExpression {
            return register
        }
        let target = destination ?? builder.temporary()
        switch place(of: name) {
        case .register(let register): emitMove(target, register)
        case .cell(let register): builder.emit(.loadCell, target, register)
        case .free(let index): builder.emit(.loadFree, target, index)
        case .global: builder.emit(.loadGlobal, target, builder.globalSlot(name), builder.builtinSlot(name))
        case .classBody:
            builder.emit(
                .loadName, target, builder.symbol(name), builder.globalSlot(name),
                detail: builder.builtinSlot(name) + 1)
        }
        return target
    }

    /// Moves a value; a temporary is empty afterwards.
    func emitMove(_ target: Int, _ source: Int) {
        builder.emit(.move, target, source, detail: isTemporary(source) ? 1 : 0)
    }

    // MARK: Writing

    /// The register to compute a value into when it is going to be stored in a name.
    func directDestination(for name: String) -> Int? {
        guard case .register(let register) = place(of: mangled(name)) else { return nil }
        return register
    }

    func store(_ register: Int, in name: String) {
        let name = mangled(name)
        switch place(of: name) {
        case .register(let local): if local != register { emitMove(local, register) }
        case .cell(let cell): builder.emit(.storeCell, cell, register)
        case .free(let index): builder.emit(.storeFree, index, register)
        case .global: builder.emit(.storeGlobal, builder.globalSlot(name), register)
        case .classBody: builder.emit(.storeName, builder.symbol(name), register)
        }
    }

    func delete(_ name: String) {
        let name = mangled(name)
        switch place(of: name) {
        case .register(let local): builder.emit(.deleteLocal, local)
        case .cell(let cell): builder.emit(.deleteCell, cell)
        case .free(let index): builder.emit(.deleteFree, index)
        case .global: builder.emit(.deleteGlobal, builder.globalSlot(name))
        case .classBody: builder.emit(.deleteName, builder.symbol(name))
        }
    }

    /// Unbinds the name of an exception at the end of its handler, bound or not.
    func forget(_ name: String) {
        let none = builder.temporary()
        builder.emit(.loadNone, none)
        store(none, in: name)
        delete(name)
        builder.release(to: none)
    }
}
