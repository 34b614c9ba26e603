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
        var instructions: UnsafeMutablePointer<Instruction>
        var caches: UnsafeMutablePointer<AttributeCache>
        var constants: UnsafeMutablePointer<Value>
        var globals: Unmanaged<Namespace>
        /// Registers from here on are temporaries.
        var localCount: Int

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
            (instructions, caches, constants, localCount, globals) = code._withUnsafeGuaranteedRef {
                ($0.instructions, $0.caches, $0.constants, $0.localCount, Unmanaged.passUnretained($0.globals))
            }
        }

        @inline(__always)
        func register(_ index: Int32) -> UnsafeMutablePointer<Value> { registers + Int(index) }

        @inline(__always)
        mutating func advance() { position += 1 }

        @inline(__always)
        mutating func jump(to target: Int32) { position = instructions + Int(target) }
    }

    /// Runs the innermost frame, which native code entered, until it returns. `error`, if given, is raised in it first.
    func execute(raising error: PythonError? = nil) throws -> Value {
        try checkNativeStack()
        if let error { try unwind(error) }
        while true {
            do {
                return try loop()
            } catch is BranchStaged {
                continue
            } catch {
                try unwind(error)
            }
        }
    }

    /// One line for each operation that is worth being inlined; the others are in `stepSlowly`.
    func loop() throws -> Value {
        var cursor = Cursor(stack.current)
        while true {
            switch cursor.position.pointee.operation {
            case .loadConstant: loadConstant(&cursor)
            case .loadInteger: loadInteger(&cursor)
            case .loadNone: loadNone(&cursor)
            case .move: try move(&cursor)
            case .loadCopy: try loadCopy(&cursor)
            case .clear: clear(&cursor)
            case .loadGlobal: try loadGlobal(&cursor)
            case .storeGlobal: try storeGlobal(&cursor)
            case .loadCell: try loadCell(&cursor)
            case .loadFree: try loadFree(&cursor)
            case .storeFree: try storeFree(&cursor)
            case .storeCell: try storeCell(&cursor)
            case .add: try add(&cursor)
            case .subtract: try subtract(&cursor)
            case .multiply: try multiply(&cursor)
            case .addInteger: try addInteger(&cursor)
            case .binary: try binary(&cursor)
            case .compare: try compare(&cursor)
            case .jump: cursor.jump(to: cursor.position.pointee.a)
            case .loop: try loopBack(&cursor)
            case .poll: try poll(&cursor)
            case .branch: try branch(&cursor)
            case .branchCompare: try branchCompare(&cursor)
            case .branchCompareInteger: try branchCompareInteger(&cursor)
            case .loadAttribute: try loadAttribute(&cursor)
            case .storeAttribute: try storeAttribute(&cursor)
            case .loadMethod: try loadMethod(&cursor)
            case .loadItem: try loadItem(&cursor)
            case .loadItemInteger: try loadItemInteger(&cursor)
            case .storeItem: try storeItem(&cursor)
            case .call: try call(&cursor)
            case .next: try next(&cursor)
            case .append: try append(&cursor)
            case .return: if let value = try returnValue(&cursor) { return value }
            case .returnNone: if let value = try returnNone(&cursor) { return value }
            case .yield: if let value = try yield(&cursor) { return value }
            case .yieldFrom: if let value = try yieldFrom(&cursor) { return value }
            default: try step(&cursor)
            }
        }
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

/// Where the parts of a `Value` lie in memory, for the machine's fast paths, which must not count references.
package enum ValueLayout {
    /// The tag of `.object`, one byte after the eight of the payload.
    static let objectTag: UInt8 = 3

    /// Whether the compiler laid out `Value` as the machine expects.
    package static var isAsExpected: Bool {
        var value = Value.object(Singleton.ellipsis)
        let samples: [Value] = [.undefined, .none, .bool(true), .int(1), .float(1)]
        return withUnsafeMutablePointer(to: &value) { $0.isObject && $0.address == Singleton.ellipsis.rawAddress }
            && samples.allSatisfy { sample in
                var sample = sample
                return withUnsafeMutablePointer(to: &sample) { !$0.isObject }
            }
    }
}

extension UnsafeMutablePointer<Value> {
    @inline(__always)
    var isObject: Bool {
        UnsafeRawPointer(self).load(fromByteOffset: 8, as: UInt8.self) == ValueLayout.objectTag
    }

    /// The object's address; only when `isObject`.
    @inline(__always)
    var address: UnsafeRawPointer { UnsafeRawPointer(self).load(as: UnsafeRawPointer.self) }

    /// The object's Swift class; only when `isObject`.
    @inline(__always)
    var objectClass: UnsafeRawPointer { address.load(as: UnsafeRawPointer.self) }

    /// Replaces the value. Only an object that goes away costs anything.
    @inline(__always)
    func put(_ value: consuming Value) {
        if isObject {
            pointee = value
        } else {
            initialize(to: value)
        }
    }

    /// Replaces the value by `.undefined`.
    @inline(__always)
    func empty() {
        if isObject { deinitialize(count: 1) }
        initialize(to: .undefined)
    }

    /// Moves the value out and leaves the register empty.
    @inline(__always)
    func take() -> Value {
        let value = move()
        initialize(to: .undefined)
        return value
    }
}

extension UnsafeRawPointer {
    /// The object at the address, borrowed: somebody else keeps it alive.
    @inline(__always)
    func borrow<Kind: AnyObject, Result>(as kind: Kind.Type, _ body: (Kind) throws -> Result) rethrows -> Result {
        try Unmanaged<Kind>.fromOpaque(self)._withUnsafeGuaranteedRef(body)
    }
}

extension Object {
    var rawAddress: UnsafeRawPointer { UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque()) }

    /// The Swift class as the first word of its instances has it.
    static var classAddress: UnsafeRawPointer { unsafeBitCast(self as AnyClass, to: UnsafeRawPointer.self) }
}
