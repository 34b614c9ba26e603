/// `property`: an attribute whose access calls functions.
public final class Property: Object {
    let getter: Value
    let setter: Value
    let deleter: Value
    private let ownDocumentation: Value
    private var name: String?

    override public class var nativeType: TypeObject { .property }

    init(getter: Value = .none, setter: Value = .none, deleter: Value = .none, documentation: Value = .none) {
        self.getter = getter
        self.setter = setter
        self.deleter = deleter
        ownDocumentation =
            documentation.isNone ? getter.object?.documentation.map { Value($0) } ?? .none : documentation
    }

    override public var isDataDescriptor: Bool { true }
    override public var documentation: String? { ownDocumentation.as(Text.self)?.string }

    override public func bind(to instance: Value?, of owner: TypeObject, _ evaluator: Evaluator) throws -> Value? {
        guard let instance else { return .object(self) }
        guard !getter.isNone else { throw refusal("getter", instance) }
        return try evaluator.call(getter, [instance])
    }

    override public func descriptorSet(_ instance: Value, to value: Value, _ evaluator: Evaluator) throws {
        guard !setter.isNone else { throw refusal("setter", instance) }
        _ = try evaluator.call(setter, [instance, value])
    }

    override public func descriptorDelete(_ instance: Value, _ evaluator: Evaluator) throws {
        guard !deleter.isNone else { throw refusal("deleter", instance) }
        _ = try evaluator.call(deleter, [instance])
    }

    /// `property 'area' of 'Square' object has no setter`
    private func refusal(_ missing: String, _ instance: Value) -> PythonError {
        let own = name ?? getter.as(Function.self)?.name
        let which = own.map { "property '\($0)'" } ?? "property"
        return PythonError(.attributeError, "\(which) of '\(instance.typeName)' object has no \(missing)")
    }

    override public func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name {
        case "fget": getter
        case "fset": setter
        case "fdel": deleter
        case .__doc__: ownDocumentation
        default: try genericAttribute(name, evaluator)
        }
    }

    fileprivate func noteName(_ name: String) { self.name = name }
}

extension TypeObject {
    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) package static let property = TypeObject(
        native: "property", documentation: "An attribute whose access calls functions.",
        methods: [
            NativeFunction("getter", "(self, fget, /)") { arguments, _ in
                try changed(arguments[0]) { Property(getter: arguments[1], setter: $0.setter, deleter: $0.deleter) }
            },
            NativeFunction("setter", "(self, fset, /)") { arguments, _ in
                try changed(arguments[0]) { Property(getter: $0.getter, setter: arguments[1], deleter: $0.deleter) }
            },
            NativeFunction("deleter", "(self, fdel, /)") { arguments, _ in
                try changed(arguments[0]) { Property(getter: $0.getter, setter: $0.setter, deleter: arguments[1]) }
            },
            NativeFunction("__set_name__", "(self, owner, name, /)") { arguments, _ in
                if let name = arguments[2].as(Text.self) { arguments[0].as(Property.self)?.noteName(name.string) }
                return .none
            },
        ],
        allocate: { _, arguments, evaluator in
            let values = try Signature("(fget=None, fset=None, fdel=None, doc=None)")
                .bind(arguments, function: "property", evaluator)
            return .object(
                Property(getter: values[0], setter: values[1], deleter: values[2], documentation: values[3]))
        })

    private static func changed(_ value: Value, _ make: (Property) -> Property) throws -> Value {
        guard let property = value.as(Property.self) else {
            throw PythonError(.typeError, "descriptor requires a 'property' object")
        }
        return .object(make(property))
    }
}
