/// Collects the instructions of one body: labels, registers, constants and tables.
final class CodeBuilder {
    var parts: CodeParts
    /// The span that new instructions get.
    var span = Span.none
    private var labels: [Int] = []
    private var patches: [(instruction: Int, operand: Operand, label: Label)] = []
    private var nextTemporary: Int
    private var highestRegister: Int
    private var symbolIndices: [Symbol: Int] = [:]
    private var integerConstants: [Int: Int] = [:]
    /// By bytes: Swift would take two normal forms of one text for the same.
    private var textConstants: [[UInt8]: Int] = [:]

    struct Label { let index: Int }

    enum Operand { case a, c }

    init(_ parts: CodeParts, localCount: Int) {
        self.parts = parts
        nextTemporary = localCount
        highestRegister = localCount
    }

    var position: Int { parts.instructions.count }

    // MARK: Instructions

    @discardableResult
    func emit(_ operation: Opcode, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0, detail: Int = 0) -> Int {
        parts.instructions.append(Instruction(operation, a, b, c, detail: detail))
        parts.spans.append(span)
        return position - 1
    }

    /// Emits instructions that belong to an expression.
    @discardableResult
    func at<Result>(_ span: Span, _ body: () throws -> Result) rethrows -> Result {
        let outer = self.span
        self.span = span
        defer { self.span = outer }
        return try body()
    }

    // MARK: Labels

    func label() -> Label {
        labels.append(-1)
        return Label(index: labels.count - 1)
    }

    func place(_ label: Label) { labels[label.index] = position }

    /// Emits a jump whose operand `a` or `c` is the position of a label.
    func emit(_ operation: Opcode, _ a: Int = 0, _ b: Int = 0, to label: Label, detail: Int = 0) {
        let operand: Operand = operation == .jump || operation == .loop ? .a : .c
        patches.append((emit(operation, a, b, detail: detail), operand, label))
    }

    func placedLabel() -> Label {
        let label = label()
        place(label)
        return label
    }

    func position(of label: Label) -> Int { labels[label.index] }

    // MARK: Registers

    var temporaryMark: Int { nextTemporary }

    func temporary() -> Int { temporaries(1) }

    /// The first of some registers in a row.
    func temporaries(_ count: Int) -> Int {
        let first = nextTemporary
        nextTemporary += count
        highestRegister = max(highestRegister, nextTemporary)
        return first
    }

    /// Gives back the temporaries that were taken since a mark.
    func release(to mark: Int) { nextTemporary = mark }

    // MARK: Tables

    func constant(_ value: Value) -> Int {
        switch value {
        case .int(let int):
            if let known = integerConstants[int] { return known }
            integerConstants[int] = parts.constants.count
        case .object(let object as Text):
            let bytes = Array(object.string.utf8)
            if let known = textConstants[bytes] { return known }
            textConstants[bytes] = parts.constants.count
        default: break
        }
        parts.constants.append(value)
        return parts.constants.count - 1
    }

    func symbol(_ name: String) -> Int {
        let symbol = Symbol(name)
        if let known = symbolIndices[symbol] { return known }
        parts.symbols.append(symbol)
        symbolIndices[symbol] = parts.symbols.count - 1
        return parts.symbols.count - 1
    }

    func symbolList(_ names: [Symbol]) -> Int {
        parts.symbolLists.append(names)
        return parts.symbolLists.count - 1
    }

    /// A new cache for an attribute instruction.
    func attribute(_ name: String) -> Int {
        parts.attributeNames.append(Symbol(name))
        return parts.attributeNames.count - 1
    }

    func globalSlot(_ name: String) -> Int { parts.globals.slot(for: Symbol(name)) }

    func builtinSlot(_ name: String) -> Int { parts.builtins.find(Symbol(name)) ?? -1 }

    func child(_ code: Code) -> Int {
        parts.children.append(code)
        return parts.children.count - 1
    }

    // MARK: Result

    func finish() -> Code {
        for (instruction, operand, label) in patches {
            let target = Int32(truncatingIfNeeded: labels[label.index])
            switch operand {
            case .a: parts.instructions[instruction].a = target
            case .c: parts.instructions[instruction].c = target
            }
        }
        parts.registerCount = highestRegister + 1
        return Code(parts)
    }
}
