/// A compiled function body, class body or cell: instructions, constants, and the tables that go with them.
package final class Code {
    package let name: String
    package let qualifiedName: String
    package let source: Source
    package let kind: Kind
    package let instructions: UnsafeMutablePointer<Instruction>
    package let instructionCount: Int
    package let constants: UnsafeMutablePointer<Value>
    private let constantCount: Int
    /// What attribute instructions remember between runs.
    package let caches: UnsafeMutablePointer<AttributeCache>
    private let cacheCount: Int
    /// Locals (parameters first), then temporaries.
    package let registerCount: Int
    package let localCount: Int
    package let parameters: ParameterLayout
    /// With so many positional arguments a call needs no binding; -1: never.
    package let exactArgumentCount: Int
    /// The same of a generator function, whose call makes the generator.
    package let generatorArgumentCount: Int
    /// The number of positional parameters of a plain function, which has no others; -1: it is none.
    package let plainParameterCount: Int
    /// The names of the parameters, and which of the first 64 may be given by keyword.
    package let parameterNames: UnsafeMutablePointer<Symbol>
    package let keywordParameters: UInt64
    /// The span of the expression that each instruction belongs to.
    package let spans: [Span]
    package let handlers: [Handler]
    /// The same, for the machine.
    private let handlerTable: UnsafeMutablePointer<Handler>
    private let handlerCount: Int
    package let regions: [Region]
    package let children: [Code]
    /// Where a function of this code finds the cells of its closure when it is made.
    package let captures: [Capture]
    package let localNames: [Symbol]
    package let freeNames: [Symbol]
    package let symbols: [Symbol]
    /// The keywords of calls, and the attribute names of class patterns.
    package let symbolLists: [[Symbol]]
    /// The same, for the machine.
    let symbolBuffers: UnsafeMutablePointer<UnsafeBufferPointer<Symbol>>
    package let globals: Namespace
    package let builtins: Namespace
    package let documentation: String?
    /// The whole definition, for `??` and `inspect.getsource`.
    package let definitionSpan: Span

    package enum Kind { case module, function, generator, classBody }

    /// What a program's parts become: filled by the `CodeBuilder`.
    package init(_ parts: CodeParts) {
        name = parts.name
        qualifiedName = parts.qualifiedName
        source = parts.source
        kind = parts.kind
        instructionCount = parts.instructions.count
        instructions = Code.copy(parts.instructions)
        constantCount = parts.constants.count
        constants = Code.copy(parts.constants)
        cacheCount = parts.attributeNames.count
        caches = Code.copy(parts.attributeNames.map { AttributeCache(name: $0) })
        registerCount = parts.registerCount
        localCount = parts.localNames.count
        parameters = parts.parameters
        let isPlain = parts.kind == .function && parts.parameters.isSimple
        exactArgumentCount = isPlain ? parts.parameters.positionalCount : -1
        let isGenerator = parts.kind == .generator && parts.parameters.isSimple
        generatorArgumentCount = isGenerator ? parts.parameters.positionalCount : -1
        plainParameterCount = isPlain && parts.parameters.count <= 64 ? parts.parameters.count : -1
        parameterNames = Code.copy(parts.parameters.names)
        keywordParameters = parts.parameters.kinds.prefix(64).enumerated().reduce(0) { mask, parameter in
            parameter.element == .positional ? mask | 1 << UInt64(parameter.offset) : mask
        }
        spans = parts.spans
        handlers = parts.handlers
        handlerTable = Code.copy(parts.handlers)
        handlerCount = parts.handlers.count
        regions = parts.regions
        children = parts.children
        captures = parts.captures
        localNames = parts.localNames
        freeNames = parts.freeNames
        symbols = parts.symbols
        symbolLists = parts.symbolLists
        symbolBuffers = Code.copy(
            parts.symbolLists.map { UnsafeBufferPointer(start: Code.copy($0), count: $0.count) })
        globals = parts.globals
        builtins = parts.builtins
        documentation = parts.documentation
        definitionSpan = parts.definitionSpan
    }

    deinit {
        instructions.deallocate()
        parameterNames.deallocate()
        handlerTable.deallocate()
        for index in symbolLists.indices { symbolBuffers[index].deallocate() }
        symbolBuffers.deallocate()
        constants.deinitialize(count: constantCount)
        constants.deallocate()
        for index in 0..<cacheCount { (caches + index).pointee.end() }
        caches.deinitialize(count: cacheCount)
        caches.deallocate()
    }

    /// The span of the instruction at a position; the last one's when it is outside.
    package func span(at position: UnsafeMutablePointer<Instruction>) -> Span {
        let index = position - instructions
        return spans.indices.contains(index) ? spans[index] : spans.last ?? .none
    }

    /// Where control goes when the instruction at a position fails.
    func handler(at position: UnsafeMutablePointer<Instruction>) -> Handler? {
        let index = position - instructions
        for number in 0..<handlerCount where handlerTable[number].range.contains(index) { return handlerTable[number] }
        return nil
    }

    private static func copy<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
        for (index, element) in elements.enumerated() { (memory + index).initialize(to: element) }
        return memory
    }
}

/// Everything that a `Code` is made of.
package struct CodeParts {
    package var name: String
    package var qualifiedName: String
    package var source: Source
    package var kind: Code.Kind
    package var globals: Namespace
    package var builtins: Namespace
    package var instructions: [Instruction] = []
    package var spans: [Span] = []
    package var constants: [Value] = []
    package var attributeNames: [Symbol] = []
    package var registerCount = 0
    package var parameters = ParameterLayout()
    package var handlers: [Handler] = []
    package var regions: [Region] = []
    package var children: [Code] = []
    package var captures: [Capture] = []
    package var localNames: [Symbol] = []
    package var freeNames: [Symbol] = []
    package var symbols: [Symbol] = []
    package var symbolLists: [[Symbol]] = []
    package var documentation: String?
    package var definitionSpan = Span.none
}

/// How the parameters lie in the first registers: positional ones, `*args`, keyword-only ones, `**kwargs`.
package struct ParameterLayout {
    package var names: [Symbol] = []
    package var kinds: [Signature.Kind] = []
    package var positionalCount = 0
    /// Only positional parameters: a call with as many arguments needs no binding.
    package var isSimple = true
    /// How many positional parameters have a default.
    package var positionalDefaultCount = 0
    /// The keyword-only parameters that have a default, in order.
    package var keywordDefaultNames: [Symbol] = []
    package var hasAnnotations = false

    package var count: Int { names.count }

    /// The names in CPython's order: positional and keyword-only ones before `*args` and `**kwargs`.
    package var namesByKind: [Symbol] {
        let pairs = zip(names, kinds)
        return pairs.filter { $1 != .variadic && $1 != .keywords }.map(\.0)
            + pairs.filter { $1 == .variadic || $1 == .keywords }.map(\.0)
    }
}

/// Where control goes when an instruction in a range fails.
package struct Handler {
    package var range: Range<Int>
    package var target: Int
    /// The register that receives the exception.
    package var register: Int
}

/// A branch or a loop with the names it assigns, so that a condition which is not known while the code runs
/// (a proxy) can run both sides and merge what they assigned.
package struct Region {
    package enum Kind {
        case `if`, `while`, `for`
        /// `a if test else b`
        case choice
    }

    package var kind: Kind
    /// The test, or the step of the iteration.
    package var head: Range<Int>
    package var body: Range<Int>
    package var otherwise: Range<Int>
    package var assignedNames: [Symbol]
    /// Where all sides of a branch come together.
    package var join = -1
}

/// A cell that a new function takes over from the frame that makes it.
package enum Capture {
    case cell(register: Int)
    case free(index: Int)
}

/// What an attribute instruction found out the last time.
package struct AttributeCache {
    package let name: Symbol
    package var kind = Kind.empty
    /// The class' version for instances; unused for native receivers.
    package var version = 0
    /// The shape of the instance, or the Swift class of a native receiver.
    package var shape: UnsafeRawPointer?
    package var slot = 0
    /// Where the class, or one of its ancestors, has the attribute.
    package var place: UnsafeMutablePointer<Value>?
    /// A function of the class, or the module that has the attribute; kept alive by the cache.
    package var function: Unmanaged<Object>?
    /// Whether the function is called with what it was read from as its first argument.
    package var passesReceiver = true
    /// The shape that a store of a new attribute leads to.
    package var nextShape: Unmanaged<Shape>?
    /// What it knew before: for places that see objects of two classes in turn. Made when it is needed.
    package private(set) var alternate: UnsafeMutablePointer<AttributeCache>?

    package enum Kind: UInt8 {
        case empty
        /// Of an instance: its own attribute, a value or a property of its class, a method, a new attribute.
        case slot, classValue, property, method, addition
        /// The method of a native object.
        case nativeMethod
        /// The method of a set that can change.
        case setMethod
        /// The method after a class in the order of another one.
        case superMethod
        case valueOfClass, valueOfModule
        /// An attribute that user code gave an exception.
        case field
    }

    package init(name: Symbol) { self.name = name }

    /// Gives its place to something new; what it knows goes to the alternate.
    package mutating func makeRoom() {
        if kind != .empty {
            let place = alternate ?? .allocate(capacity: 1)
            if alternate == nil { place.initialize(to: AttributeCache(name: name)) }
            place.pointee.forget()
            alternate = nil
            place.pointee = self
            function = nil
            alternate = place
        }
        forget()
    }

    /// Gives back what it holds; whoever owns it must call it at the end.
    package mutating func end() {
        forget()
        alternate?.pointee.forget()
        alternate?.deinitialize(count: 1)
        alternate?.deallocate()
        alternate = nil
    }

    package mutating func forget() {
        function?.release()
        function = nil
        place = nil
        passesReceiver = true
        kind = .empty
    }
}
