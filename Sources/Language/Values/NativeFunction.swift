/// A function written in Swift. The body finds its arguments in the order of the signature's parameters, defaults filled
/// in; `*args` is a tuple and `**kwargs` a dict, and an absent optional argument is `.undefined`.
///
///     NativeFunction("count", "(self, value, /)", "Number of occurrences.") { arguments, evaluator in … }
public final class NativeFunction: Object {
    public let name: String
    /// Where it was defined: `torch`, or the class for a method.
    public let moduleName: String
    private let ownSignature: Signature
    public let summary: String
    /// The class that it is a method of; set before the class is shared.
    package var ownerName: String?
    /// Whether a proxy among the arguments takes the call over.
    public let isInterceptable: Bool
    /// Whether the body wants the call as it was written, not bound to the signature.
    private let isRaw: Bool
    /// Whether access through an instance binds it, as a method: functions of modules stay what they are, as in CPython.
    package var binds: Bool { mayBind && (takesReceiver || ownerName != nil) }
    private let mayBind: Bool
    private let takesReceiver: Bool
    package let body: Body
    /// The plain case of a function that a trace may record.
    package let plainBody: PlainBody?
    /// With so many positional arguments, and no keyword, the body can be called: as they are when there are `mostCount`
    /// or that is without limit, else with defaults after them. No number lies between them when a call is more than that.
    package let leastCount: Int
    package let mostCount: Int
    /// What the machine does in its place in the plain case.
    package let intrinsic: Intrinsic
    /// The defaults of the parameters.
    private let standards: UnsafeMutablePointer<Value>

    public typealias Body = (borrowing Arguments, Evaluator) throws -> Value
    /// The result for values given by position, none of which records calls; `.undefined` when the call is not plain.
    package typealias PlainBody = (UnsafePointer<Value>, Int, Evaluator) throws -> Value

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(native: "builtin_function_or_method")

    override public class var nativeType: TypeObject { typeObject }

    /// Methods of native classes have classes of their own, as in CPython.
    override public var type: TypeObject {
        guard derivation == nil, binds, ownerName != nil else { return derivation?.type ?? NativeFunction.typeObject }
        return name.hasPrefix("__") ? .wrapperDescriptor : .methodDescriptor
    }

    /// `isRaw` bodies get the arguments as they were passed: keywords with their names, nothing filled in.
    public convenience init(
        _ name: String, _ signature: Signature, _ summary: String = "", module: String = "builtins",
        isInterceptable: Bool = false, isRaw: Bool = false, binds: Bool = true, body: @escaping Body
    ) {
        self.init(
            name, signature, summary, module: module, isInterceptable: isInterceptable, isRaw: isRaw, binds: binds,
            as: .none, body: body)
    }

    /// One that the machine knows, or whose plain calls need no arguments to be bound.
    package init(
        _ name: String, _ signature: Signature, _ summary: String = "", module: String = "builtins",
        isInterceptable: Bool = false, isRaw: Bool = false, binds: Bool = true, as intrinsic: Intrinsic,
        plain plainBody: PlainBody? = nil, body: @escaping Body
    ) {
        self.name = name
        moduleName = module
        ownSignature = signature
        self.summary = summary
        self.isInterceptable = isInterceptable
        self.isRaw = isRaw
        mayBind = binds
        takesReceiver = ["self", "cls"].contains(signature.parameters.first?.name.text)
        self.body = body
        self.plainBody = plainBody
        self.intrinsic = intrinsic
        standards = .allocate(capacity: max(1, signature.parameters.count))
        for (index, parameter) in signature.parameters.enumerated() {
            (standards + index).initialize(to: parameter.defaultValue ?? .undefined)
        }
        let isPositional = signature.positionalCount == signature.parameters.count
        if isInterceptable || !isRaw && !isPositional {
            (leastCount, mostCount) = (1, 0)
        } else {
            (leastCount, mostCount) = isRaw ? (0, .max) : (signature.requiredPositionalCount, signature.positionalCount)
        }
    }

    deinit {
        standards.deinitialize(count: ownSignature.parameters.count)
        standards.deallocate()
    }

    /// Where the default of a parameter is.
    @inline(__always)
    package func standard(_ index: Int) -> UnsafeMutablePointer<Value> { standards + index }

    override public var signature: Signature? { ownSignature }
    override public var documentation: String? { summary.isEmpty ? nil : summary }
    override public var isCallable: Bool { true }

    override public func call(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        if isInterceptable, let recorder = Interception.recorder(among: arguments) ?? evaluator.callRecorder?(self) {
            return try recorder.intercept(call: self, arguments, evaluator)
        }
        if isRaw || arguments.keywordNames.isEmpty && ownSignature.isExact(arguments.count) {
            return try body(arguments, evaluator)
        }
        if arguments.keywordNames.isEmpty,
            let result = try callBound(ownSignature, arguments.pointer, arguments.count, evaluator)
        {
            return result
        }
        let bound = try bind(arguments, evaluator)
        return try body(Arguments(bound), evaluator)
    }

    private func bind(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> [Value] {
        do {
            return try ownSignature.bind(arguments, function: name, evaluator)
        } catch {
            throw refusal(of: arguments) ?? error
        }
    }

    override public func bind(to instance: Value?, of owner: TypeObject, _ evaluator: Evaluator) throws -> Value? {
        guard binds, let instance else { return .object(self) }
        return .object(BoundMethod(.object(self), receiver: instance))
    }

    override public func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name {
        case .__name__: Value(self.name)
        case .__qualname__: Value(ownerName.map { "\($0).\(self.name)" } ?? self.name)
        case .__doc__: summary.isEmpty ? Value.none : Value(summary)
        case .__module__: Value(moduleName)
        default: try genericAttribute(name, evaluator)
        }
    }

    override public func repr(_ evaluator: Evaluator) throws -> String {
        guard binds, ownSignature.parameters.first?.name == "self" else { return "<built-in function \(name)>" }
        let kind = name.hasPrefix("__") ? "slot wrapper" : "method"
        return "<\(kind) '\(name)' of '\(ownerName ?? "object")' objects>"
    }
}

// Immutable, so that threads may share the classes.
extension TypeObject {
    nonisolated(unsafe) static let methodDescriptor = TypeObject(native: "method_descriptor")
    nonisolated(unsafe) static let wrapperDescriptor = TypeObject(native: "wrapper_descriptor")
    nonisolated(unsafe) static let methodWrapper = TypeObject(native: "method-wrapper")
}

/// Which argument of a call takes it over.
package enum Interception {
    /// The first argument, or element of a list or tuple argument, that records calls.
    package static func recorder(among arguments: borrowing Arguments) -> Object? {
        for index in 0..<(arguments.count + arguments.keywordNames.count) {
            if let found = recorder(in: arguments.pointer[index]) { return found }
        }
        return nil
    }

    /// The value, or an element of it, that records calls.
    package static func recorder(in value: Value, depth: Int = 0) -> Object? {
        guard case .object(let object) = value else { return nil }
        if object.interceptsCalls { return object }
        guard depth < 4 else { return nil }
        if let list = object as? List { return first(in: list.elements, depth) }
        if let tuple = object as? Tuple { return first(in: tuple.elements, depth) }
        return nil
    }

    private static func first(in elements: [Value], _ depth: Int) -> Object? {
        for element in elements {
            if let found = recorder(in: element, depth: depth + 1) { return found }
        }
        return nil
    }
}
