/// The built-in exceptions: `PythonError(.valueError, "…")`, `error.isInstance(of: .lookupError)`.
// Immutable after creation, so that threads may share them.
extension TypeObject {
    nonisolated(unsafe) public static let baseException = TypeObject(
        native: "BaseException", methods: ExceptionMethods.all, initializesSubclassesOnly: true,
        allocate: ExceptionMethods.allocate)
    nonisolated(unsafe) public static let systemExit = exception("SystemExit", .baseException)
    nonisolated(unsafe) public static let keyboardInterrupt = exception("KeyboardInterrupt", .baseException)
    nonisolated(unsafe) public static let generatorExit = exception("GeneratorExit", .baseException)
    nonisolated(unsafe) public static let exception = exception("Exception", .baseException)
    nonisolated(unsafe) public static let stopIteration = exception("StopIteration", .exception)
    nonisolated(unsafe) public static let stopAsyncIteration = exception("StopAsyncIteration", .exception)
    nonisolated(unsafe) public static let arithmeticError = exception("ArithmeticError", .exception)
    nonisolated(unsafe) public static let floatingPointError = exception("FloatingPointError", .arithmeticError)
    nonisolated(unsafe) public static let overflowError = exception("OverflowError", .arithmeticError)
    nonisolated(unsafe) public static let zeroDivisionError = exception("ZeroDivisionError", .arithmeticError)
    nonisolated(unsafe) public static let assertionError = exception("AssertionError", .exception)
    nonisolated(unsafe) public static let attributeError = exception("AttributeError", .exception)
    nonisolated(unsafe) public static let bufferError = exception("BufferError", .exception)
    nonisolated(unsafe) public static let eofError = exception("EOFError", .exception)
    nonisolated(unsafe) public static let importError = exception("ImportError", .exception)
    nonisolated(unsafe) public static let moduleNotFoundError = exception("ModuleNotFoundError", .importError)
    nonisolated(unsafe) public static let lookupError = exception("LookupError", .exception)
    nonisolated(unsafe) public static let indexError = exception("IndexError", .lookupError)
    nonisolated(unsafe) public static let keyError = exception("KeyError", .lookupError)
    nonisolated(unsafe) public static let memoryError = exception("MemoryError", .exception)
    nonisolated(unsafe) public static let nameError = exception("NameError", .exception)
    nonisolated(unsafe) public static let unboundLocalError = exception("UnboundLocalError", .nameError)
    nonisolated(unsafe) public static let osError = exception("OSError", .exception)
    nonisolated(unsafe) public static let blockingIOError = exception("BlockingIOError", .osError)
    nonisolated(unsafe) public static let childProcessError = exception("ChildProcessError", .osError)
    nonisolated(unsafe) public static let connectionError = exception("ConnectionError", .osError)
    nonisolated(unsafe) public static let brokenPipeError = exception("BrokenPipeError", .connectionError)
    nonisolated(unsafe) public static let connectionAbortedError = exception("ConnectionAbortedError", .connectionError)
    nonisolated(unsafe) public static let connectionRefusedError = exception("ConnectionRefusedError", .connectionError)
    nonisolated(unsafe) public static let connectionResetError = exception("ConnectionResetError", .connectionError)
    nonisolated(unsafe) public static let fileExistsError = exception("FileExistsError", .osError)
    nonisolated(unsafe) public static let fileNotFoundError = exception("FileNotFoundError", .osError)
    nonisolated(unsafe) public static let interruptedError = exception("InterruptedError", .osError)
    nonisolated(unsafe) public static let isADirectoryError = exception("IsADirectoryError", .osError)
    nonisolated(unsafe) public static let notADirectoryError = exception("NotADirectoryError", .osError)
    nonisolated(unsafe) public static let permissionError = exception("PermissionError", .osError)
    nonisolated(unsafe) public static let processLookupError = exception("ProcessLookupError", .osError)
    nonisolated(unsafe) public static let timeoutError = exception("TimeoutError", .osError)
    nonisolated(unsafe) public static let referenceError = exception("ReferenceError", .exception)
    nonisolated(unsafe) public static let runtimeError = exception("RuntimeError", .exception)
    nonisolated(unsafe) public static let notImplementedError = exception("NotImplementedError", .runtimeError)
    nonisolated(unsafe) public static let recursionError = exception("RecursionError", .runtimeError)
    nonisolated(unsafe) public static let syntaxError = exception("SyntaxError", .exception)
    nonisolated(unsafe) public static let indentationError = exception("IndentationError", .syntaxError)
    nonisolated(unsafe) public static let tabError = exception("TabError", .indentationError)
    nonisolated(unsafe) public static let systemError = exception("SystemError", .exception)
    nonisolated(unsafe) public static let typeError = exception("TypeError", .exception)
    nonisolated(unsafe) public static let valueError = exception("ValueError", .exception)
    nonisolated(unsafe) public static let unicodeError = exception("UnicodeError", .valueError)
    nonisolated(unsafe) public static let unicodeDecodeError = exception("UnicodeDecodeError", .unicodeError)
    nonisolated(unsafe) public static let unicodeEncodeError = exception("UnicodeEncodeError", .unicodeError)
    nonisolated(unsafe) public static let warning = exception("Warning", .exception)
    nonisolated(unsafe) public static let bytesWarning = exception("BytesWarning", .warning)
    nonisolated(unsafe) public static let deprecationWarning = exception("DeprecationWarning", .warning)
    nonisolated(unsafe) public static let encodingWarning = exception("EncodingWarning", .warning)
    nonisolated(unsafe) public static let futureWarning = exception("FutureWarning", .warning)
    nonisolated(unsafe) public static let importWarning = exception("ImportWarning", .warning)
    nonisolated(unsafe) public static let pendingDeprecationWarning = exception("PendingDeprecationWarning", .warning)
    nonisolated(unsafe) public static let resourceWarning = exception("ResourceWarning", .warning)
    nonisolated(unsafe) public static let runtimeWarning = exception("RuntimeWarning", .warning)
    nonisolated(unsafe) public static let syntaxWarning = exception("SyntaxWarning", .warning)
    nonisolated(unsafe) public static let unicodeWarning = exception("UnicodeWarning", .warning)
    nonisolated(unsafe) public static let userWarning = exception("UserWarning", .warning)

    /// Every built-in exception, for the namespace of built-in names.
    package static var allExceptions: [TypeObject] {
        [
            .baseException, .systemExit, .keyboardInterrupt, .generatorExit, .exception, .stopIteration,
            .stopAsyncIteration, .arithmeticError, .floatingPointError, .overflowError, .zeroDivisionError,
            .assertionError, .attributeError, .bufferError, .eofError, .importError, .moduleNotFoundError,
            .lookupError, .indexError, .keyError, .memoryError, .nameError, .unboundLocalError, .osError,
            .blockingIOError, .childProcessError, .connectionError, .brokenPipeError, .connectionAbortedError,
            .connectionRefusedError, .connectionResetError, .fileExistsError, .fileNotFoundError, .interruptedError,
            .isADirectoryError, .notADirectoryError, .permissionError, .processLookupError, .timeoutError,
            .referenceError, .runtimeError, .notImplementedError, .recursionError, .syntaxError, .indentationError,
            .tabError, .systemError, .typeError, .valueError, .unicodeError, .unicodeDecodeError,
            .unicodeEncodeError, .warning, .bytesWarning, .deprecationWarning, .encodingWarning, .futureWarning,
            .importWarning, .pendingDeprecationWarning, .resourceWarning, .runtimeWarning, .syntaxWarning,
            .unicodeWarning, .userWarning, .baseExceptionGroup, .exceptionGroup,
        ]
    }

    private static func exception(_ name: String, _ base: TypeObject) -> TypeObject {
        TypeObject(native: name, bases: [base])
    }
}
