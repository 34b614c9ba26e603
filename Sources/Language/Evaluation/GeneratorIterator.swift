/// A suspended function body: what calling a function with `yield` gives, and what a generator expression is.
public final class GeneratorIterator: ValueIterator {
    let function: Function
    /// The function's.
    let code: Unmanaged<Code>
    private(set) var registers: UnsafeMutablePointer<Value>
    private let registerCount: Int
    var position: UnsafeMutablePointer<Instruction>
    var handled: Int32 = -1
    package private(set) var state = State.created
    /// What `return` gave.
    var returnValue = Value.none

    package enum State { case created, suspended, running, finished }

    override public class var nativeType: TypeObject { typeObject }

    /// Room for the registers: most generators need no memory besides their own.
    private var room: Room = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)

    private typealias Room = (
        UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64,
        UInt64, UInt64
    )

    /// Takes over the arguments, which are bound to the first registers; the others are unbound.
    init(_ function: consuming Function, moving arguments: UnsafeMutablePointer<Value>, _ count: Int) {
        let code = function.code
        self.code = .passUnretained(code)
        position = code.instructions
        registerCount = code.registerCount
        self.function = function
        // Where the room is can be found out only after this; nothing reads the registers before.
        registers = UnsafeMutablePointer(bitPattern: MemoryLayout<Value>.alignment) ?? .allocate(capacity: 0)
        super.init()
        registers =
            registerCount <= MemoryLayout<Room>.stride / MemoryLayout<Value>.stride
            ? ownRoom : .allocate(capacity: registerCount)
        registers.moveInitialize(from: arguments, count: count)
        arguments.initialize(repeating: .undefined, count: count)
        (registers + count).initialize(repeating: .undefined, count: registerCount - count)
    }

    /// Where the room lies. A generator never moves, so the address holds for as long as it lives.
    private var ownRoom: UnsafeMutablePointer<Value> {
        withUnsafeMutablePointer(to: &room) { UnsafeMutableRawPointer($0).assumingMemoryBound(to: Value.self) }
    }

    deinit {
        for index in 0..<registerCount { (registers + index).empty() }
        if registers != ownRoom { registers.deallocate() }
    }

    override public var result: Value { returnValue }

    // MARK: Changes of state, made by the machine

    @inline(__always)
    func begin() { state = .running }

    @inline(__always)
    func suspend(at position: UnsafeMutablePointer<Instruction>, handled: Int32) {
        self.position = position
        self.handled = handled
        state = .suspended
    }

    func finish(_ value: consuming Value) {
        state = .finished
        returnValue = value
        for index in 0..<registerCount { (registers + index).empty() }
    }

    // MARK: Running

    override public func next(_ evaluator: Evaluator) throws -> Value? {
        if state == .suspended || state == .created { return try evaluator.advance(self) }
        return try send(.none, evaluator)
    }

    /// Goes on with the value of the `yield`; the next value that is yielded, or nil at the end.
    package func send(_ value: Value, _ evaluator: Evaluator) throws -> Value? {
        switch state {
        case .finished:
            returnValue = .none
            return nil
        case .running: throw PythonError(.valueError, "generator already executing")
        case .created:
            guard value.isNone else {
                throw PythonError(.typeError, "can't send non-None value to a just-started generator")
            }
        case .suspended: break
        }
        return try evaluator.run(self, sending: value)
    }

    /// Raises an exception at the `yield`.
    package func raise(_ error: PythonError, _ evaluator: Evaluator) throws -> Value? {
        switch state {
        case .running: throw PythonError(.valueError, "generator already executing")
        case .finished: throw error
        case .created:
            finish(.none)
            throw error
        case .suspended: break
        }
        if let inner = delegate as? GeneratorIterator {
            do {
                state = .running
                defer { state = .suspended }
                if let value = try inner.raise(error, evaluator) { return value }
            } catch let innerError as PythonError {
                return try evaluator.run(self, raising: innerError)
            }
            return try evaluator.run(self, delegateResult: inner.result)
        }
        if let face = foreignDelegate, let answer = try raise(error, in: face, evaluator) { return try answer.get() }
        return try evaluator.run(self, raising: error)
    }

    /// Calls `throw` of the user's iterator that a `yield from` goes through; nil when it has none. GeneratorExit closes it.
    private func raise(
        _ error: PythonError, in face: Value, _ evaluator: Evaluator
    ) throws -> Result<Value?, any Error>? {
        if error.isInstance(of: .generatorExit) {
            let raised = closeForeign(face, evaluator) ?? error
            return Result { try evaluator.run(self, raising: raised) }
        }
        guard let method = try evaluator.attribute("throw", of: face) else { return nil }
        do {
            state = .running
            defer { state = .suspended }
            return .success(try evaluator.call(method, [.object(error.exception)]))
        } catch let raised as PythonError {
            guard raised.isInstance(of: .stopIteration) else {
                return Result { try evaluator.run(self, raising: raised) }
            }
            let result = raised.exception.fields[.value] ?? Value.none
            return Result { try evaluator.run(self, delegateResult: result) }
        }
    }

    /// Calls `close` of a user's iterator, if it has one; the error that it raised.
    private func closeForeign(_ face: Value, _ evaluator: Evaluator) -> PythonError? {
        state = .running
        defer { state = .suspended }
        do {
            if let method = try evaluator.attribute("close", of: face) { _ = try evaluator.call(method) }
            return nil
        } catch {
            return evaluator.pythonError(error)
        }
    }

    /// The user's object that a `yield from` goes through, when it is no generator.
    private var foreignDelegate: Value? {
        guard let iterator = delegate as? ValueIterator, !(iterator is GeneratorIterator),
            case .object(let face) = iterator.face, face !== iterator
        else { return nil }
        return .object(face)
    }

    /// Raises GeneratorExit at the `yield` and expects the generator to end.
    package func close(_ evaluator: Evaluator) throws {
        switch state {
        case .running: throw PythonError(.valueError, "generator already executing")
        case .finished: return
        case .created: return finish(.none)
        case .suspended: break
        }
        var raised = PythonError(.generatorExit, [])
        if let inner = delegate as? GeneratorIterator {
            do {
                state = .running
                defer { state = .suspended }
                try inner.close(evaluator)
            } catch let error as PythonError {
                raised = error
            }
        } else if let face = foreignDelegate, let error = closeForeign(face, evaluator) {
            raised = error
        }
        do {
            let value = try evaluator.run(self, raising: raised)
            if value != nil { throw PythonError(.runtimeError, "generator ignored GeneratorExit") }
        } catch let error as PythonError
            where error.isInstance(of: .generatorExit) || error.isInstance(of: .stopIteration)
        {}
    }

    /// What a `yield from` is going through.
    private var delegate: Object? {
        guard position.pointee.operation == .yieldFrom else { return nil }
        return registers[Int(position.pointee.b)].object
    }

    override public func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name.text {
        case "gi_running": .bool(state == .running)
        case "gi_suspended": .bool(state == .suspended)
        case "gi_frame": state == .finished ? Value.none : .object(FrameFace(function: function))
        case "gi_code": try evaluator.attribute("__code__", of: .object(function))
        case "gi_yieldfrom": delegate.map { .object($0) } ?? Value.none
        case "__name__": Value(function.name)
        case "__qualname__": Value(function.qualifiedName)
        default: try genericAttribute(name, evaluator)
        }
    }

    override public func repr(_ evaluator: Evaluator) throws -> String {
        "<generator object \(function.qualifiedName) at \(address)>"
    }

    // MARK: Methods

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) static let typeObject = TypeObject(
        native: "generator", bases: [.iterator],
        methods: [
            NativeFunction("send", "(self, value, /)", "Resumes with a value for the yield.", as: .send) {
                arguments, evaluator in
                let generator = try receiver(arguments)
                return try produced(try generator.send(arguments[1], evaluator), generator)
            },
            NativeFunction("throw", "(self, type, value=None, traceback=None, /)", "Raises at the yield.") {
                arguments, evaluator in
                let generator = try receiver(arguments)
                let error = try evaluator.error(raising: arguments[1], arguments[2])
                return try produced(try generator.raise(error, evaluator), generator)
            },
            NativeFunction("close", "(self, /)", "Ends the generator.") { arguments, evaluator in
                try receiver(arguments).close(evaluator)
                return .none
            },
        ])

    private static func receiver(_ arguments: borrowing Arguments) throws -> GeneratorIterator {
        guard let generator = arguments[0].as(GeneratorIterator.self) else {
            throw PythonError(.typeError, "descriptor requires a 'generator' object")
        }
        return generator
    }

    /// The value, or StopIteration with what the generator returned.
    private static func produced(_ value: Value?, _ generator: GeneratorIterator) throws -> Value {
        if let value { return value }
        throw PythonError(.stopIteration, generator.returnValue.isNone ? [] : [generator.returnValue])
    }
}
