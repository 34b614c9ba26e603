/// An instance of a user's class that derives from `int`, `float` or `bool`: it behaves as the number that it holds.
public final class DerivedScalar: Object {
    public let value: Value

    init(_ value: Value) { self.value = value }

    override public func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        let other = other.as(DerivedScalar.self)?.value ?? other
        if case .object = other { return nil }
        return reflected
            ? try Scalar.binary(operation, other, value) : try Scalar.binary(operation, value, other)
    }

    override public func unary(_ operation: UnaryOperator, _ evaluator: Evaluator) throws -> Value? {
        try Scalar.unary(operation, value)
    }

    override public func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        try evaluator.compare(operation, value, other.as(DerivedScalar.self)?.value ?? other)
    }

    override public func truth(_ evaluator: Evaluator) throws -> Bool { try evaluator.truth(value) }
    override public func hash(_ evaluator: Evaluator) throws -> Int { try evaluator.hash(value) }
    override public func index(_ evaluator: Evaluator) throws -> Int? {
        if case .float = value { return nil }
        return try evaluator.index(value)
    }
    override public func integer(_ evaluator: Evaluator) throws -> Value? {
        try evaluator.call(.object(TypeObject.int), [value])
    }
    override public func float(_ evaluator: Evaluator) throws -> Double? {
        switch value {
        case .int(let int): Double(int)
        case .float(let double): double
        case .bool(let bool): bool ? 1 : 0
        case .undefined, .none, .object: nil
        }
    }
    override public func repr(_ evaluator: Evaluator) throws -> String { try evaluator.repr(value) }
    override public func format(_ specification: String, _ evaluator: Evaluator) throws -> String {
        specification.isEmpty ? try evaluator.str(.object(self)) : try evaluator.format(value, specification)
    }

    override public func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        guard type.userLookup(name) == nil, derivation?.namespace?[name] == nil,
            let found = try evaluator.attribute(name, of: value), name != .__class__
        else { return try genericAttribute(name, evaluator) }
        return found
    }
}
