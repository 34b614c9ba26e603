/// Reading and writing variables.
extension Evaluator {
    @inline(__always)
    func loadConstant(_ cursor: inout Cursor) {
        let instruction = cursor.position.pointee
        cursor.register(instruction.a).copy(cursor.constants + Int(instruction.b))
        cursor.advance()
    }

    @inline(__always)
    func loadInteger(_ cursor: inout Cursor) {
        let instruction = cursor.position.pointee
        cursor.register(instruction.a).put(integer: Int(instruction.b))
        cursor.advance()
    }

    @inline(__always)
    func loadNone(_ cursor: inout Cursor) {
        cursor.register(cursor.position.pointee.a).put(.none)
        cursor.advance()
    }

    @inline(__always)
    func move(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let source = cursor.register(instruction.b)
        if source.isUndefined { try reportUnbound(cursor.position, instruction.b) }
        if instruction.detail != 0 {
            cursor.register(instruction.a).move(source)
        } else {
            cursor.register(instruction.a).copy(source)
        }
        cursor.advance()
    }

    /// A global, or the built-in of that name while no global hides it.
    @inline(__always)
    func loadGlobal(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let target = cursor.register(instruction.a)
        let global = cursor.globals._withUnsafeGuaranteedRef { $0.slots } + Int(instruction.b)
        if !global.isUndefined {
            target.copy(global)
        } else if instruction.c >= 0, !(builtins.slots + Int(instruction.c)).isUndefined {
            target.copy(builtins.slots + Int(instruction.c))
        } else {
            try loadBuiltinSlowly(cursor.position)
        }
        cursor.advance()
    }

    @inline(never)
    func storeGlobal(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let value = try operand(instruction.b, cursor.position)
        cursor.globals._withUnsafeGuaranteedRef { ($0.slots + Int(instruction.a)).put(value) }
        cursor.advance()
    }

    @inline(__always)
    func loadCopy(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let source = cursor.register(instruction.b)
        if source.isUndefined { try reportUnbound(cursor.position, instruction.b) }
        cursor.register(instruction.a).copy(source)
        cursor.advance()
    }

    @inline(__always)
    func clear(_ cursor: inout Cursor) {
        cursor.register(cursor.position.pointee.a).empty()
        cursor.advance()
    }

    @inline(never)
    func storeFree(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        freeCell(instruction.a).value = try operand(instruction.b, cursor.position)
        cursor.advance()
    }

    @inline(never)
    func storeCell(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let value = try operand(instruction.b, cursor.position)
        cursor.register(instruction.a).address.borrow(as: Cell.self) { $0.value = value }
        cursor.advance()
    }

    @inline(never)
    func loadCell(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let source = cursor.register(instruction.b)
        let value = source.address.borrow(as: Cell.self) { $0.value }
        if value.isUndefined { try reportUnbound(cursor.position, instruction.b) }
        cursor.register(instruction.a).put(value)
        cursor.advance()
    }

    @inline(__always)
    func loadFree(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let value = freeCell(instruction.b).value
        if value.isUndefined { try reportUnboundFree(cursor.position, instruction.b) }
        cursor.register(instruction.a).put(value)
        cursor.advance()
    }

    /// A cell of the closure of the running function.
    @inline(__always)
    func freeCell(_ index: Int32) -> Cell {
        guard let function = stack.current.pointee.function else {
            preconditionFailure("A body with free variables runs as a function.")
        }
        return UnsafeRawPointer(function.toOpaque()).borrow(as: Function.self) { $0.closure[Int(index)] }
    }

    // MARK: Off the fast path

    /// The value of an operand: a temporary is emptied, a local must be bound.
    @inline(__always)
    func operand(_ index: Int32, _ position: UnsafeMutablePointer<Instruction>) throws -> Value {
        let frame = stack.current
        let register = frame.pointee.registers + Int(index)
        if Int(index) >= frame.pointee.code._withUnsafeGuaranteedRef({ $0.localCount }) { return register.take() }
        if register.isUndefined { try reportUnbound(position, index) }
        return register.pointee
    }

    /// Empties a register that was read, if it is a temporary.
    @inline(__always)
    func release(_ index: Int32, _ frame: UnsafeMutablePointer<Frame>) {
        if Int(index) >= frame.pointee.code._withUnsafeGuaranteedRef({ $0.localCount }) {
            (frame.pointee.registers + Int(index)).empty()
        }
    }

    @inline(never)
    func loadBuiltinSlowly(_ position: UnsafeMutablePointer<Instruction>) throws {
        let frame = stack.current
        frame.pointee.position = position
        let instruction = position.pointee
        let code = frame.pointee.code.takeUnretainedValue()
        let name = code.globals.names[Int(instruction.b)]
        if let value = builtins[name] {
            frame.pointee.registers[Int(instruction.a)] = value
        } else {
            throw undefinedName(name, code)
        }
    }

    @inline(never)
    func reportUnbound(_ position: UnsafeMutablePointer<Instruction>, _ register: Int32) throws -> Never {
        stack.current.pointee.position = position
        let names = stack.current.pointee.code.takeUnretainedValue().localNames
        let name = names.indices.contains(Int(register)) ? names[Int(register)].text : "?"
        throw PythonError(
            .unboundLocalError, "cannot access local variable '\(name)' where it is not associated with a value")
    }

    @inline(never)
    func reportUnboundFree(_ position: UnsafeMutablePointer<Instruction>, _ index: Int32) throws -> Never {
        stack.current.pointee.position = position
        let name = stack.current.pointee.code.takeUnretainedValue().freeNames[Int(index)]
        let error = PythonError(
            .nameError,
            "cannot access free variable '\(name)' where it is not associated with a value in enclosing scope")
        error.exception.fields[.name] = Value(name.text)
        throw error
    }

    /// `name 'x' is not defined`, with a suggestion among the names in sight.
    func undefinedName(_ name: Symbol, _ code: Code) -> PythonError {
        let error = PythonError(.nameError, "name '\(name)' is not defined")
        error.exception.fields[.name] = Value(name.text)
        let builtins = builtins
        return error.suggesting(
            name.text,
            from: (code.localNames + code.freeNames + code.globals.definedNames + builtins.definedNames).map(\.text)
                + ["True", "False", "None"])
    }

    func stepVariable(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws {
        let registers = frame.pointee.registers
        let code = frame.pointee.code.takeUnretainedValue()
        let target = registers + Int(instruction.a)
        switch instruction.operation {
        case .deleteLocal:
            if target.pointee.isUndefined { try reportUnbound(frame.pointee.position, instruction.a) }
            target.pointee = .undefined
        case .makeCell: target.pointee = .object(Cell(target.take()))
        case .deleteCell:
            guard let cell = target.pointee.as(Cell.self), !cell.value.isUndefined else {
                try reportUnbound(frame.pointee.position, instruction.a)
            }
            cell.value = .undefined
        case .deleteFree:
            let cell = freeCell(instruction.a)
            if cell.value.isUndefined { try reportUnboundFree(frame.pointee.position, instruction.a) }
            cell.value = .undefined
        case .deleteGlobal:
            let slot = Int(instruction.a)
            guard !code.globals.slots[slot].isUndefined else { throw undefinedName(code.globals.names[slot], code) }
            code.globals.slots[slot] = .undefined
        default: try stepClassVariable(instruction, frame, code)
        }
    }

    /// Names of a class body, whose namespace is in the first register.
    private func stepClassVariable(
        _ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>, _ code: Code
    ) throws {
        let registers = frame.pointee.registers
        guard let namespace = registers[0].as(NamespaceMapping.self)?.namespace else { return }
        switch instruction.operation {
        case .loadName:
            let name = code.symbols[Int(instruction.b)]
            let slot = Int(instruction.detail) - 1
            let builtin = slot >= 0 ? builtins.slots[slot].ifDefined : nil
            guard let value = namespace[name] ?? code.globals.slots[Int(instruction.c)].ifDefined ?? builtin else {
                throw undefinedName(name, code)
            }
            registers[Int(instruction.a)] = value
        case .storeName:
            namespace[code.symbols[Int(instruction.a)]] = try operand(instruction.b, frame.pointee.position)
        case .deleteName:
            let name = code.symbols[Int(instruction.a)]
            guard namespace.remove(name) != nil else { throw undefinedName(name, code) }
        default: break
        }
    }
}
