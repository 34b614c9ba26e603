/// Runs programs: the state that all code of one session shares, and the way in for the floors above.
///
///     let evaluator = Evaluator()
///     let result = try evaluator.run(Source(cell: 1, text: "1 + 1"), in: evaluator.main.namespace)
///
/// Natives reach the language through it: `evaluator.call(f, [x])`, `evaluator.binary(.add, a, b)`, `evaluator.repr(v)`.
/// It belongs to one thread, which should have a large stack.
public final class Evaluator {
    /// Where the running cell writes to.
    public var output: any Output = OutputBuffer()
    public let interrupt: Interrupt
    public let modules = ModuleTable()
    /// The names that every module sees.
    public let builtins = Namespace(capacity: 256)
    /// `__main__`, whose namespace the cells share.
    public let main = ModuleObject("__main__")
    /// How many native calls are nested at present.
    package var nativeDepth = 0
    /// How deep calls may nest before RecursionError: `sys.setrecursionlimit`.
    public var recursionLimit = 1000
    /// Storage of the floors above, by a name of theirs.
    public var attachments: [String: AnyObject] = [:]

    public init(interrupt: Interrupt = Interrupt()) {
        self.interrupt = interrupt
        Builtins.install(in: self)
        modules.add(main)
    }

    /// Runs a cell or a file; the value of its last expression statement, if that is its last statement.
    package func run(_ source: Source, in globals: Namespace) throws -> Value? {
        throw PythonError(.notImplementedError, "running source text")
    }

    /// Calls a value with positional arguments.
    public func call(_ function: Value, _ arguments: [Value] = []) throws -> Value {
        try call(function, Arguments(arguments))
    }

    public func call(_ function: Value, _ arguments: borrowing Arguments) throws -> Value {
        guard case .object(let object) = function else {
            throw PythonError(.typeError, "'\(function.typeName)' object is not callable")
        }
        return try nested { try object.call(arguments, self) }
    }

    /// Calls a method by name; AttributeError when there is none.
    public func callMethod(_ name: Symbol, of value: Value, _ arguments: [Value] = []) throws -> Value {
        try call(try requiredAttribute(name, of: value), arguments)
    }

    /// Runs a piece of native code that may come back to the evaluator, and raises RecursionError when such calls nest
    /// too deeply.
    @inline(__always)
    public func nested<Result>(_ body: () throws -> Result) throws -> Result {
        nativeDepth += 1
        defer { nativeDepth -= 1 }
        if nativeDepth > recursionLimit { throw recursionError() }
        return try body()
    }

    private func recursionError() -> PythonError {
        PythonError(.recursionError, "maximum recursion depth exceeded")
    }

    /// Runs the source of a user's module in the module's namespace.
    package func execute(_ found: ModuleTable.FoundModule, as module: ModuleObject) throws {
        throw PythonError(.notImplementedError, "importing \(found.path)")
    }
}
