/// The machine: one loop that runs the innermost frame. Calls between Python functions do not nest it; calls from native
/// code (`sorted(key=f)`, `__repr__`, `evaluator.call`) run it anew for the frames above theirs.
///
/// The fast paths are inlined into the loop and touch only the cursor; everything else happens in functions whose names
/// end in `Slowly`, which note the position first, so that errors and `currentSpan` know it.
extension Evaluator {
    /// What the loop keeps at hand of the innermost frame.
    struct Cursor {
        var position: UnsafeMutablePointer<Instruction>
        var registers: UnsafeMutablePointer<Value>
        /// Kept alive by the frame's function, or by whoever runs a module.
        let code: Unmanaged<Code>

        @inline(__always)
        init(_ frame: UnsafeMutablePointer<Frame>) {
            self.init(frame.pointee.code, at: frame.pointee.position, frame.pointee.registers)
        }

        @inline(__always)
        init(
            _ code: Unmanaged<Code>, at position: UnsafeMutablePointer<Instruction>,
            _ registers: UnsafeMutablePointer<Value>
        ) {
            self.position = position
            self.registers = registers
            self.code = code
        }

        @inline(__always)
        var caches: UnsafeMutablePointer<AttributeCache> { code._withUnsafeGuaranteedRef { $0.caches } }

        @inline(__always)
        var constants: UnsafeMutablePointer<Value> { code._withUnsafeGuaranteedRef { $0.constants } }

        @inline(__always)
        var globals: Unmanaged<Namespace> { code._withUnsafeGuaranteedRef { Unmanaged.passUnretained($0.globals) } }

        /// Registers from here on are temporaries.
        @inline(__always)
        var localCount: Int { code._withUnsafeGuaranteedRef { $0.localCount } }

        @inline(__always)
        func register(_ index: Int32) -> UnsafeMutablePointer<Value> { registers + Int(index) }

        @inline(__always)
        mutating func advance() { position += 1 }

        @inline(__always)
        mutating func jump(to target: Int32) {
            position = code._withUnsafeGuaranteedRef { $0.instructions } + Int(target)
        }
    }

    /// Runs the innermost frame, which native code entered, until it returns. `error`, if given, is raised in it first.
    func execute(raising error: PythonError? = nil) throws -> Value {
        try checkNativeStack()
        if let error, let escaping = unwind(error.exception) { throw PythonError(escaping) }
        while true {
            do {
                return try loop()
            } catch {
                if isLeaving {
                    isLeaving = false
                    throw error
                }
                if error is BranchStaged { continue }
                if let escaping = unwind(pythonError(error).exception) { throw PythonError(escaping) }
            }
        }
    }

    /// One line for each operation that is worth being inlined; the others are in `stepSlowly`.
    func loop() throws -> Value {
        var cursor = Cursor(stack.current)
        while true {
            switch cursor.position.pointee.operation {
            // First, for they are inlined only while the loop is small, and keep the cursor in registers then.
            case .call: try apart(&cursor) { try call(&$0) }
            case .return: if let value = try returnValue(&cursor) { return value }
            case .next: try next(&cursor)
            case .returnNone: if let value = try returnNone(&cursor) { return value }
            case .yield: if let value = try yield(&cursor) { return value }
            case .loadConstant: loadConstant(&cursor)
            case .loadInteger: loadInteger(&cursor)
            case .loadNone: loadNone(&cursor)
            case .move: try move(&cursor)
            case .loadCopy: try loadCopy(&cursor)
            case .clear: clear(&cursor)
            case .loadGlobal: try loadGlobal(&cursor)
            case .storeGlobal: try apart(&cursor) { try storeGlobal(&$0) }
            case .loadCell: try apart(&cursor) { try loadCell(&$0) }
            case .loadFree: try loadFree(&cursor)
            case .storeFree: try apart(&cursor) { try storeFree(&$0) }
            case .storeCell: try apart(&cursor) { try storeCell(&$0) }
            case .add: try add(&cursor)
            case .subtract: try subtract(&cursor)
            case .multiply: try multiply(&cursor)
            case .addInteger: try addInteger(&cursor)
            case .binary: try binary(&cursor)
            case .compare: try compare(&cursor)
            case .jump: cursor.jump(to: cursor.position.pointee.a)
            case .loop: try loopToNext(&cursor)
            case .poll: try poll(&cursor)
            case .branch: try branch(&cursor)
            case .branchKeeping: try branchKeeping(&cursor)
            case .branchCompare: try branchCompare(&cursor)
            case .branchCompareInteger: try branchCompareInteger(&cursor)
            case .loadAttribute: try loadAttribute(&cursor)
            case .storeAttribute: try storeAttribute(&cursor)
            case .loadMethod: try loadMethod(&cursor)
            case .loadItem: try loadItem(&cursor)
            case .loadItemInteger: try loadItemInteger(&cursor)
            case .storeItem: try storeItem(&cursor)
            case .append: try append(&cursor)
            case .buildTuple: buildTuple(&cursor)
            case .buildSlice: cursor.position += try buildSlice(cursor.position, cursor.registers, cursor.localCount)
            case .buildList, .buildString, .setPair, .addToSet, .format, .iterate, .unpack:
                try stepStraight(cursor.position, cursor.registers, cursor.localCount)
                cursor.advance()
            case .raise, .reraise: try apart(&cursor) { try raise(&$0) }
            case .branchUnlessMatches: try apart(&cursor) { try branchUnlessMatches(&$0) }
            case .setHandled: setHandled(&cursor)
            case .yieldFrom: if let value = try yieldFrom(&cursor) { return value }
            default: try step(&cursor)
            }
        }
    }

    /// Runs what is not inlined on a copy of the cursor: one whose address is known could not stay in processor registers.
    @inline(__always)
    func apart(_ cursor: inout Cursor, _ body: (inout Cursor) throws -> Void) throws {
        var copy = cursor
        try body(&copy)
        cursor = copy
    }

    /// An operation that is not inlined. It may change the frame.
    @inline(__always)
    private func step(_ cursor: inout Cursor) throws {
        let frame = stack.current
        frame.pointee.position = cursor.position
        try stepSlowly(cursor.position.pointee, frame)
        if stack.current == frame, frame.pointee.position == cursor.position {
            cursor.advance()
        } else {
            cursor = Cursor(stack.current)
        }
    }
}
