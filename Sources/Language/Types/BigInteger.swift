import BigInt

/// A Python `int` beyond 64 bits.
public final class BigInteger: Object {
    package let value: BigInt

    override public class var nativeType: TypeObject { .int }
    override public class var hasPlainMethods: Bool { true }

    package init(_ value: BigInt) { self.value = value }

    override public func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        try reflected
            ? Scalar.binary(operation, other, .object(self)) : Scalar.binary(operation, .object(self), other)
    }

    override public func unary(_ operation: UnaryOperator, _ evaluator: Evaluator) throws -> Value? {
        try Scalar.unary(operation, .object(self))
    }

    override public func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        Scalar.compare(operation, .object(self), other)
    }

    override public func truth(_ evaluator: Evaluator) throws -> Bool { !value.isZero }
    override public func hash(_ evaluator: Evaluator) throws -> Int { NumberHash.of(value) }
    override public func integer(_ evaluator: Evaluator) throws -> Value? { Value(value) }
    override public func float(_ evaluator: Evaluator) throws -> Double? { try value.checkedDouble() }

    override public func index(_ evaluator: Evaluator) throws -> Int? {
        guard let small = Int(exactly: value) else {
            throw PythonError(.indexError, "cannot fit 'int' into an index-sized integer")
        }
        return small
    }

    override public func repr(_ evaluator: Evaluator) throws -> String { try IntegerText.decimal(value) }

    override public func format(_ specification: String, _ evaluator: Evaluator) throws -> String {
        guard !specification.isEmpty else { return try evaluator.str(.object(self)) }
        return try FormatSpecification(specification, for: type.name).format(value)
    }
}
