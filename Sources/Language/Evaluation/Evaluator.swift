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
    /// The line of what goes on at present, in which what goes on inside it stands, too.
    weak var progress: Progress?
    public let interrupt: Interrupt
    let integerLimits: IntegerLimits
    public let modules = ModuleTable()
    /// The names that every module sees.
    public let builtins = Namespace(capacity: 256)
    /// `__main__`, whose namespace the cells share.
    public let main = ModuleObject("__main__")
    /// The running frames.
    let stack = FrameStack()
    /// No native stack frame may lie below this address.
    private var nativeStackLimit: UInt = 0
    /// How many calls and turns of loops may still happen: the step limit of remote jobs.
    public var stepsLeft = Int.max
    /// How many pieces of native code that may call one another are running.
    private var nativeDepth = 0
    /// Whether everything is being unwound, handlers and all, since the steps are used up.
    var isStopping = false
    /// Whether the error that is thrown now has left the frames that it leaves: only native code is to see it.
    var isLeaving = false
    /// Whether the error that is thrown now was raised before: it keeps its context.
    var isReraising = false
    // The Swift classes that the machine recognises, as the first word of their instances has them.
    let superAddress = SuperObject.typeObject.rawAddress
    let notImplementedAddress = Singleton.notImplemented.rawAddress
    let textTypeAddress = TypeObject.str.rawAddress
    let integerTypeAddress = TypeObject.int.rawAddress
    let textClass = Text.classAddress
    /// The texts of one ASCII character.
    let letters = Text.letters
    let listIteratorClass = ListIterator.classAddress
    let textIteratorClass = TextIterator.classAddress
    let instanceClass = Instance.classAddress
    let functionClass = Function.classAddress
    let nativeFunctionClass = NativeFunction.classAddress
    let typeClass = TypeObject.classAddress
    let moduleClass = ModuleObject.classAddress
    let dictClass = Dict.classAddress
    let listClass = List.classAddress
    let tupleClass = Tuple.classAddress
    let setClass = SetObject.classAddress
    let exceptionClass = ExceptionObject.classAddress
    let rangeIteratorClass = RangeIterator.classAddress
    let generatorClass = GeneratorIterator.classAddress
    /// Who takes over the calls of interceptable functions and native classes at present, whatever their arguments are;
    /// nil for nobody.
    public var callRecorder: ((Object) -> Object?)?
    /// Who takes over branches on values that are not known while the program runs; nil for nobody.
    public var stager: (any Stager)?
    /// The frames in which the paths of staged branches run, the innermost last.
    var pathFrames: [UnsafeMutablePointer<Frame>] = []
    /// What waits at the ends of the paths of branches and loops, the innermost last.
    var stagedPaths: [StagedPath] = []
    /// The frames in which the test of a staged `while` runs.
    var testFrames: [UnsafeMutablePointer<Frame>] = []
    /// The instructions that stand where paths end, while a mark stands there; how many paths end at each.
    var markedInstructions: [UnsafeMutablePointer<Instruction>: (instruction: Instruction, count: Int)] = [:]
    /// How deep calls may nest before RecursionError: `sys.setrecursionlimit`.
    public var recursionLimit = 1000 { didSet { stack.limit(to: recursionLimit) } }
    let templates = TemplateCache()
    let builder = TextBuilder()
    let finalizers = Finalizers()
    /// `sys.argv`: the name of the program and what it was called with.
    public var programArguments = [""]
    /// Storage of the floors above, by a name of theirs.
    public var attachments: [String: AnyObject] = [:]

    public init(interrupt: Interrupt = Interrupt()) {
        precondition(ValueLayout.isAsExpected, "The machine knows how the compiler lays out a Value.")
        precondition(ReferenceCount.isAsExpected, "The machine counts references as the run time does.")
        precondition(List.isStorageAsExpected, "Arrays lie in memory as lists expect.")
        precondition(ShortText.isAsExpected, "Short texts are made as Swift makes them.")
        precondition(Text.isMemoryAsExpected, "Strings lie in memory as texts expect.")
        precondition(Tuple.isMemoryAsExpected, "Tuples lie in memory as the machine expects.")
        _ = KeptObjects.isPrepared
        self.interrupt = interrupt
        integerLimits = IntegerLimits(interrupt: interrupt)
        stack.limit(to: recursionLimit)
        measureNativeStack()
        for type: TypeObject in [.object, .type, .property, .staticMethod, .classMethod, SuperObject.typeObject] {
            builtins[Symbol(type.name)] = .object(type)
        }
        builtins["Ellipsis"] = .ellipsis
        builtins["NotImplemented"] = .notImplemented
        Builtins.install(in: self)
        modules.add(main)
    }

    deinit {
        // Functions hold the namespaces that hold them.
        for module in modules.loaded.values { module.namespace.removeAll() }
        builtins.removeAll()
        finalizers.close()
    }

    /// Calls a value with positional arguments.
    public func call(_ function: Value, _ arguments: [Value] = []) throws -> Value {
        try arguments.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return try call(function, Arguments()) }
            return try call(function, Arguments(borrowing: base, count: buffer.count))
        }
    }

    public func call(_ function: Value, _ arguments: borrowing Arguments) throws -> Value {
        guard case .object(let object) = function else {
            throw PythonError(.typeError, "'\(function.typeName)' object is not callable")
        }
        return try callNested(object, arguments)
    }

    /// Calls a method by name; AttributeError when there is none.
    public func callMethod(_ name: Symbol, of value: Value, _ arguments: [Value] = []) throws -> Value {
        try call(try requiredAttribute(name, of: value), arguments)
    }

    /// Calls an object: the `__call__` of a user's class goes first.
    func callNested(_ object: Object, _ arguments: borrowing Arguments) throws -> Value {
        try checkNativeStack()
        guard object.derivation?.type != nil, let method = try userMethod(.__call__, of: object) else {
            return try object.call(arguments, self)
        }
        guard case .object(let function) = method else {
            throw PythonError(.typeError, "'\(method.typeName)' object is not callable")
        }
        return try function.call(arguments, self)
    }

    /// Runs a piece of native code that may come back to the evaluator; RecursionError when such calls nest too deeply.
    @inline(__always)
    public func nested<Result>(
        _ activity: StaticString = "", _ body: () throws -> Result
    ) throws -> Result {
        nativeDepth += 1
        defer { nativeDepth -= 1 }
        if nativeDepth + stack.depth > recursionLimit { try reportDeepRecursion(activity) }
        try checkNativeStack()
        return try body()
    }

    @inline(never)
    private func reportDeepRecursion(_ activity: StaticString) throws {
        throw PythonError(.recursionError, "maximum recursion depth exceeded\(activity)")
    }

    /// Throws RecursionError when little is left of the thread's stack.
    @inline(__always)
    func checkNativeStack() throws {
        var marker: UInt8 = 0
        let address = withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) }
        if address < nativeStackLimit { try reportExhaustedStack() }
    }

    @inline(never)
    private func reportExhaustedStack() throws {
        throw PythonError(.recursionError, "maximum recursion depth exceeded")
    }

    /// Finds out how much stack the running thread has, and tells it what bounds long work on it.
    package func measureNativeStack() {
        nativeStackLimit = NativeStack.limit()
        integerLimits.makeCurrent()
    }
}
